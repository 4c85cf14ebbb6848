/** One file inside what was given: a file itself, a file of a folder, a member of a zip or tar.gz. */
export interface Member {
  /** Its path inside the input, with `/`. Only a label: nothing is ever written under it. */
  name: string;
  /** Unpacked size in bytes as the container states it. */
  size: number;
  /** Which of several given files or folders it came with. */
  given?: number;
}

/** What somebody gave to import, opened: one file, a folder, a zip or a tar.gz, or several of them. */
export interface Input {
  /** The base names of what was given, for the accession's record. */
  name: string;
  members: readonly Member[];
  /** Streams one member, unpacked. May be called again; throws `LimitPassed` beyond a limit. */
  open(member: string): AsyncIterable<Uint8Array>;
  /** SHA-256, in hex, of the bytes that were given: of the file, or of the named members of a folder. */
  digest(members: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

const PEEKED = 64 * 1024;
// By `open`, which stays the same where an input is shown with fewer members.
const peeked = new WeakMap<Input['open'], Map<string, Promise<string>>>();

/** The first 64 KiB of a member as text, for telling its format; invalid UTF-8 shows as U+FFFD. */
export function peek(input: Input, member: string): Promise<string> {
  const known = peeked.get(input.open) ?? new Map<string, Promise<string>>();
  peeked.set(input.open, known);
  const text = known.get(member) ?? firstBytes(input, member).then((bytes) => bytes.toString('utf8'));
  known.set(member, text);
  return text;
}

async function firstBytes(input: Input, member: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of input.open(member)) {
    pieces.push(Buffer.from(chunk.subarray(0, PEEKED - length)));
    length += chunk.length;
    if (length >= PEEKED) break;
  }
  return Buffer.concat(pieces);
}

/** A member's whole bytes, for small ones such as a profile. Null when it is larger than `limit` bytes. */
export async function readWhole(input: Input, member: string, limit: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of input.open(member)) {
    length += chunk.length;
    if (length > limit) return null;
    pieces.push(Buffer.from(chunk));
  }
  return Buffer.concat(pieces);
}
