import { computeDate } from '@/lib/archive/edtf-date';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Asks } from './asks';
import { likeness, NEAR, sameNumbers } from './near-same';

/** An item that shares a key of near-same words, with what is needed to judge it. */
export interface NearHeld {
  itemId: string;
  state: string;
  testimonyId: string | null;
  text: string;
  platformId: string | null;
  date: string | null;
  zone: string | null;
}

/** A key under which many lie (somebody posts one sentence daily) must not slow each import down. */
const MOST = 8;

/** Looks up items by keys of near-same words: a bounded number for each key, however many are held. */
export async function findNearSame(ask: Asks, keys: readonly bigint[]): Promise<Map<bigint, NearHeld[]>> {
  const found = new Map<bigint, NearHeld[]>();
  if (keys.length === 0) return found;
  const { rows } = await ask.query<NearHeld & { band: string }>(
    `SELECT k.band::text AS band, i.id AS "itemId", i.state, i.testimony_id AS "testimonyId",
            i.proposal->>'text' AS text, i.proposal->>'platformId' AS "platformId",
            i.proposal->>'date' AS date, i.proposal->>'zone' AS zone
     FROM unnest($1::bigint[]) AS k(band)
     CROSS JOIN LATERAL (
       SELECT item_id FROM text_band t WHERE t.band = k.band ORDER BY item_id DESC LIMIT ${MOST}
     ) t
     JOIN staged_item i ON i.id = t.item_id AND i.state NOT IN ('withdrawn', 'rejected', 'quarantined')
     ORDER BY i.id DESC`,
    [`{${keys.join(',')}}`],
  );
  for (const { band, ...held } of rows) remember(found, BigInt(band), held);
  return found;
}

/** Adds an item under a key, newest first, as the database would give it to the next batch. */
export function remember(found: Map<bigint, NearHeld[]>, key: bigint, held: NearHeld, newest = false): void {
  const others = found.get(key);
  if (others === undefined) found.set(key, [held]);
  else found.set(key, (newest ? [held, ...others] : [...others, held]).slice(0, MOST));
}

/** Of what lies under one key, the newest that are looked at; `here` is newer than `before`. */
export function newest(here: NearHeld[] = [], before: NearHeld[] = []): NearHeld[] {
  return [...here, ...before].slice(0, MOST);
}

/** Whether two texts are near enough to be looked at together at all. */
export function isNear(text: string, held: NearHeld): boolean {
  return text === held.text || likeness(text, held.text) >= NEAR;
}

/**
 * Whether near-same words of one account are one saying that came twice, so that the second is a further
 * capture. Not when the platform gave them two ids, when they name other numbers, or when they were said on
 * different days: those are two posts that are alike. Nor once the first is decided, unless not a letter differs.
 */
export function isSameSaying(record: TestimonyRecord, held: NearHeld): boolean {
  if (record.platformId !== null && held.platformId !== null) return false;
  if (!sameNumbers(record.text, held.text)) return false;
  if (held.state === 'accepted' && record.text !== held.text) return false;
  return daysTouch(record, held);
}

const DAY = 24 * 60 * 60 * 1000;

function daysTouch(
  one: { date: string | null; zone: string | null },
  other: { date: string | null; zone: string | null },
): boolean {
  const [a, b] = [boundsOf(one), boundsOf(other)];
  // A day of grace: one source gives the day there, another the day here.
  return a.earliest - DAY <= b.latest && b.earliest - DAY <= a.latest;
}

function boundsOf({ date, zone }: { date: string | null; zone: string | null }): {
  earliest: number;
  latest: number;
} {
  const computed = computeDate(date, zone ?? undefined);
  const bounds = computed.ok ? computed.value : { earliest: null, latest: null };
  return {
    earliest: bounds.earliest === null ? Number.NEGATIVE_INFINITY : Date.parse(bounds.earliest),
    latest: bounds.latest === null ? Number.POSITIVE_INFINITY : Date.parse(bounds.latest),
  };
}
