import { parseExactJson } from './exact-json';
import { inMebibytes, LIMITS } from './limits';
import { readText } from './read-text';
import type { Reading, Standing } from './reading';
import { splitLines } from './split-lines';

/**
 * Reads a stream of JSON objects, one a line, and lets `understand` make a reading of each. Lines that are
 * no object, too long, too deep or not UTF-8 become problems; empty lines are nothing. `understand` gets
 * the value with its exact bytes (without the line's end) and may give several readings or none.
 */
export async function* readJsonLines(
  stream: AsyncIterable<Uint8Array>,
  member: string,
  understand: (
    value: Record<string, unknown>,
    line: Standing & { bytes: Uint8Array },
  ) => Reading | readonly Reading[],
): AsyncGenerator<Reading> {
  for await (const line of splitLines(stream)) {
    const bytes = trimLine(line.bytes, line.position === 0);
    const standing: Standing = {
      member,
      position: line.position + (bytes.byteOffset - line.bytes.byteOffset),
      length: line.tooLong ? line.length : bytes.length,
    };
    if (line.tooLong) {
      yield {
        is: 'problem',
        ...standing,
        reason: 'too-long',
        message: `The line is ${inMebibytes(line.length)} long; ${inMebibytes(LIMITS.recordBytes)} is the most.`,
        mediaType: 'application/json',
      };
      continue;
    }
    if (bytes.length === 0) continue;
    const text = readText(bytes);
    const reading = typeof text === 'string' ? parseExactJson(text) : { ok: false as const, ...text };
    if (!reading.ok || !isObject(reading.value)) {
      const problem = reading.ok
        ? { reason: 'not-json' as const, message: 'The line is JSON, but no object in braces.' }
        : { reason: reading.reason, message: reading.message };
      yield { is: 'problem', ...standing, ...problem, bytes, mediaType: 'application/json' };
      continue;
    }
    const understood = understand(reading.value, { ...standing, bytes });
    if (Array.isArray(understood)) yield* understood as readonly Reading[];
    else yield understood as Reading;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without white space at both ends, and without a byte order mark at the start of the file. */
function trimLine(bytes: Uint8Array, first: boolean): Uint8Array {
  let start = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start]!)) start += 1;
  while (end > start && isSpace(bytes[end - 1]!)) end -= 1;
  return bytes.subarray(start, end);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
