import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import type { Asks } from './asks';
import type { BatchRows } from './batch-rows';
import { isTestimony } from './check-record';
import { type Additions, findHeld, type Held } from './find-held';
import type { HeldItem } from './find-held-items';
import { isNear, isSameSaying, type NearHeld, newest, remember } from './find-near-same';
import type { Batch } from './prepare-batches';
import type { Prepared } from './prepare-item';
import { countPassedOver, countQuarantined, countUnknownFields, type ImportReport } from './report';

type Item = Extract<Prepared, { is: 'item' }>;

/** A batch whose records are settled and whose rows are made, to be written as they are. */
export interface SettledBatch extends Pick<Batch, 'upTo' | 'share'> {
  rows: BatchRows;
  /** Suggestions for items that are there already, or come with this very batch. */
  later: { itemId: string; suggestions: Suggestion[] }[];
  /** What the import has come to with this batch. */
  report: ImportReport;
  /** To be called once the rows are committed. */
  written(): void;
}

/**
 * Settles, batch after batch, what becomes of each record: a new item, one more capture of a post that is
 * there, or nothing because its bytes are held. Writes nothing. What is asked of the database, through `ask`,
 * grows with the batch and not with the archive. A batch may be settled while those before it are being
 * written: what they add is remembered here until they are. At most two batches are out at once, whose rows
 * are made in turn in `rows`. `report` is what the import had come to before.
 */
export async function* settleBatches(
  batches: AsyncIterable<Batch>,
  ask: Asks,
  rows: readonly [BatchRows, BatchRows],
  report: ImportReport,
): AsyncGenerator<SettledBatch> {
  const unwritten = new Set<Additions>();
  let turn = 0;
  let before = report;
  for await (const { prepared, upTo, share } of batches) {
    const now = structuredClone(before);
    const held = await findHeld(ask, prepared, unwritten);
    const settling = new Settling(rows[turn % 2]!, now, held);
    for (const [index, one] of prepared.entries()) {
      settling.settle(one);
      // All computation, as preparing is: let the answers to what is being written in between.
      if (index % 64 === 63) await setImmediate();
    }
    now.digest = hash('sha256', now.digest + settling.chained.join('\n'), 'hex');
    unwritten.add(settling.additions);
    const written = () => void unwritten.delete(settling.additions);
    yield { rows: rows[turn % 2]!, later: settling.later, report: now, upTo, share, written };
    turn += 1;
    before = now;
  }
}

class Settling {
  readonly later: SettledBatch['later'] = [];
  /** What this batch has added so far: newer than `held`, and asked first. */
  readonly additions: Additions = { byKey: new Map(), byDigest: new Map(), byNearKey: new Map() };
  /** One line for each thing that went into the archive. */
  readonly chained: string[] = [];

  constructor(
    private readonly rows: BatchRows,
    private readonly report: ImportReport,
    private readonly held: Held,
  ) {}

  settle(prepared: Prepared): void {
    this.report.read += 1;
    if (prepared.is === 'passed-over') {
      countPassedOver(this.report, prepared.reason);
      return;
    }
    const digest = prepared.original?.digest;
    const known = digest && (this.additions.byDigest.get(digest) ?? this.held.byDigest.get(digest));
    if (known === 'held' || (known === 'quarantined' && prepared.is === 'quarantined')) {
      this.report.held += 1;
      return;
    }
    if (digest) this.additions.byDigest.set(digest, prepared.is === 'item' ? 'held' : 'quarantined');
    if (prepared.is === 'item') this.settleItem(prepared);
    else this.quarantine(prepared);
  }

  private quarantine(prepared: Extract<Prepared, { is: 'quarantined' }>): void {
    const { member, position, ordinal, reason, message } = prepared;
    countQuarantined(this.report, { member, position, record: ordinal, reason, message });
    this.rows.addItem(prepared);
    this.chain(prepared, 'quarantined');
  }

  private settleItem(item: Item): void {
    countUnknownFields(this.report, item.unknownFields);
    const key = item.duplicateKey;
    const held = key === null ? undefined : (this.additions.byKey.get(key) ?? this.held.byKey.get(key));
    if (!isTestimony(item.record)) this.settleAuthority(item, held);
    else if (held) this.settleHeld(item, item.record, held);
    else this.settleNew(item, item.record);
  }

  /** Two descriptions of one person or place: the same says nothing new, a differing one is for a curator. */
  private settleAuthority(item: Item, held: HeldItem | undefined): void {
    if (held?.authority && canonicalJson(held.authority) === canonicalJson(plain(item.record))) {
      this.report.held += 1;
      return;
    }
    if (held)
      item.suggestions.push({
        code: 'text-differs',
        level: 'warn',
        why: 'The archive or its queue has a record with this id that says something else. Accepting this one replaces it.',
      });
    this.stage(item);
  }

  /** The same post by its platform's id (or its reference) has been seen before. */
  private settleHeld(item: Item, record: TestimonyRecord, held: HeldItem): void {
    const same = held.text === record.text;
    // What was erased must not come back by the side door, and what was rejected is not asked about again.
    if (held.testimonyState === 'erased' || (held.state === 'rejected' && same)) {
      this.report.held += 1;
      return;
    }
    if (same) {
      this.capture(item, held);
      return;
    }
    if (held.itemId !== null && OPEN.has(held.state)) {
      this.capture(item, held);
      this.later.push({ itemId: held.itemId, suggestions: [differs(record.text)] });
      return;
    }
    // Decided already: nobody looks at that item any more, so the difference comes as an item of its own.
    item.suggestions.push(differs(held.text));
    if (held.state === 'rejected') {
      item.suggestions.push({
        code: 'rejected-before',
        level: 'warn',
        why: 'This post was rejected before, with other words.',
      });
    }
    this.stage(item, record);
  }

  private settleNew(item: Item, record: TestimonyRecord): void {
    for (const near of this.nearTo(item, record)) {
      if (!isSameSaying(record, near)) {
        item.suggestions.push({
          code: 'near-same',
          level: 'warn',
          value: near.text,
          why: 'The same account has posted almost these words before.',
        });
        break;
      }
      this.capture(item, near);
      const suggestions: Suggestion[] = near.text === record.text ? [] : [differs(record.text)];
      if (near.platformId === null && record.platformId !== null) {
        suggestions.push({
          code: 'platform-id',
          level: 'suggest',
          field: 'platformId',
          value: record.platformId,
          why: 'A further capture of this post has the platform’s id.',
        });
      }
      if (suggestions.length > 0) this.later.push({ itemId: near.itemId, suggestions });
      return;
    }
    this.stage(item, record);
  }

  private nearTo(item: Item, record: TestimonyRecord): NearHeld[] {
    const found = new Map<string, NearHeld>();
    for (const key of item.nearKeys) {
      const [here, before] = [this.additions.byNearKey.get(key), this.held.byNearKey.get(key)];
      // Almost always neither: nothing is made then.
      if (here === undefined && before === undefined) continue;
      for (const one of newest(here, before)) found.set(one.itemId, one);
    }
    return found.size === 0 ? [] : [...found.values()].filter((near) => isNear(record.text, near));
  }

  private stage(item: Item, record?: TestimonyRecord): void {
    const itemId = this.rows.addItem(item);
    this.report.staged += 1;
    this.chain(item, 'staged');
    if (item.duplicateKey !== null) {
      const staged: HeldItem = {
        itemId,
        state: 'waiting',
        text: record?.text ?? (isTestimony(item.record) ? item.record.text : null),
        authority: isTestimony(item.record) ? null : plain(item.record),
        testimonyId: null,
        testimonyState: null,
      };
      this.additions.byKey.set(item.duplicateKey, staged);
    }
    const near = record && item.nearKeys.length > 0 ? asHeld(itemId, record) : null;
    for (const key of item.nearKeys) {
      this.rows.addBand(key, itemId);
      if (near !== null) remember(this.additions.byNearKey, key, near, true);
    }
  }

  private capture(item: Item, held: { itemId: string | null; testimonyId: string | null }): void {
    const originalId = this.rows.addOriginal(item.original, item);
    this.rows.addCapture(held, originalId);
    this.report.captures += 1;
    this.chain(item, 'capture');
  }

  private chain(prepared: Extract<Prepared, { is: 'item' | 'quarantined' }>, outcome: string): void {
    this.chained.push(`${prepared.ordinal} ${outcome} ${prepared.original?.digest ?? ''}`);
  }
}

/** States in which an item still comes before a person's eyes. */
const OPEN = new Set(['waiting', 'returned', 'escalated']);

/** `other` are the words that the item itself does not have. */
function differs(other: string | null): Suggestion {
  return {
    code: 'text-differs',
    level: 'warn',
    field: 'text',
    value: other,
    why: 'The same post has come with other words. Both are kept; see which are right.',
  };
}

function asHeld(itemId: string, record: TestimonyRecord): NearHeld {
  const { text, platformId, date, zone } = record;
  return { itemId, state: 'waiting', testimonyId: null, text, platformId, date, zone };
}

/** A record as the database gives it back. */
function plain(record: unknown): Json {
  return JSON.parse(JSON.stringify(record));
}
