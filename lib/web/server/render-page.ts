import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface RenderedPage {
  status: number;
  location: string | null;
  body: Buffer;
}

/**
 * Renders one page by calling Next's handler with a request of our own: no cookies, no client's
 * headers, nothing of the person who asked. What is kept for everybody must depend on nobody.
 * Rejects when Next fails or takes longer than `timeout` milliseconds.
 */
export async function renderPage(
  handler: NextHandler,
  url: string,
  { host, timeout }: { host: string; timeout: number },
): Promise<RenderedPage> {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = url;
  request.headers = { host, accept: 'text/html' };
  request.push(null);
  const response = new CollectingResponse(request);
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`rendering ${url} took over ${timeout} ms`)), timeout);
    });
    await Promise.race([Promise.all([handler(request, response), response.whole]), late]);
  } finally {
    clearTimeout(timer);
  }
  const location = response.getHeader('location');
  return {
    status: response.statusCode,
    location: typeof location === 'string' ? location : null,
    body: Buffer.concat(response.chunks),
  };
}

type Written = ((error?: Error | null) => void) | undefined;

/** A response that goes nowhere: it keeps what is written to it. */
class CollectingResponse extends ServerResponse {
  readonly chunks: Buffer[] = [];
  readonly whole: Promise<void>;
  #settle: () => void = () => {};

  constructor(request: IncomingMessage) {
    super(request);
    this.whole = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    const headers = rest.find((part) => typeof part === 'object') as OutgoingHttpHeaders | undefined;
    this.statusCode = status;
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value !== undefined) this.setHeader(name, value);
    }
    return this;
  }
  override flushHeaders(): void {}
  override write(chunk: unknown, encoding?: unknown, written?: Written): boolean {
    this.chunks.push(asBuffer(chunk, encoding));
    const callback = typeof encoding === 'function' ? (encoding as Written) : written;
    if (callback) queueMicrotask(callback);
    return true;
  }
  override end(chunk?: unknown, encoding?: unknown, ended?: Written): this {
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.chunks.push(asBuffer(chunk, encoding));
    }
    this.finished = true;
    for (const callback of [chunk, encoding, ended]) {
      if (typeof callback === 'function') queueMicrotask(callback as () => void);
    }
    queueMicrotask(() => {
      this.emit('finish');
      this.emit('close');
      this.#settle();
    });
    return this;
  }
}

function asBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string') {
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  }
  return Buffer.from(chunk as Uint8Array);
}
