import type pg from 'pg';
import type { Grant } from '@/lib/access/authorize';
import { shortRecord } from '@/lib/archive/short-record';
import { CopyRows } from '@/lib/db/copy-rows';
import { sendRows } from '@/lib/db/send-rows';
import { isTestimony } from './check-record';
import type { Prepared, PreparedOriginal } from './prepare-item';

type Client = pg.PoolClient;
type ImportGrant = Grant<'accession.import'>;

/** The rows of one batch, gathered and then sent table by table; used again for the next. */
export class BatchRows {
  private readonly originals = new CopyRows('archived_original', [
    'id',
    'accession_id',
    'make',
    'media_type',
    'bytes',
    'digest',
    'member',
    'position',
  ]);
  private readonly items = new CopyRows('staged_item', [
    'id',
    'accession_id',
    'original_id',
    'position',
    'record_kind',
    'proposal',
    'state',
    'state_reason',
    'duplicate_key',
    'suggestions',
    'platform',
    'lang',
    'speaker_name',
    'minor',
  ]);
  private readonly itemCaptures = new CopyRows('item_capture', ['item_id', 'original_id']);
  private readonly testimonyCaptures = new CopyRows('testimony_capture', ['testimony_id', 'original_id']);
  private readonly bands = new CopyRows('text_band', ['band', 'item_id']);

  /** What the ledger is to commit to, in order. */
  private originalsAdded: { id: string; bytes: Uint8Array }[] = [];

  constructor(
    private readonly accessionId: string,
    private readonly newId: () => string,
  ) {}

  addOriginal(original: PreparedOriginal, standing: { member: string; position: number }): string {
    const id = this.newId();
    this.originalsAdded.push({ id, bytes: original.bytes });
    this.originals
      .row()
      .uuid(id)
      .uuid(this.accessionId)
      .text(original.make)
      .text(original.mediaType)
      .bytes(original.bytes)
      .text(original.digest)
      .text(standing.member)
      .int8(standing.position);
    return id;
  }

  addItem(item: Extract<Prepared, { is: 'item' | 'quarantined' }>): string {
    const id = this.newId();
    const originalId = item.original ? this.addOriginal(item.original, item) : null;
    const record = item.is === 'item' ? item.record : null;
    const testimony = record && isTestimony(record) ? record : null;
    this.items
      .row()
      .uuid(id)
      .uuid(this.accessionId)
      .uuid(originalId)
      .int8(item.ordinal)
      .text(testimony ? 'testimony' : (record?.kind ?? 'testimony'))
      .json(record ? JSON.stringify(shortRecord(record)) : '{}')
      .text(item.is === 'item' ? 'waiting' : 'quarantined')
      .text(item.is === 'item' ? null : `${item.reason}: ${item.message}`)
      .text(item.is === 'item' ? item.duplicateKey : null)
      .json(item.is === 'item' && item.suggestions.length > 0 ? JSON.stringify(item.suggestions) : '[]')
      .text(testimony?.platform ?? null)
      .text(testimony?.lang ?? null)
      .text(testimony?.speaker ?? null)
      .bool(testimony?.minor ?? null);
    return id;
  }

  /** One more original of a post: of its testimony, or of the item that waits for a decision. */
  addCapture(held: { itemId: string | null; testimonyId: string | null }, originalId: string): void {
    if (held.testimonyId !== null) {
      this.testimonyCaptures.row().uuid(held.testimonyId).uuid(originalId);
    } else this.itemCaptures.row().uuid(held.itemId).uuid(originalId);
  }

  addBand(band: bigint, itemId: string): void {
    this.bands.row().int8(band).uuid(itemId);
  }

  /** The originals added since this was last asked. */
  takeOriginals(): { id: string; bytes: Uint8Array }[] {
    const added = this.originalsAdded;
    this.originalsAdded = [];
    return added;
  }

  /** Begins a transaction on `client` and sends everything; within one that is open when `begun`. */
  async send(client: Client, _grant: ImportGrant, begun: boolean): Promise<void> {
    // In the order in which the tables name each other.
    const tables = [this.originals, this.items, this.itemCaptures, this.testimonyCaptures, this.bands];
    await sendRows(client, tables, begun ? undefined : 'BEGIN');
  }
}
