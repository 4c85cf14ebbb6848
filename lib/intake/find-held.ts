import type { Asks } from './asks';
import { isTestimony } from './check-record';
import { findByDigests, findByKeys, type HeldItem } from './find-held-items';
import { findNearSame, type NearHeld, remember } from './find-near-same';
import type { PostIdentity } from './post-identity';
import type { Prepared } from './prepare-item';

/** What a batch of records must know of the archive. */
export interface Held {
  byKey: Map<string, HeldItem>;
  byDigest: Map<string, 'held' | 'quarantined'>;
  byNearKey: Map<bigint, NearHeld[]>;
}

/** What a batch adds to the archive, by the same keys. */
export type Additions = Held;

/**
 * Looks up what the archive holds of what `batch` brings: by identity, by digest and by near-same words. `unwritten`,
 * oldest first, is what earlier batches of this import add and the database may not show yet; whether it
 * does already makes no difference to what is found.
 */
export async function findHeld(
  ask: Asks,
  batch: readonly Prepared[],
  unwritten: ReadonlySet<Additions>,
): Promise<Held> {
  const earlier = [...unwritten];
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
  const byKey = await findByKeys(ask, keys, posts);
  const byNearKey = await findNearSame(ask, nearKeys);
  for (const added of earlier) addTo({ byKey, byNearKey }, added, keys, nearKeys);
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
  const byDigest = await findByDigests(ask, digests);
  for (const added of earlier) {
    for (const digest of digests) {
      const outcome = added.byDigest.get(digest);
      if (outcome !== undefined && byDigest.get(digest) !== 'held') byDigest.set(digest, outcome);
    }
  }
  return { byKey, byDigest, byNearKey };
}

function addTo(
  { byKey, byNearKey }: Pick<Held, 'byKey' | 'byNearKey'>,
  added: Additions,
  keys: readonly string[],
  nearKeys: readonly bigint[],
): void {
  for (const key of keys) {
    const item = added.byKey.get(key);
    // The oldest is the one that later captures belong to.
    if (item !== undefined && !byKey.has(key)) byKey.set(key, item);
  }
  for (const key of nearKeys) {
    const others = added.byNearKey.get(key);
    if (others === undefined) continue;
    const known = new Set(byNearKey.get(key)?.map(({ itemId }) => itemId));
    for (const near of others.toReversed()) {
      if (!known.has(near.itemId)) remember(byNearKey, key, near, true);
    }
  }
}
