import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readReference } from '@/lib/archive/reference';
import { readCheckpoint } from '@/lib/custody/checkpoint';
import { readConsistencyProof, readEntries, readLatestCheckpoint } from '@/lib/custody/read-log';
import { readTestimonyProof } from '@/lib/custody/testimony-proof';
import type { ReadingDb } from '@/lib/db/client';
import { type ParameterError, problem } from './problem';

/**
 * The public log by HTTP. Hashes are lower-case hex; an entry is the text that was hashed (canonical
 * JSON), as a string, so that nobody has to write it out again to check it.
 */
const MOST_ENTRIES = 1_000;

/** `GET /api/v1/log/checkpoint`: the newest checkpoint; `Accept: text/plain` gives the signed note alone. */
export async function answerCheckpoint(db: ReadingDb, request: Request): Promise<Response> {
  const wrong = unknownParameters(request, []);
  if (wrong) return wrong;
  const checkpoint = await readLatestCheckpoint(db);
  if (!checkpoint) return notYet();
  if (request.headers.get('accept')?.startsWith('text/plain')) {
    return answer(request, checkpoint.note, 'text/plain; charset=utf-8');
  }
  const read = readCheckpoint(checkpoint.note);
  if (!read) throw new Error('the newest checkpoint cannot be read');
  const root = Buffer.from(read.root).toString('hex');
  return json(request, { origin: read.origin, size: read.size, root, note: checkpoint.note });
}

/** `GET /api/v1/log/entries?from=&count=`: every position, public entries whole, others as their leaf hash. */
export async function answerEntries(db: ReadingDb, request: Request): Promise<Response> {
  const wrong = unknownParameters(request, ['from', 'count']);
  if (wrong) return wrong;
  const errors: ParameterError[] = [];
  const from = whole(request, 'from', 0, 0, Number.MAX_SAFE_INTEGER - MOST_ENTRIES, errors);
  const count = whole(request, 'count', 100, 1, MOST_ENTRIES, errors);
  if (errors.length > 0) return badParameters(errors);
  const size = (await readLatestCheckpoint(db))?.size ?? 0;
  // No further than the checkpoint that the answer names, or a reader could not prove what it got.
  const entries = from < size ? await readEntries(db, from, Math.min(count, size - from)) : [];
  return json(request, { size, from, count: entries.length, entries });
}

/** `GET /api/v1/log/proof/{reference}`: what the log proves about one testimony. */
export async function answerProof(db: ReadingDb, request: Request, typed: string): Promise<Response> {
  const wrong = unknownParameters(request, []);
  if (wrong) return wrong;
  const reference = readReference(typed);
  const proof = reference === null ? null : await readTestimonyProof(db, reference);
  if (!proof) return problem(404, 'no-such-testimony', 'The log tells of no testimony under this reference.');
  return json(request, proof);
}

/** `GET /api/v1/log/consistency?from=&to=`: that the log of `to` entries begins with the one of `from`. */
export async function answerConsistency(db: ReadingDb, request: Request): Promise<Response> {
  const wrong = unknownParameters(request, ['from', 'to']);
  if (wrong) return wrong;
  const size = (await readLatestCheckpoint(db))?.size ?? 0;
  if (size === 0) return notYet();
  const errors: ParameterError[] = [];
  const to = whole(request, 'to', size, 1, size, errors);
  const from = whole(request, 'from', null, 1, to, errors);
  if (errors.length > 0) return badParameters(errors);
  return json(request, { from, to, proof: await readConsistencyProof(db, from, to) });
}

/** `GET /api/v1/log/verifier`: the one file that checks a proof or a whole copy, alone (plain Node). */
export async function answerVerifier(request: Request): Promise<Response> {
  const wrong = unknownParameters(request, []);
  if (wrong) return wrong;
  const file = await readFile(path.join(process.cwd(), 'lib', 'custody', 'offline-verifier.mjs'), 'utf8');
  return answer(request, file, 'text/javascript; charset=utf-8');
}

function whole(
  request: Request,
  parameter: string,
  absent: number | null,
  least: number,
  most: number,
  errors: ParameterError[],
): number {
  const values = new URL(request.url).searchParams.getAll(parameter);
  if (values.length === 0 && absent !== null) return absent;
  const value = /^\d{1,16}$/.test(values[0] ?? '') ? Number(values[0]) : Number.NaN;
  if (values.length === 1 && value >= least && value <= most) return value;
  errors.push({ parameter, message: `must be given once, a whole number from ${least} to ${most}` });
  return least;
}

function unknownParameters(request: Request, known: string[]): Response | null {
  const unknown = [...new Set(new URL(request.url).searchParams.keys())].filter(
    (name) => !known.includes(name),
  );
  if (unknown.length === 0) return null;
  return badParameters(
    unknown.map((parameter) => ({ parameter, message: 'is not a parameter of this address' })),
  );
}

function badParameters(errors: ParameterError[]): Response {
  return problem(400, 'bad-parameter', 'A parameter was refused.', { errors });
}

function notYet(): Response {
  return problem(
    404,
    'no-checkpoint',
    'The log has no checkpoint yet; the first is made within minutes of the first start.',
  );
}

function json(request: Request, body: object): Response {
  return answer(request, JSON.stringify(body), 'application/json; charset=utf-8');
}

function answer(request: Request, body: string, type: string): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'Content-Type': type,
    ETag: etag,
    // A withdrawal must show at once, so every use is asked about again.
    'Cache-Control': 'no-cache',
    Vary: 'Accept',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag',
  };
  const known =
    request.headers
      .get('if-none-match')
      ?.split(',')
      .map((one) => one.trim()) ?? [];
  if (known.some((one) => one.replace(/^W\//, '') === etag || one === '*')) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, { headers });
}
