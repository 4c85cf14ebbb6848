import { LIMITS } from './limits';

/** Where a value stands: keys of objects and indexes of arrays, from the outside in. */
export type JsonPath = readonly (string | number)[];

/** What to do with a value: hand over its bytes, look inside it, or leave it out without keeping anything. */
export type SliceChoice = 'take' | 'enter' | 'skip';

export type JsonSlice =
  | { is: 'value'; path: JsonPath; position: number; length: number; bytes: Uint8Array }
  /** The value is longer than a record may be; its bytes were not kept. */
  | { is: 'too-long'; path: JsonPath; position: number; length: number }
  /** What was to be looked into is neither list nor object: its bytes were not kept. */
  | { is: 'stray'; path: JsonPath; position: number; length: number }
  /** From here to the end the input is not JSON. */
  | { is: 'broken'; position: number; length: number; message: string };

/**
 * Walks a JSON text of any size as it streams in and hands over the exact bytes of the values that
 * `choose` takes: an array of a million posts is never held, one post at a time is. What is taken is only
 * cut out here, not checked: parse it with `parseExactJson`. A byte order mark before the text and `;` or
 * white space after it are let through. `offset` is the position of the stream's first byte in its member.
 */
export async function* sliceJson(
  input: AsyncIterable<Uint8Array>,
  choose: (path: JsonPath) => SliceChoice,
  offset = 0,
): AsyncGenerator<JsonSlice> {
  const slicer = new JsonSlicer(choose, offset);
  for await (const chunk of input) {
    slicer.feed(chunk);
    yield* slicer.take();
  }
  slicer.end();
  yield* slicer.take();
}

/** The same for a text that is held already, such as one line of a file. */
export function sliceJsonBytes(
  bytes: Uint8Array,
  choose: (path: JsonPath) => SliceChoice,
  offset = 0,
): JsonSlice[] {
  const slicer = new JsonSlicer(choose, offset);
  slicer.feed(bytes);
  slicer.end();
  return slicer.take();
}

type Frame = { in: 'array'; index: number } | { in: 'object'; key: string };
type Expect = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'nothing';

/** The walk as a machine that is fed bytes, so that the inner loop is free of promises. */
class JsonSlicer {
  private out: JsonSlice[] = [];
  private frames: Frame[] = [];
  private expect: Expect = 'value';
  private position: number;
  private brokenAt: { position: number; message: string } | null = null;

  // The value or key being passed over byte by byte.
  private inside: 'value' | 'key' | null = null;
  private keeping = false;
  private stray = false;
  private start = 0;
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private scalar = false;
  private pieces: Uint8Array[] = [];

  constructor(
    private readonly choose: (path: JsonPath) => SliceChoice,
    offset: number,
  ) {
    this.position = offset;
  }

  take(): JsonSlice[] {
    const out = this.out;
    this.out = [];
    return out;
  }

  feed(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.brokenAt) {
      at = this.inside ? this.passOver(chunk, at) : this.step(chunk, at);
    }
    this.position += chunk.length;
  }

  end(): void {
    if (this.inside === 'value' && this.scalar && this.frames.length === 0) {
      this.finishValue(this.position);
    }
    if (!this.brokenAt && (this.inside || this.expect !== 'nothing')) {
      this.break(this.inside ? this.start : this.position, 'it ends in the middle');
    }
    if (this.brokenAt) {
      const { position, message } = this.brokenAt;
      this.out.push({ is: 'broken', position, length: this.position - position, message });
    }
  }

  /** Reads one byte of structure; gives the index to go on at. */
  private step(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!;
    if (byte === SPACE || byte === LF || byte === CR || byte === TAB) return at + 1;
    if (this.position + at < 3 && BYTE_ORDER_MARK[this.position + at] === byte) return at + 1;
    switch (this.expect) {
      case 'nothing':
        return byte === SEMICOLON ? at + 1 : this.breakHere(at, 'something stands after its end');
      case 'colon':
        if (byte !== COLON) return this.breakHere(at, 'a colon is missing');
        this.expect = 'value';
        return at + 1;
      case 'comma':
        if (byte === COMMA) return this.nextElement(at);
        return this.close(byte, at, 'a comma is missing');
      case 'first-key':
      case 'key':
        if (byte === QUOTE) return this.begin('key', at, false);
        return this.expect === 'first-key'
          ? this.close(byte, at, 'a key is missing')
          : this.breakHere(at, 'a key is missing');
      case 'first-value':
        if (byte === CLOSE_ARRAY) return this.close(byte, at, '');
        return this.value(byte, at);
      case 'value':
        return this.value(byte, at);
    }
  }

  private value(byte: number, at: number): number {
    if (byte === COMMA || byte === COLON || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      return this.breakHere(at, 'a value is missing');
    }
    const choice = this.choose(this.path());
    if (choice === 'enter' && (byte === OPEN_ARRAY || byte === OPEN_OBJECT)) {
      if (this.frames.length >= LIMITS.depth) return this.breakHere(at, 'it is nested too deep');
      this.frames.push(byte === OPEN_ARRAY ? { in: 'array', index: 0 } : { in: 'object', key: '' });
      this.expect = byte === OPEN_ARRAY ? 'first-value' : 'first-key';
      return at + 1;
    }
    this.stray = choice === 'enter';
    return this.begin('value', at, choice === 'take');
  }

  private begin(what: 'value' | 'key', at: number, keep: boolean): number {
    this.inside = what;
    this.keeping = keep || what === 'key';
    this.start = this.position + at;
    this.depth = 0;
    this.quoted = false;
    this.escaped = false;
    this.scalar = false;
    this.pieces = [];
    return at;
  }

  /** Passes over bytes of the value or key at hand, up to its end or the chunk's. */
  private passOver(chunk: Uint8Array, from: number): number {
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (this.quoted) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) {
          this.quoted = false;
          if (this.depth === 0) return this.finish(chunk, from, at + 1);
        }
      } else if (byte === QUOTE || byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        if (this.scalar) return this.breakValue(at);
        if (byte === QUOTE) this.quoted = true;
        else this.depth += 1;
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        if (this.depth === 0) return this.finish(chunk, from, at);
        this.depth -= 1;
        if (this.depth === 0) return this.finish(chunk, from, at + 1);
      } else if (this.depth === 0) {
        // A number, true, false or null ends where its neighbour begins.
        if (byte === COMMA || byte === SPACE || byte === LF || byte === CR || byte === TAB) {
          return this.finish(chunk, from, at);
        }
        if (this.frames.length === 0 && byte === SEMICOLON) return this.finish(chunk, from, at);
        if (!IN_SCALAR.has(byte)) return this.breakValue(at);
        this.scalar = true;
      }
    }
    this.keep(chunk, from, at);
    return at;
  }

  /** Neither number nor true, false, null: what follows could be taken for something that it is not. */
  private breakValue(at: number): number {
    this.inside = null;
    this.break(this.start, 'a value is not well formed');
    return at;
  }

  private keep(chunk: Uint8Array, from: number, to: number): void {
    if (!this.keeping) return;
    if (this.position + to - this.start > LIMITS.recordBytes) this.pieces = [];
    // The chunk's memory may be used again by the stream, so what outlives this call is copied.
    else if (to > from) this.pieces.push(Buffer.from(chunk.subarray(from, to)));
  }

  private finish(chunk: Uint8Array, from: number, to: number): number {
    this.keep(chunk, from, to);
    if (this.inside === 'key') this.finishKey(this.position + to);
    else this.finishValue(this.position + to);
    return to;
  }

  private finishKey(end: number): void {
    const top = this.frames.at(-1);
    this.inside = null;
    try {
      const key: unknown = JSON.parse(Buffer.concat(this.pieces).toString('utf8'));
      if (top?.in === 'object') top.key = String(key);
      this.expect = 'colon';
    } catch {
      this.break(this.start, 'a key is not well formed');
    }
    if (end - this.start > LIMITS.recordBytes) this.break(this.start, 'a key is too long');
  }

  private finishValue(end: number): void {
    const length = end - this.start;
    this.inside = null;
    const place = { path: this.path(), position: this.start, length };
    if (this.stray) this.out.push({ is: 'stray', ...place });
    else if (this.keeping) {
      if (length > LIMITS.recordBytes) this.out.push({ is: 'too-long', ...place });
      else this.out.push({ is: 'value', ...place, bytes: Buffer.concat(this.pieces) });
    }
    this.pieces = [];
    this.expect = this.frames.length === 0 ? 'nothing' : 'comma';
  }

  private nextElement(at: number): number {
    const top = this.frames.at(-1)!;
    if (top.in === 'array') top.index += 1;
    this.expect = top.in === 'array' ? 'value' : 'key';
    return at + 1;
  }

  private close(byte: number, at: number, otherwise: string): number {
    const wanted = this.frames.at(-1)?.in === 'array' ? CLOSE_ARRAY : CLOSE_OBJECT;
    if (byte !== wanted) return this.breakHere(at, otherwise);
    this.frames.pop();
    this.expect = this.frames.length === 0 ? 'nothing' : 'comma';
    return at + 1;
  }

  private path(): JsonPath {
    return this.frames.map((frame) => (frame.in === 'array' ? frame.index : frame.key));
  }

  private breakHere(at: number, message: string): number {
    this.break(this.position + at, message);
    return at;
  }

  private break(position: number, message: string): void {
    this.brokenAt ??= { position, message };
  }
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const IN_SCALAR = new Set(Buffer.from('0123456789+-.eEtrufalsn'));
