/**
 * Runs one step of starting and shows it: its name while it runs, then how long it took. `work` may
 * report how far it is. What it throws is passed on, with the step's line ended.
 */
export async function step<Value>(
  name: string,
  work: (report: (detail: string) => void) => Promise<Value>,
): Promise<Value> {
  const began = performance.now();
  const live = process.stdout.isTTY === true;
  const show = (detail: string) => {
    if (live) process.stdout.write(`\r\x1b[2K  … ${name}${detail && `: ${detail}`}`);
  };
  show('');
  try {
    const value = await work(show);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${live ? '\r\x1b[2K' : ''}  ✓ ${name} (${seconds} s)\n`);
    return value;
  } catch (error) {
    process.stdout.write(`${live ? '\r\x1b[2K' : ''}  ✗ ${name}\n`);
    throw error;
  }
}

/** Ends starting with one line for the person who started it. */
export class StartRefused extends Error {}

/** Unwraps a result, or ends starting with its message. */
export function orRefuse<Value>(result: { ok: true; value: Value } | { ok: false; message: string }): Value {
  if (!result.ok) throw new StartRefused(result.message);
  return result.value;
}
