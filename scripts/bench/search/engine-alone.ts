import http from 'node:http';
import type { Worked } from './measure';

interface Asked {
  path: string;
  body: string;
}

/**
 * Notes what the app asks a search server, and asks the very same again with nothing else to do: over one kept
 * connection, one question after the other, each answer taken whole and not read. That is what the server
 * itself takes, as any program has it that asks it over HTTP.
 */
export function engineAlone(
  url: string,
  apiKey: string | undefined,
): { take(): Promise<Worked>; stop(): void } {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { end } = http.ClientRequest.prototype;
  let asked: Asked[] = [];
  let again = false;
  http.ClientRequest.prototype.end = function (this: http.ClientRequest, ...given: unknown[]) {
    const { port: to } = new URL(`http://${this.getHeader('host')}`);
    if (to === port && !again && typeof given[0] === 'string') {
      asked.push({ path: this.path, body: given[0] });
    }
    return end.apply(this, given as Parameters<typeof end>);
  };
  const ask = ({ path, body }: Asked) =>
    new Promise<Buffer>((resolve, reject) => {
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        ...(apiKey ? { Authorization: `Bearer ${apiKey}` } : {}),
      };
      http
        .request({ hostname, port, path, method: 'POST', agent, headers }, (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece) => pieces.push(piece));
          answer.on('end', () => resolve(Buffer.concat(pieces)));
        })
        .on('error', reject)
        .end(body);
    });
  return {
    take: async () => {
      again = true;
      const answers: Buffer[] = [];
      const started = performance.now();
      for (const one of asked) answers.push(await ask(one));
      const over = performance.now() - started;
      const worked = {
        over,
        says: answers.reduce((sum, one) => sum + processingTime(one), 0),
        requests: asked.length,
      };
      asked = [];
      again = false;
      return worked;
    },
    stop: () => {
      http.ClientRequest.prototype.end = end;
      agent.destroy();
    },
  };
}

/** What it says itself, in whole milliseconds, of each question in a request. */
function processingTime(answer: Buffer): number {
  const told = answer.toString('latin1').matchAll(/"processingTimeMs":(\d+)/g);
  return [...told].reduce((sum, [, ms]) => sum + Number(ms), 0);
}
