import { type ChildProcess, spawn } from 'node:child_process';

/** One part of an archive (`npm start -- PART`) as a process of its own. */
export interface RunningPart {
  said(): string;
  /** Ends it as a service manager does; gives the milliseconds that it took. */
  stop(): Promise<number>;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  pid: number;
}

/** Runs `npm start -- PART` with these settings and nothing of this process's own. */
export function runPart(part: string, settings: Record<string, string>): RunningPart {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=DeprecationWarning', 'scripts/start.mjs', part],
    {
      env: { PATH, HOME, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    said: () => said,
    ended,
    pid: child.pid!,
    async stop() {
      const began = Date.now();
      child.kill('SIGTERM');
      await ended;
      return Date.now() - began;
    },
  };
}
