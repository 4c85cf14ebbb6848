import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value in PostgreSQL's binary COPY format. Null is SQL's NULL. */
export type CopyValue =
  | { as: 'uuid' | 'text' | 'json'; value: string | null }
  | { as: 'bytes'; value: Uint8Array | null }
  | { as: 'bool'; value: boolean | null }
  | { as: 'int8'; value: number | bigint | null };

/**
 * Rows on their way into a table, encoded as they are added in the binary format of COPY
 * (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4): the only way in that keeps
 * bytes as they are without doubling them, and several times faster than INSERT.
 */
export class CopyRows {
  private buffer = Buffer.allocUnsafe(1 << 20);
  private used = HEADER.copy(this.buffer);
  count = 0;

  constructor(
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  /** Adds one row, with a value for each column in order. */
  add(values: readonly CopyValue[]): void {
    if (values.length !== this.columns.length) throw new Error(`${this.table}: ${values.length} values`);
    this.room(2);
    this.used = this.buffer.writeInt16BE(values.length, this.used);
    for (const value of values) this.write(value);
    this.count += 1;
  }

  /** Sends the rows in one COPY on `client`, in whatever transaction it is in, and empties this. */
  async send(client: pg.PoolClient): Promise<void> {
    if (this.count === 0) return;
    this.room(2);
    this.used = this.buffer.writeInt16BE(-1, this.used);
    const stream = client.query(
      copyFrom(`COPY ${this.table} (${this.columns.join(', ')}) FROM STDIN WITH (FORMAT binary)`),
    );
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject);
      stream.on('finish', resolve);
      stream.end(this.buffer.subarray(0, this.used));
    });
    this.used = HEADER.length;
    this.count = 0;
    // One batch of very long records must not hold its memory for the rest of the import.
    if (this.buffer.length > KEPT_BYTES) {
      this.buffer = Buffer.allocUnsafe(1 << 20);
      HEADER.copy(this.buffer);
    }
  }

  private write({ as, value }: CopyValue): void {
    if (value === null) {
      this.room(4);
      this.used = this.buffer.writeInt32BE(-1, this.used);
      return;
    }
    switch (as) {
      case 'uuid':
        this.writeBytes(Buffer.from(value.replaceAll('-', ''), 'hex'));
        break;
      case 'bytes':
        this.writeBytes(value);
        break;
      case 'bool':
        this.room(5);
        this.used = this.buffer.writeInt32BE(1, this.used);
        this.used = this.buffer.writeUInt8(value ? 1 : 0, this.used);
        break;
      case 'int8':
        this.room(12);
        this.used = this.buffer.writeInt32BE(8, this.used);
        this.used = this.buffer.writeBigInt64BE(BigInt(value), this.used);
        break;
      case 'text':
        this.writeText(value, '');
        break;
      case 'json':
        this.writeText(value, JSONB_VERSION);
        break;
    }
  }

  private writeBytes(bytes: Uint8Array): void {
    this.room(4 + bytes.length);
    this.used = this.buffer.writeInt32BE(bytes.length, this.used);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  private writeText(text: string, prefix: string): void {
    // At most three bytes of UTF-8 for each UTF-16 unit.
    this.room(4 + prefix.length + text.length * 3);
    const start = this.used + 4;
    let end = start + this.buffer.write(prefix, start, 'latin1');
    end += this.buffer.write(text, end, 'utf8');
    this.buffer.writeInt32BE(end - start, this.used);
    this.used = end;
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.used + bytes));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }
}

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const JSONB_VERSION = '\x01';
const KEPT_BYTES = 16 << 20;
