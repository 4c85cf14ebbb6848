import { log } from '@/lib/log';

/** What the asking page writes into its Accept header. */
export const PROGRESS_LINES = 'application/x-ndjson';

/**
 * An answer in lines of JSON, one for each step that `work` tells of and a last one with what it gives. The
 * work goes on to its end when nobody listens any more. When it fails, the answer ends without a last line.
 */
export function progressLines<Step extends object, End extends object>(
  work: (tell: (step: Step) => void) => Promise<End>,
): Response {
  const encoder = new TextEncoder();
  let listening = true;
  const lines = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: Step | End) => {
        if (listening) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        tell(await work(tell));
        if (listening) controller.close();
      } catch (error) {
        log.error({ err: error }, 'work whose progress was told has failed');
        if (listening) controller.error(error);
      }
    },
    cancel() {
      listening = false;
    },
  });
  // What gathers the lines, to pack them or to pass them on, would give them all at the end.
  const headers = {
    'Content-Type': PROGRESS_LINES,
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  };
  return new Response(lines, { headers });
}
