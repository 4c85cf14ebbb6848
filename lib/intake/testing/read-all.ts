import { createHash } from 'node:crypto';
import type { Format, ReadingOptions } from '../format';
import { FORMATS } from '../formats';
import type { Input } from '../input/input';
import type { Reading, RecordRead } from '../reading';

/** An input whose members are given as texts or bytes, handed out in small pieces as a slow disk would. */
export function memoryInput(files: Readonly<Record<string, string | Uint8Array>>, chunk = 1009): Input {
  const bytes = new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]));
  return {
    name: 'memory',
    members: [...bytes].map(([name, content]) => ({ name, size: content.length })),
    open: async function* (member) {
      const content = bytes.get(member)!;
      for (let at = 0; at < content.length; at += chunk) yield content.subarray(at, at + chunk);
    },
    digest: async () => createHash('sha256').digest('hex'),
    close: async () => {},
  };
}

const NOTHING_SAID: ReadingOptions = { zone: null, map: null };

/** Which format would read these files: the first that recognises one. */
export async function formatOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string | null> {
  for (const format of FORMATS) {
    if ((await format.recognise(memoryInput(files), NOTHING_SAID)).length > 0) return format.name;
  }
  return null;
}

/** Everything that a format reads in these files. Throws when it does not recognise them. */
export async function readAll(
  format: Format,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ReadingOptions> = {},
): Promise<Reading[]> {
  const input = memoryInput(files);
  const all = { ...NOTHING_SAID, ...options };
  const members = await format.recognise(input, all);
  if (members.length === 0)
    throw new Error(`${format.name} does not recognise ${Object.keys(files).join(', ')}`);
  const readings: Reading[] = [];
  for await (const reading of format.read(input, members, all)) readings.push(reading);
  return readings;
}

/** The records among what was read, as they would be checked. */
export function recordsOf(readings: readonly Reading[]): Record<string, unknown>[] {
  return readings
    .filter((reading): reading is RecordRead => reading.is === 'record')
    .map(({ record }) => record);
}

/** The codes of what was noticed about the record at `index`. */
export function codesOf(readings: readonly Reading[], index = 0): string[] {
  const records = readings.filter((reading): reading is RecordRead => reading.is === 'record');
  return (records[index]?.suggestions ?? []).map(({ code }) => code);
}
