import { publicUrl } from '@/lib/env';
import { log } from '@/lib/log';
import { EXPORT_FORMATS, type ExportFormat, exportLines } from '@/lib/reading/export-lines';
import { streamForms } from '@/lib/reading/stream-forms';
import { readSearchParameters } from '@/lib/search/parameters';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { FROM_HEADER } from './from-header';
import { type ParameterError, problem } from './problem';
import { badParameters } from './read-route';

const TYPES: Record<ExportFormat, string> = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  'csl-json': 'application/vnd.citationstyles.csl+json; charset=utf-8',
};
const EXTENSIONS: Record<ExportFormat, string> = { jsonl: 'jsonl', csv: 'csv', 'csl-json': 'csl.json' };
// Pages and counts mean nothing in a stream of everything.
const NOT_HERE = ['page', 'perPage', 'facets'];

/** `GET /api/v1/export?format=…`: every match of the same filters, streamed. */
export function answerExport(house: SearchHouse, request: Request): Response {
  const given = new URL(request.url).searchParams;
  const formats = given.getAll('format');
  given.delete('format');
  const parameters = readSearchParameters(given);
  const errors: ParameterError[] = [
    ...NOT_HERE.filter((name) => given.has(name)).map((parameter) => ({
      parameter,
      message: 'An export has no pages and no facets.',
    })),
    ...(parameters.ok ? [] : parameters.errors),
  ];
  const format = EXPORT_FORMATS.find((one) => one === (formats[0] ?? 'jsonl'));
  if (format === undefined || formats.length > 1) {
    errors.push({ parameter: 'format', message: `format must be one of ${EXPORT_FORMATS.join(', ')}.` });
  }
  if (errors.length > 0 || !parameters.ok || format === undefined) return badParameters(errors);
  const place = takePlace(request.headers.get(FROM_HEADER) ?? '', Date.now());
  if (place === null) {
    return problem(503, 'exports-busy', 'Very many take an export just now; try again in a minute.', {
      retryAfter: 60,
    });
  }
  const batches = streamForms(parameters.value, house);
  const lines = exportLines(batches, format, { baseUrl: publicUrl(), reading: house.reading });
  return new Response(toStream(lines, place), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="sawt.${EXTENSIONS[format]}"`,
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
    },
  });
}

const EXPORTS_AT_ONCE = 4;
/** One client leaves a place for the others, however slowly it reads (decision 17). */
const OF_ONE_CLIENT = 3;
/** A reader who takes nothing for so long holds no place, so that nobody can shut the door for others. */
const FORGOTTEN_AFTER = 60_000;
const underWay = new Map<symbol, { last: number; from: string }>();

/** A place among the exports made at once: null when all are taken, or all but one by `from`. `went` is called at each piece. */
function takePlace(from: string, now: number): { went(): void; leave(): void } | null {
  for (const [one, { last }] of underWay) if (now - last > FORGOTTEN_AFTER) underWay.delete(one);
  const ofThis = [...underWay.values()].filter((one) => one.from === from).length;
  if (underWay.size >= EXPORTS_AT_ONCE || ofThis >= OF_ONE_CLIENT) return null;
  const mine = Symbol();
  underWay.set(mine, { last: now, from });
  return {
    went: () => void (underWay.has(mine) && underWay.set(mine, { last: Date.now(), from })),
    leave: () => void underWay.delete(mine),
  };
}

/** A stream that makes its next piece when the last one was taken: a slow reader holds the database back. */
function toStream(
  pieces: AsyncGenerator<string>,
  place: { went(): void; leave(): void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await pieces.next();
          place.went();
          if (done) {
            place.leave();
            controller.close();
          } else controller.enqueue(encoder.encode(value));
        } catch (error) {
          place.leave();
          log.error({ err: error }, 'an export broke off');
          // Breaks the connection: a client must not take what came for the whole.
          controller.error(error);
        }
      },
      async cancel() {
        place.leave();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
