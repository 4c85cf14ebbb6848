import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import { wholeRecord } from '@/lib/archive/short-record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { Context } from '@/lib/context';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import { recordEvent } from '@/lib/custody/record-event';
import type { Prisma, StagedItem } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { checkRecord, isTestimony } from '@/lib/intake/check-record';
import { type Refused, type Result, refuse } from '@/lib/result';
import { OPEN_STATES } from './rules';
import { lockItem, replaceProposal } from './store';

export interface EditInput {
  itemId: string;
  /** The version on the editor's screen. */
  version: number;
  /** Fields of the `sawt/1` record and their new values; null makes one unknown. Others stay. */
  fields: Record<string, unknown>;
  /** Why: kept with what was there before. */
  why: string;
}

/** Who a post is and what it is called stay: another identity would be another item. */
const FIXED = ['format', 'kind', 'id', 'reference'] as const;

/**
 * Changes what an item proposes; the archived original stays as it is, and the proposal before is kept
 * with who, when and why. The record passes the same check as at import. An item that was returned
 * waits again, and a first acceptance no longer counts. Refuses a stale version, a decided item, a
 * change without a why, and a record that does not pass.
 */
export async function editProposal(
  actor: UserActor,
  input: EditInput,
  context: Context,
): Promise<Result<{ version: number }, Refused>> {
  const grant = authorize(actor, 'item.edit');
  if (!grant.ok) return grant;
  const why = input.why.trim();
  if (why === '') return refuse('why-missing', 'Say why: whoever reads the history needs it.');
  return inTransaction(context.db, async (tx) => {
    const locked = await lockItem(tx, input.itemId);
    if (!locked.ok) return locked;
    const item = locked.value;
    if (!(OPEN_STATES as readonly string[]).includes(item.state)) {
      return refuse('already-decided', `This item is ${item.state} already.`);
    }
    if (item.version !== input.version) {
      return refuse('stale-version', 'Somebody changed this item since you opened it.');
    }
    const now = context.clock();
    if (item.claimedById !== null && item.claimedById !== actor.id && (item.claimedUntil ?? now) > now) {
      return refuse('claimed-by-another', 'Another curator holds this item just now.');
    }
    const checked = checkRecord({ ...(item.proposal as object), ...changeable(input.fields) }, null);
    if (!checked.ok) return refuse('record-invalid', checked.message);
    const record = JSON.parse(JSON.stringify(checked.record)) as Prisma.InputJsonObject;
    if (canonicalJson(record as Json) === canonicalJson(wholeRecord(item.proposal) as unknown as Json)) {
      return refuse('nothing-changed', 'Nothing is different from what was there.');
    }
    const testimony = isTestimony(checked.record) ? checked.record : null;
    await replaceProposal(
      tx,
      grant.value,
      item,
      {
        proposal: record,
        suggestions: stillOpen(item, input.fields),
        state: 'waiting',
        platform: testimony?.platform ?? null,
        lang: testimony?.lang ?? null,
        speakerName: testimony?.speaker ?? null,
        // Once set, the mark stays: else one curator could unset it by an edit, and publish a minor's
        // words alone.
        minor: item.minor === true ? true : (testimony?.minor ?? item.minor),
        // A correction stands for no post of its own: what comes in again belongs to the testimony.
        duplicateKey: testimony && item.testimonyId === null ? keyOf(testimony) : item.duplicateKey,
      },
      why,
      now,
    );
    await recordEvent(
      tx,
      actor,
      {
        type: 'edited',
        subject: { kind: 'item', key: item.id },
        body: { version: item.version + 1, fields: Object.keys(changeable(input.fields)).sort() },
        public: false,
        commit: { proposal: canonicalJson(record as Json) },
      },
      context.random,
    );
    return { ok: true, value: { version: item.version + 1 } };
  });
}

function changeable(fields: Record<string, unknown>): Record<string, unknown> {
  const fixed: readonly string[] = FIXED;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !fixed.includes(name)));
}

/** A suggested value has been answered once its field was edited; what warns stays. */
function stillOpen(item: StagedItem, fields: Record<string, unknown>): Prisma.InputJsonArray {
  const suggestions = item.suggestions as unknown as Suggestion[];
  return suggestions.filter(
    ({ level, field }) => level === 'warn' || field === undefined || !(field in fields),
  ) as unknown as Prisma.InputJsonArray;
}

function keyOf({ platform, platformId, reference }: TestimonyRecord): string | null {
  if (platform !== null && platformId !== null) return `${platform}:${platformId}`;
  return reference === null ? null : `reference:${reference}`;
}
