import { Agent, createServer, get } from 'node:http';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { keepConnections } from './keep-connections';

it('keeps a quiet connection longer than it says, and lets a request under way take its time', async () => {
  const sockets: Socket[] = [];
  const during: number[] = [];
  const server = createServer((request, response) => {
    sockets.push(request.socket);
    during.push(request.socket.timeout ?? 0);
    response.end('whole');
  });
  keepConnections(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', agent }, (answer) => {
        answer.resume().on('end', () => resolve(String(answer.headers['keep-alive'])));
      }).on('error', reject);
    });

  for (let turn = 0; turn < 3; turn += 1) {
    const said = Number(/^timeout=(\d+)$/.exec(await ask())?.[1]);
    expect(said).toBeGreaterThan(60);
    await expect.poll(() => sockets[turn]?.timeout).toBeGreaterThan(said * 1_000);
  }
  expect(new Set(sockets).size).toBe(1);
  expect(during).toEqual([0, 0, 0]);
  agent.destroy();
  server.close();
});
