import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CROWD, type CrowdBounds, crowd } from './crowd';
import { serveTrouble } from './serve-page';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers nobody until told to; whence one comes stands in a header. */
async function listen(bounds?: CrowdBounds) {
  const limits = crowd(bounds);
  const held: ServerResponse[] = [];
  server = createServer((asked, response) => {
    if (!limits.admits(String(asked.headers['x-mark']), asked.url ?? '', response))
      return serveTrouble(response, 503);
    if (asked.url === '/healthz') return void response.end('well');
    held.push(response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = (server.address() as AddressInfo) ?? {};
  const ask = (mark: string, path = '/') =>
    new Promise<{ status: number; retry: string | undefined }>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, agent: false, headers: { 'x-mark': mark } },
        (answer) => {
          answer.resume();
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, retry: answer.headers['retry-after'] }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  const until = async (many: number) => {
    while (held.length < many) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return {
    ask,
    until,
    places: limits.places,
    answerAll: () => {
      for (const response of held.splice(0)) response.end();
    },
  };
}

describe('a crowd', () => {
  it('of a thousand is answered, the next is told when to come back, and what watches still gets in', async () => {
    const { ask, until, answerAll, places } = await listen();
    const all = Array.from({ length: CROWD.most }, (_, nth) => ask(`from ${nth % 40}`));
    await until(CROWD.most);
    // Told while every other one still waits.
    expect(await ask('from elsewhere')).toEqual({ status: 503, retry: '10' });
    expect(await ask('from elsewhere', '/healthz')).toMatchObject({ status: 200 });
    answerAll();
    for (const answer of await Promise.all(all)) expect(answer.status).toBe(200);
    // Whoever is gone has left nothing behind.
    await expect.poll(places).toBe(0);
    const next = ask('from elsewhere');
    await until(1);
    answerAll();
    expect((await next).status).toBe(200);
  });

  it('that comes from one place is turned away beyond its share, and others get in', async () => {
    const { ask, until, answerAll } = await listen({ most: 100, crowded: 40, share: 10 });
    const flood = Array.from({ length: 90 }, () => ask('one place'));
    await until(40);
    const others = Array.from({ length: 20 }, (_, nth) => ask(`reader ${nth}`));
    await until(60);
    answerAll();
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    expect(statuses.filter((status) => status === 503)).toHaveLength(50);
    for (const { status } of await Promise.all(others)) expect(status).toBe(200);
  });

  it('that is small is never limited, wherever it comes from', async () => {
    const { ask, until, answerAll } = await listen({ most: 100, crowded: 40, share: 10 });
    const all = Array.from({ length: 39 }, () => ask('one address of a whole town'));
    await until(39);
    answerAll();
    for (const { status } of await Promise.all(all)) expect(status).toBe(200);
  });
});
