import { type IncomingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends a request whose path goes out letter for letter, which browsers and `fetch` would tidy up first. */
export function rawRequest(
  base: string,
  path: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    /** The loopback address to come from, such as 127.77.0.9. */
    from?: string;
  } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  const { method = 'GET', headers = {}, body, from } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: from === undefined ? hostname : '127.0.0.1',
        port,
        path,
        method,
        headers: { host: `${hostname}:${port}`, ...headers },
        localAddress: from,
        agent: false,
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(pieces).toString('utf8'),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
