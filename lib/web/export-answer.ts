import { publicUrl } from '@/lib/env';
import { log } from '@/lib/log';
import { EXPORT_FORMATS, type ExportFormat, exportLines } from '@/lib/reading/export-lines';
import { streamForms } from '@/lib/reading/stream-forms';
import { readSearchParameters } from '@/lib/search/parameters';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import type { ParameterError } from './problem';
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
  const batches = streamForms(parameters.value, house);
  const lines = exportLines(batches, format, { baseUrl: publicUrl(), reading: house.reading });
  return new Response(toStream(lines), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="sawt.${EXTENSIONS[format]}"`,
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
    },
  });
}

/** A stream that makes its next piece when the last one was taken: a slow reader holds the database back. */
function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          log.error({ err: error }, 'an export broke off');
          // Breaks the connection: a client must not take what came for the whole.
          controller.error(error);
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
