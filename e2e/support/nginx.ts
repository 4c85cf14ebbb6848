import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The nginx program on the PATH, or null. */
export function findNginx(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'nginx')).find((file) => existsSync(file)) ?? null;
}

/**
 * Runs nginx with the project's own configuration (deploy/nginx.conf), its names of machines and places
 * replaced by those of this one. `webs` are the ports of the two web processes.
 */
export async function startNginx(program: string, port: number, webs: readonly number[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-nginx-'));
  const example = await readFile('deploy/nginx.conf', 'utf8');
  const conf = webs
    .reduce((text, web, nth) => text.replace(`web-${nth + 1}:3000`, `127.0.0.1:${web}`), example)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replaceAll('/tmp/nginx', path.join(folder, 'nginx'));
  const file = path.join(folder, 'nginx.conf');
  await writeFile(file, conf);
  const child = spawn(program, ['-p', folder, '-c', file, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
