import { hash } from 'node:crypto';
import type pg from 'pg';
import type { Grant } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import type { BatchRows } from './batch-rows';
import { isTestimony } from './check-record';
import { findByDigests, findByKeys, type HeldItem } from './find-held';
import { findNearSame, isNear, isSameSaying, type NearHeld, remember } from './find-near-same';
import type { PostIdentity } from './post-identity';
import type { Prepared } from './prepare-item';
import { countPassedOver, countQuarantined, countUnknownFields, type ImportReport } from './report';
import { addSuggestions } from './store';

type Item = Extract<Prepared, { is: 'item' }>;

/**
 * Settles what becomes of each record of one batch (a new item, one more capture of a post that is there, or
 * nothing because its bytes are held) and writes the rows on `client`, in the caller's transaction. What is
 * asked of the database grows with the batch and not with the archive. Counts into `report`.
 */
export async function settleBatch(
  client: pg.PoolClient,
  grant: Grant<'accession.import'>,
  batch: readonly Prepared[],
  rows: BatchRows,
  report: ImportReport,
): Promise<void> {
  const settling = new Settling(rows, report, await lookUp(client, batch));
  for (const prepared of batch) settling.settle(prepared);
  await rows.send(client, grant);
  await addSuggestions(client, grant, settling.later);
  report.digest = hash('sha256', report.digest + settling.chained.join('\n'), 'hex');
}

interface Held {
  byKey: Map<string, HeldItem>;
  byDigest: Map<string, 'held' | 'quarantined'>;
  byNearKey: Map<bigint, NearHeld[]>;
}

async function lookUp(client: pg.PoolClient, batch: readonly Prepared[]): Promise<Held> {
  const keys: string[] = [];
  const posts: PostIdentity[] = [];
  const nearKeys: bigint[] = [];
  for (const prepared of batch) {
    if (prepared.is !== 'item') continue;
    if (prepared.duplicateKey !== null) keys.push(prepared.duplicateKey);
    const { record } = prepared;
    if (!isTestimony(record)) continue;
    const { platform, platformId } = record;
    if (platform !== null && platformId !== null) posts.push({ platform, platformId });
    nearKeys.push(...prepared.nearKeys);
  }
  const byKey = await findByKeys(client, keys, posts);
  const byNearKey = await findNearSame(client, nearKeys);
  // A post that is new by its id and like no other cannot be one whose bytes are held: most need no question.
  const digests = batch.flatMap((prepared) => {
    if (prepared.is === 'passed-over' || prepared.original === null) return [];
    const isNew =
      prepared.is === 'item' &&
      prepared.duplicateKey !== null &&
      !byKey.has(prepared.duplicateKey) &&
      !prepared.nearKeys.some((key) => byNearKey.has(key));
    return isNew ? [] : [prepared.original.digest];
  });
  return { byKey, byDigest: await findByDigests(client, digests), byNearKey };
}

class Settling {
  /** Suggestions for items that are there already, or come with this very batch. */
  readonly later: { itemId: string; suggestions: Suggestion[] }[] = [];
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
    const known = prepared.original && this.held.byDigest.get(prepared.original.digest);
    if (known === 'held' || (known === 'quarantined' && prepared.is === 'quarantined')) {
      this.report.held += 1;
      return;
    }
    if (prepared.original)
      this.held.byDigest.set(prepared.original.digest, prepared.is === 'item' ? 'held' : 'quarantined');
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
    const held = item.duplicateKey === null ? undefined : this.held.byKey.get(item.duplicateKey);
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
      for (const near of this.held.byNearKey.get(key) ?? []) found.set(near.itemId, near);
    }
    return [...found.values()].filter((near) => isNear(record.text, near));
  }

  private stage(item: Item, record?: TestimonyRecord): void {
    const itemId = this.rows.addItem(item);
    this.report.staged += 1;
    this.chain(item, 'staged');
    if (item.duplicateKey !== null) {
      this.held.byKey.set(item.duplicateKey, {
        itemId,
        state: 'waiting',
        text: record?.text ?? (isTestimony(item.record) ? item.record.text : null),
        authority: isTestimony(item.record) ? null : plain(item.record),
        testimonyId: null,
        testimonyState: null,
      });
    }
    for (const key of item.nearKeys) {
      this.rows.addBand(key, itemId);
      if (record) remember(this.held.byNearKey, key, asHeld(itemId, record), true);
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
