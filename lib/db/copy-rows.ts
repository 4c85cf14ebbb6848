/**
 * Rows on their way into a table, encoded as they are added in the binary format of COPY
 * (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4): the only way in that keeps
 * bytes as they are without doubling them, and several times faster than INSERT. After `row()` comes one
 * value for each column, in the columns' order; null is SQL's NULL.
 */
export class CopyRows {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private used = HEADER.copy(this.buffer);
  private due = 0;
  count = 0;

  constructor(
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  /** Begins a row. Throws when the one before has not as many values as there are columns. */
  row(): this {
    this.whole();
    this.room(2);
    this.used = this.buffer.writeInt16BE(this.columns.length, this.used);
    this.due = this.columns.length;
    this.count += 1;
    return this;
  }

  uuid(value: string | null): this {
    if (value === null) return this.none();
    this.length(16);
    for (let at = 0; at < 36; at += 2) {
      if (value.charCodeAt(at) === HYPHEN) at += 1;
      this.buffer[this.used++] = (nibble(value.charCodeAt(at)) << 4) | nibble(value.charCodeAt(at + 1));
    }
    return this;
  }

  text(value: string | null): this {
    return value === null ? this.none() : this.utf8(value, false);
  }

  /** A value of type `jsonb`, given as JSON. */
  json(value: string | null): this {
    return value === null ? this.none() : this.utf8(value, true);
  }

  bytes(value: Uint8Array | null): this {
    if (value === null) return this.none();
    this.length(value.length);
    this.buffer.set(value, this.used);
    this.used += value.length;
    return this;
  }

  bool(value: boolean | null): this {
    if (value === null) return this.none();
    this.length(1);
    this.buffer[this.used++] = value ? 1 : 0;
    return this;
  }

  int8(value: number | bigint | null): this {
    if (value === null) return this.none();
    this.length(8);
    this.used = this.buffer.writeBigInt64BE(BigInt(value), this.used);
    return this;
  }

  /** The statement that takes these rows in. */
  get statement(): string {
    return `COPY ${this.table} (${this.columns.join(', ')}) FROM STDIN WITH (FORMAT binary)`;
  }

  /** The rows as COPY takes them; good until `empty` is called. */
  finish(): Buffer {
    this.whole();
    this.room(2);
    this.used = this.buffer.writeInt16BE(-1, this.used);
    return this.buffer.subarray(0, this.used);
  }

  /** Forgets the rows, to be filled again. */
  empty(): void {
    this.used = HEADER.length;
    this.count = 0;
    // One batch of very long records must not hold its memory for the rest of the import.
    if (this.buffer.length > KEPT_BYTES) {
      this.buffer = Buffer.allocUnsafe(FIRST_BYTES);
      HEADER.copy(this.buffer);
    }
  }

  private none(): this {
    this.length(-1);
    return this;
  }

  /** Begins a value of so many bytes, and makes room for them. */
  private length(bytes: number): void {
    this.due -= 1;
    this.room(4 + Math.max(0, bytes));
    this.used = this.buffer.writeInt32BE(bytes, this.used);
  }

  private utf8(text: string, isJson: boolean): this {
    this.due -= 1;
    // At most three bytes of UTF-8 for each UTF-16 unit.
    this.room(5 + text.length * 3);
    const start = this.used + 4;
    let end = start;
    if (isJson) this.buffer[end++] = JSONB_VERSION;
    end += this.buffer.write(text, end, 'utf8');
    this.buffer.writeInt32BE(end - start, this.used);
    this.used = end;
    return this;
  }

  private whole(): void {
    // A value too few or too many would shift all that follow into other columns.
    if (this.due !== 0) throw new Error(`${this.table}: a row lacks ${this.due} values`);
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.used + bytes));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }
}

function nibble(code: number): number {
  // '0' to '9', then 'a' to 'f' in either case.
  return code < 58 ? code - 48 : (code | 32) - 87;
}

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const JSONB_VERSION = 1;
const HYPHEN = 45;
const FIRST_BYTES = 64 << 10;
const KEPT_BYTES = 16 << 20;
