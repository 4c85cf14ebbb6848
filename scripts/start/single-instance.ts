import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { StartRefused } from './steps';

/**
 * Makes sure that one start alone works on a data folder. The holder answers on a loopback port with a
 * word that its lock file names, so that a lock left by a killed start is never taken for a living
 * one, as a process id would be once it is used again. Gives the release.
 */
export async function holdDataFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'start.lock');
  const held = await readFile(file, 'utf8').catch(() => null);
  if (held !== null && (await answers(held))) {
    throw new StartRefused(
      `Sawt runs already on ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
  const word = randomBytes(16).toString('hex');
  const server = createServer((socket) => socket.end(word));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  await writeFile(file, JSON.stringify({ port: typeof address === 'object' ? address?.port : 0, word }), {
    mode: 0o600,
  });
  return async () => {
    server.close();
    await rm(file, { force: true });
  };
}

function answers(held: string): Promise<boolean> {
  return new Promise((resolve) => {
    let lock: { port: number; word: string };
    try {
      lock = JSON.parse(held);
    } catch {
      return resolve(false);
    }
    const socket = connect({ host: '127.0.0.1', port: lock.port });
    let said = '';
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said === lock.word));
  });
}

/** Refuses when the web's port is taken; waits a moment for a killed start's web part to let it go. */
export async function needFreePort(port: number, host: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const problem = await tryListening(port, host);
    if (problem === null) return;
    if (problem === 'EACCES')
      throw new StartRefused(
        `Port ${port} needs more rights than this user has: set PORT to one above 1023.`,
      );
    if (problem !== 'EADDRINUSE')
      throw new StartRefused(`HOST=${host} is no address of this machine (${problem}).`);
    if (attempt === 15)
      throw new StartRefused(`Port ${port} is taken: stop what uses it, or set PORT to another.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tryListening(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
