import { ok, type Result, refuse } from '@/lib/result';
import type { Format, ReadingOptions } from './format';
import { FORMATS } from './formats';
import type { Input } from './input/input';

/** One format and the members of the input that it will read, in order. */
export interface Part {
  format: Format;
  members: readonly string[];
}

/** Which formats read which members. */
export interface ReadingPlan {
  parts: readonly Part[];
  /** How many others there are, of which nothing is read or kept. */
  notReadCount: number;
  /** Their names, but for those of a whole export: they name people. */
  notRead: readonly string[];
}

/**
 * Tells by content which format each member of the input is in. `wanted` asks one format alone. Refuses
 * when nothing is recognised, with what can be done.
 */
export async function planReading(
  input: Input,
  wanted: string | null,
  options: ReadingOptions,
): Promise<Result<ReadingPlan>> {
  const known = FORMATS.map((format) => format.name).join(', ');
  const asked = wanted === null ? FORMATS : FORMATS.filter((format) => format.name === wanted);
  if (asked.length === 0) return refuse('unknown-format', `There is no format “${wanted}”. Known: ${known}.`);

  let open = input;
  const parts: Part[] = [];
  const bundled = new Set<string>();
  for (const format of asked) {
    // One export at a time: of two given together, each has its own owner.
    for (const within of format.bundle ? eachGiven(open) : [open]) {
      const members = await format.recognise(within, options);
      if (members.length === 0) continue;
      parts.push({ format, members });
      const claimed = format.bundle ? within.members.map(({ name }) => name) : members;
      for (const name of claimed) if (format.bundle) bundled.add(name);
      open = without(open, claimed);
    }
    if (open.members.length === 0) break;
  }
  if (parts.length === 0) {
    const what = wanted === null ? 'no format that this archive knows' : `not ${asked[0]!.title}`;
    return refuse(
      'not-recognised',
      `“${input.name}” is ${what}. Known formats: ${known}. For a CSV with other column names use --map; docs/importing.md tells how to get each platform’s export.`,
    );
  }
  const read = new Set(parts.flatMap((part) => part.members));
  const notRead = input.members.map((member) => member.name).filter((name) => !read.has(name));
  return ok({
    parts,
    notReadCount: notRead.length,
    notRead: notRead.filter((name) => !bundled.has(name)),
  });
}

/** The input as each of the files and folders that were given, by itself. */
function eachGiven(input: Input): Input[] {
  const all = new Set(input.members.map((member) => member.given));
  return [...all].map((given) => ({
    ...input,
    members: input.members.filter((member) => member.given === given),
  }));
}

/** The same input with fewer members in sight. */
function without(input: Input, claimed: readonly string[]): Input {
  const gone = new Set(claimed);
  return { ...input, members: input.members.filter((member) => !gone.has(member.name)) };
}
