import { parseExactJson } from './exact-json';
import { type Input, peek } from './input/input';
import { inMebibytes, LIMITS } from './limits';
import { readJsonLines } from './read-json-lines';
import { readText } from './read-text';
import type { Reading, Standing } from './reading';
import { type JsonPath, type JsonSlice, type SliceChoice, sliceJson, sliceJsonBytes } from './slice-json';

export type JsonObject = Record<string, unknown>;
export type Understand = (
  value: JsonObject,
  record: Standing & { bytes: Uint8Array },
) => Reading | readonly Reading[];

/** What the start of a JSON file shows: how its records stand in it, and the first one's keys. */
export interface JsonSample {
  shape: 'lines' | 'array' | 'object';
  /** Keys of the first record, as far as the first 64 KiB tell. */
  keys: ReadonlySet<string>;
  /** The first record itself, where it ends within them. */
  first: JsonObject | null;
}

/** Looks at the start of a member; null when it is no JSON. */
export async function sampleJson(input: Input, member: string): Promise<JsonSample | null> {
  const text = (await peek(input, member)).replace(/^\uFEFF/, '').trimStart();
  if (text[0] !== '{' && text[0] !== '[') return null;
  const keys = new Set<string>();
  const depth = text[0] === '[' ? 1 : 0;
  const slices = sliceJsonBytes(Buffer.from(text), (path) => {
    if (path.length === depth + 1 && (depth === 0 || path[0] === 0)) keys.add(String(path[depth]));
    return path.length <= depth ? 'enter' : 'skip';
  });
  const [line = ''] = text.split('\n', 1);
  const whole = depth === 1 ? firstElement(text) : parsed(line);
  // A line without an end in sight is a long record of JSONL, unless the object plainly goes on below.
  const broken = slices.some((slice) => slice.is === 'broken');
  const shape = depth === 1 ? 'array' : whole || (broken && line.length === text.length) ? 'lines' : 'object';
  return { shape, keys, first: whole ?? (shape === 'object' ? parsed(text) : null) };
}

function firstElement(text: string): JsonObject | null {
  const [first] = sliceJsonBytes(Buffer.from(text), (path) =>
    path.length === 0 ? 'enter' : path[0] === 0 ? 'take' : 'skip',
  );
  return first?.is === 'value' ? parsed(Buffer.from(first.bytes).toString('utf8')) : null;
}

function parsed(text: string): JsonObject | null {
  const reading = parseExactJson(text);
  return reading.ok && isObject(reading.value) ? reading.value : null;
}

/** Reads a member's records, whether they stand one a line, in one array, or are one object alone. */
export async function* readJsonRecords(
  input: Input,
  member: string,
  understand: Understand,
): AsyncGenerator<Reading> {
  const sample = await sampleJson(input, member);
  if (sample?.shape === 'lines') {
    yield* readJsonLines(input.open(member), member, understand);
    return;
  }
  const depth = sample?.shape === 'array' ? 1 : 0;
  const choose = (path: JsonPath): SliceChoice => (path.length < depth ? 'enter' : 'take');
  yield* readSlices(sliceJson(input.open(member), choose), member, understand);
}

/** Makes readings of sliced values; those that are no object are problems, as is a damaged end. */
export async function* readSlices(
  slices: AsyncIterable<JsonSlice>,
  member: string,
  understand: Understand,
): AsyncGenerator<Reading> {
  for await (const slice of slices) {
    const readings = readSlice(slice, member, understand);
    if (Array.isArray(readings)) yield* readings as readonly Reading[];
    else yield readings as Reading;
  }
}

function readSlice(slice: JsonSlice, member: string, understand: Understand): Reading | readonly Reading[] {
  const standing: Standing = { member, position: slice.position, length: slice.length };
  const problem = (reason: 'broken' | 'too-long' | 'not-json', message: string): Reading => ({
    is: 'problem',
    ...standing,
    reason,
    message,
    mediaType: 'application/json',
  });
  if (slice.is === 'broken') {
    return problem('broken', `From here on the file is no JSON (${slice.message}). Get a fresh copy of it.`);
  }
  if (slice.is === 'stray') {
    return problem(
      'broken',
      'Something else stands where a list of records should. Get a fresh copy of the file.',
    );
  }
  if (slice.is === 'too-long') {
    return problem(
      'too-long',
      `The record is ${inMebibytes(slice.length)} long; ${inMebibytes(LIMITS.recordBytes)} is the most.`,
    );
  }
  const text = readText(slice.bytes);
  const reading = typeof text === 'string' ? parseExactJson(text) : { ok: false as const, ...text };
  if (!reading.ok) return { ...problem('broken', reading.message), reason: reading.reason } as Reading;
  if (!isObject(reading.value)) return problem('not-json', 'This is JSON, but no object in braces.');
  return understand(reading.value, { ...standing, bytes: slice.bytes });
}

/** An object in braces, not an array and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a string, where it is one that is not empty, or a number: exports write ids both ways. */
export function textAt(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** The objects in an array, or the one object that stands where an array may stand. */
export function objectsAt(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
