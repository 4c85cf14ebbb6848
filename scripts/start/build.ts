import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefused } from './steps';

const BUILT_FROM = [
  'app',
  'lib',
  'public',
  'next.config.js',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
];
const NOT_BUILT = /(\.test\.tsx?|\/generated|\/testing)$/;

/** Whether the build at hand was made from the files as they are. */
export async function isBuilt(distDir: string): Promise<boolean> {
  const mark = await readFile(path.join(distDir, 'sawt-source'), 'utf8').catch(() => null);
  return mark !== null && mark === (await sourceDigest());
}

/** Builds the web part. Ends starting, with the build's own words, when it fails. */
export async function build(distDir: string, report: (detail: string) => void): Promise<void> {
  const digest = await sourceDigest();
  let said = '';
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
        const line = chunk.toString().trim().split('\n').at(-1) ?? '';
        report(line.slice(0, 60));
      });
    }
    child.once('exit', resolve);
  });
  if (code !== 0) throw new StartRefused(`The web part did not build:\n${said.trim()}`);
  await writeFile(path.join(distDir, 'sawt-source'), digest);
}

async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const place of BUILT_FROM)
    for await (const file of filesUnder(place)) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
}

async function* filesUnder(place: string): AsyncGenerator<string> {
  const entries = await readdir(place, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  if (entries instanceof Error) {
    if (entries.code === 'ENOTDIR') yield place;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(place, entry.name);
    if (NOT_BUILT.test(name)) continue;
    if (entry.isDirectory()) yield* filesUnder(name);
    else yield name;
  }
}
