/** Prints a result as one JSON document for scripts, or as lines for people. */
export function printResult(options: { json?: boolean }, result: unknown, lines: readonly string[]): void {
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${lines.join('\n')}\n`);
}

/**
 * Prints why something was refused (as JSON on stdout for scripts, as one line on stderr for people) and
 * gives the exit code for it.
 */
export function printRefusal(options: { json?: boolean }, refusal: { reason: string; message: string }): 1 {
  const { reason, message } = refusal;
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, reason, message }, null, 2)}\n`);
  else process.stderr.write(`${message}\n`);
  return 1;
}

/** One line that is written over again while long work goes on; nothing at all without a terminal. */
export function progressLine(options: { json?: boolean }): { show(text: string): void; end(): void } {
  const terminal = process.stderr.isTTY === true && !options.json;
  let shown = 0;
  return {
    show: (text) => {
      // Ten times a second is as often as an eye can follow.
      if (!terminal || Date.now() - shown < 100) return;
      shown = Date.now();
      process.stderr.write(`\r\x1b[K${text}`);
    },
    end: () => {
      if (terminal && shown > 0) process.stderr.write('\r\x1b[K');
    },
  };
}
