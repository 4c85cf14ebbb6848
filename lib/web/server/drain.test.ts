import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { type Drain, drainOf } from './drain';

/** A server that answers /slow when `letGo` says so, /never not at all, and the rest at once. */
async function serve(): Promise<{ port: number; drain: Drain; letGo: () => void }> {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const server = createServer((asked, response) => {
    drain.follow(response);
    if (asked.url === '/never') return;
    if (asked.url === '/slow') void free.then(() => response.end('whole'));
    else response.end('whole');
  });
  const drain = drainOf(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, drain, letGo };
}

/** Waits until the server has this many answers under way, however slow the machine is. */
const until = (drain: Drain, many: number) =>
  expect.poll(() => drain.underWay(), { timeout: 50_000, interval: 5 }).toBe(many);

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

describe('a server that stops', () => {
  it('ends what it began to answer, and takes nothing new', async () => {
    const { port, drain, letGo } = await serve();
    const slow = ask(port, '/slow');
    await until(drain, 1);
    const ended = drain.end({ announce: 0, finish: 50_000 });
    await expect.poll(() => ask(port, '/'), { timeout: 50_000, interval: 5 }).toBe('ECONNREFUSED');
    // Longer than a server would wait that looks at quiet alone; how much longer does not matter.
    await new Promise((resolve) => setTimeout(resolve, 600));
    letGo();
    expect(await slow).toBe('close whole');
    await ended;
  });

  it('goes on answering while it says that it will stop, and lets nobody keep a connection', async () => {
    const { port, drain } = await serve();
    // The time of the announcement is the test's, so that it cannot be over before the question is there.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const ended = drain.end({ announce: 300, finish: 50_000 });
    expect(drain.draining()).toBe(true);
    expect(await ask(port, '/')).toBe('close whole');
    vi.advanceTimersByTime(300);
    vi.useRealTimers();
    await ended;
    expect(await ask(port, '/')).toBe('ECONNREFUSED');
  });

  it('is not held up by a connection that asks nothing', async () => {
    const { port, drain } = await serve();
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const began = Date.now();
    await drain.end({ announce: 0, finish: 50_000 });
    expect(Date.now() - began).toBeLessThan(50_000);
  });

  it('gives up on an answer that never comes', async () => {
    const { port, drain } = await serve();
    const never = ask(port, '/never');
    await until(drain, 1);
    await drain.end({ announce: 0, finish: 300 });
    expect(await never).toBe('ECONNRESET');
  });
});
