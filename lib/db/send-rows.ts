import type pg from 'pg';
import type { CopyRows } from './copy-rows';

/**
 * Sends the rows of several tables on `client`, table by table in the order given, and empties them; `first` is
 * a statement before them. All in one message and its data behind it, without waiting for the server to ask
 * for each table's: an import would else wait twice a table, each time for as long as this process computes.
 * Fails with the first error of the server, which passes over the rest.
 */
export async function sendRows(
  client: pg.ClientBase,
  tables: readonly CopyRows[],
  first?: string,
): Promise<void> {
  const filled = tables.filter((rows) => rows.count > 0);
  const statements = [...(first === undefined ? [] : [first]), ...filled.map((rows) => rows.statement)];
  if (statements.length === 0) return;
  const data = filled.map((rows) => rows.finish());
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyQuery(statements.join('; '), data, resolve, reject));
  });
  for (const rows of filled) rows.empty();
}

/** A query in the sense of `pg` (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY). */
class CopyQuery {
  /** `pg` puts its time limit here, where there is one. */
  callback: () => void = () => {};

  constructor(
    private readonly text: string,
    private readonly data: readonly Buffer[],
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.query(this.text);
    const { stream } = connection;
    stream.cork();
    for (const rows of this.data) {
      // The server makes room for a whole message at once: none may be larger than what it has at hand.
      for (let at = 0; at < rows.length; at += PIECE_BYTES) {
        const piece = rows.subarray(at, at + PIECE_BYTES);
        const head = Buffer.from([COPY_DATA, 0, 0, 0, 0]);
        head.writeUInt32BE(piece.length + 4, 1);
        stream.write(head);
        stream.write(piece);
      }
      stream.write(COPY_DONE);
    }
    stream.uncork();
  }

  // What the server asked for has been sent already. If it fails before it asks, it passes over what comes.
  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback();
    this.resolve();
  }

  handleError(error: Error): void {
    this.callback();
    this.reject(error);
  }
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const PIECE_BYTES = 256 << 10;
