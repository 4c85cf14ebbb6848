import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Drain, drainOf } from './drain';

/** A server that answers /slow after 400 ms, /never not at all, and the rest at once; `begun` is its first request. */
async function serve(): Promise<{ port: number; drain: Drain; begun: Promise<void> }> {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const server = createServer((asked, response) => {
    drain.follow(response);
    begin();
    if (asked.url === '/never') return;
    setTimeout(() => response.end('whole'), asked.url === '/slow' ? 400 : 0);
  });
  const drain = drainOf(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, drain, begun };
}

function ask(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ port, path, host: '127.0.0.1', agent: false }, (answer) => {
      let body = '';
      answer.on('data', (piece) => {
        body += piece;
      });
      answer.on('end', () => resolve(`${answer.headers.connection} ${body}`));
      answer.on('error', () => resolve('broken off'));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
    asked.end();
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a server that stops', () => {
  it('ends what it began to answer, and takes nothing new', async () => {
    const { port, drain, begun } = await serve();
    const slow = ask(port, '/slow');
    await begun;
    const ended = drain.end({ announce: 0, finish: 5_000 });
    await pause(50);
    expect(await ask(port, '/')).toBe('ECONNREFUSED');
    expect(await slow).toBe('close whole');
    await ended;
  });

  it('goes on answering while it says that it will stop, and lets nobody keep a connection', async () => {
    const { port, drain } = await serve();
    const ended = drain.end({ announce: 300, finish: 5_000 });
    expect(drain.draining()).toBe(true);
    expect(await ask(port, '/')).toBe('close whole');
    await ended;
    expect(await ask(port, '/')).toBe('ECONNREFUSED');
  });

  it('is not held up by a connection that asks nothing', async () => {
    const { port, drain } = await serve();
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const began = Date.now();
    await drain.end({ announce: 0, finish: 20_000 });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('gives up on an answer that never comes', async () => {
    const { port, drain, begun } = await serve();
    const never = ask(port, '/never');
    await begun;
    await drain.end({ announce: 0, finish: 300 });
    expect(await never).toBe('ECONNRESET');
  });
});
