import type { Json } from '@/lib/custody/canonical-json';
import type { Asks } from './asks';
import type { PostIdentity } from './post-identity';

/** What the archive holds under one duplicate key. */
export interface HeldItem {
  /** Null for a testimony that is found by its platform's id alone. */
  itemId: string | null;
  state: string;
  text: string | null;
  /** The whole record, of an authority; null for testimonies. */
  authority: Json | null;
  testimonyId: string | null;
  testimonyState: string | null;
}

/**
 * Looks up items by their duplicate keys, and testimonies by their platform's id, which a curator may have
 * corrected since. By index, however much is held. Withdrawn items do not count.
 */
export async function findByKeys(
  ask: Asks,
  keys: readonly string[],
  posts: readonly PostIdentity[],
): Promise<Map<string, HeldItem>> {
  const held = new Map<string, HeldItem>();
  if (posts.length > 0) {
    const { rows } = await ask.query<HeldItem & { key: string }>(
      `SELECT t.platform || ':' || t.platform_id AS key, NULL AS "itemId", 'accepted' AS state, t.text,
              NULL AS authority, t.id AS "testimonyId", t.state AS "testimonyState"
       FROM testimony t JOIN jsonb_to_recordset($1::jsonb) AS p(platform text, "platformId" text)
         ON t.platform = p.platform AND t.platform_id = p."platformId"`,
      [JSON.stringify(posts)],
    );
    for (const { key, ...found } of rows) held.set(key, found);
  }
  if (keys.length > 0) {
    const { rows } = await ask.query<HeldItem & { key: string }>(
      `SELECT i.duplicate_key AS key, i.id AS "itemId", i.state, i.proposal->>'text' AS text,
              CASE WHEN i.record_kind <> 'testimony' THEN i.proposal END AS authority,
              i.testimony_id AS "testimonyId", t.state AS "testimonyState"
       FROM staged_item i LEFT JOIN testimony t ON t.id = i.testimony_id
       WHERE i.duplicate_key = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb))) AND i.state NOT IN ('withdrawn', 'quarantined')
       ORDER BY i.id DESC`,
      // As JSON: quoting an array of a thousand texts element by element takes longer than looking them up.
      [JSON.stringify(keys)],
    );
    // The oldest comes last and stays: it is the one that later captures belong to.
    for (const { key, ...found } of rows) held.set(key, found);
  }
  return held;
}

/**
 * Which of these digests are of bytes that the archive holds, and whether only in quarantine. Those of
 * withdrawn items do not count, so that a withdrawn accession can be brought in again.
 */
export async function findByDigests(
  ask: Asks,
  digests: readonly string[],
): Promise<Map<string, 'held' | 'quarantined'>> {
  const held = new Map<string, 'held' | 'quarantined'>();
  if (digests.length === 0) return held;
  const { rows } = await ask.query<{ digest: string; state: string | null }>(
    `SELECT o.digest, i.state FROM archived_original o
     JOIN accession a ON a.id = o.accession_id AND a.state <> 'withdrawn'
     LEFT JOIN staged_item i ON i.original_id = o.id
     WHERE o.digest = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb))) AND i.state IS DISTINCT FROM 'withdrawn'`,
    [JSON.stringify(digests)],
  );
  for (const { digest, state } of rows) {
    if (state !== 'quarantined') held.set(digest, 'held');
    else if (!held.has(digest)) held.set(digest, 'quarantined');
  }
  return held;
}
