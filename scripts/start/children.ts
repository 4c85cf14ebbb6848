import { type ChildProcess, spawn } from 'node:child_process';

/** A process of ours that is kept alive until it is told to stop. */
export interface Kept {
  stop(): Promise<void>;
}

/**
 * Runs one of our scripts as a process of its own, and again when it ends by itself (waiting longer
 * each time, up to half a minute). It holds a channel to us: when we are killed, it notices and ends.
 * `patience` is how many milliseconds it may take to stop.
 */
export function keepRunning(
  script: string,
  words: string[],
  env: NodeJS.ProcessEnv,
  patience = 15_000,
): Kept {
  let stopping = false;
  let child: ChildProcess;
  let pause = 500;
  let again: NodeJS.Timeout | undefined;

  const run = () => {
    const began = Date.now();
    child = spawn(
      process.execPath,
      ['--disable-warning=DeprecationWarning', '--import', 'tsx', script, ...words],
      {
        env,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // Ctrl-C reaches us alone; we end the others in order.
        detached: true,
      },
    );
    child.once('exit', (code, signal) => {
      if (stopping) return;
      if (Date.now() - began > 60_000) pause = 500;
      console.error(`${script} ended (${signal ?? code}); starting it again.`);
      again = setTimeout(run, pause);
      pause = Math.min(pause * 2, 30_000);
    });
  };
  run();

  return {
    stop: async () => {
      stopping = true;
      clearTimeout(again);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const tooLong = setTimeout(() => child.kill('SIGKILL'), patience);
      await gone;
      clearTimeout(tooLong);
    },
  };
}
