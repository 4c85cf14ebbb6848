import { sha256 } from './sha256';

/**
 * The Merkle tree of RFC 6962, section 2.1, over the log's entries. Leaves and inner nodes are hashed
 * with different first bytes (0x00 and 0x01), without which an inner node could be passed off as an
 * entry. Proofs are planned as coordinates of full subtrees, so that the database reads a few rows.
 */
export type Hash = Uint8Array;

/** A full subtree of 2^level leaves, the index-th of its size from the left. */
export interface Coordinate {
  level: number;
  index: number;
}

/** Leaves from `start` up to, not including, `end`. */
export interface Range {
  start: number;
  end: number;
}

/** The head of a tree without leaves. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array(0));

export function leafHash(entry: Uint8Array | string): Hash {
  return sha256(marked(0, typeof entry === 'string' ? Buffer.from(entry) : entry));
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(marked(1, left, right));
}

/**
 * The full subtrees that the leaf at `position` completes, from the leaf itself upwards, with their
 * hashes. `read` gives the hash of an earlier full subtree, the left sibling. These are all that a
 * growing log ever has to store.
 */
export function completedBy(
  position: number,
  leaf: Hash,
  read: (coordinate: Coordinate) => Hash,
): (Coordinate & { hash: Hash })[] {
  const completed = [{ level: 0, index: position, hash: leaf }];
  let { level, index, hash } = completed[0]!;
  while (index % 2 === 1) {
    hash = nodeHash(read({ level, index: index - 1 }), hash);
    level += 1;
    index = (index - 1) / 2;
    completed.push({ level, index, hash });
  }
  return completed;
}

/** The full subtrees that make up `range`, left to right. `range` must be one of the tree's own subtrees. */
export function coordinatesOf(range: Range): Coordinate[] {
  const length = range.end - range.start;
  if (length <= 0) return [];
  const full = largestPowerUpTo(length);
  if (range.start % full !== 0) throw new RangeError('not a subtree of the log');
  return [
    { level: Math.log2(full), index: range.start / full },
    ...coordinatesOf({ start: range.start + full, end: range.end }),
  ];
}

/** The head of the subtree over `range`, from the hashes of its full subtrees. */
export function headOf(range: Range, read: (coordinate: Coordinate) => Hash): Hash {
  const hashes = coordinatesOf(range).map(read);
  if (hashes.length === 0) return EMPTY_ROOT;
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/**
 * Which subtrees prove that the leaf at `position` is in the tree of `size` leaves, nearest first
 * (RFC 6962, 2.1.1). Throws when there is no such leaf.
 */
export function inclusionPath(position: number, size: number): Range[] {
  if (!isCount(position) || !isCount(size) || position >= size) throw new RangeError('no such leaf');
  const path = (start: number, end: number): Range[] => {
    if (end - start === 1) return [];
    const middle = start + largestPowerBelow(end - start);
    return position < middle
      ? [...path(start, middle), { start: middle, end }]
      : [...path(middle, end), { start, end: middle }];
  };
  return path(0, size);
}

/**
 * Which subtrees prove that the tree of `size` leaves begins with the tree of `old` leaves
 * (RFC 6962, 2.1.2). Throws unless 0 < old <= size; nothing needs proving about an empty tree.
 */
export function consistencyPath(old: number, size: number): Range[] {
  if (!isCount(old) || !isCount(size) || old === 0 || old > size) throw new RangeError('no such tree');
  const path = (start: number, end: number, whole: boolean): Range[] => {
    if (end === old) return whole ? [] : [{ start, end }];
    const middle = start + largestPowerBelow(end - start);
    return old <= middle
      ? [...path(start, middle, whole), { start: middle, end }]
      : [...path(middle, end, false), { start, end: middle }];
  };
  return path(0, size, true);
}

/** Whether `proof` shows `leaf` at `position` under `root` (RFC 9162, 2.1.3.2). Never throws. */
export function verifyInclusion(
  leaf: Hash,
  position: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!isCount(position) || !isCount(size) || position >= size) return false;
  let index = position;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equal(hash, root);
}

/** Whether `proof` shows that the tree under `root` begins with the one under `oldRoot` (RFC 9162, 2.1.4.2). */
export function verifyConsistency(
  old: number,
  size: number,
  oldRoot: Hash,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isCount(old) || !isCount(size) || old === 0 || old > size) return false;
  if (old === size) return proof.length === 0 && equal(oldRoot, root);
  const hashes = isPowerOfTwo(old) ? [oldRoot, ...proof] : [...proof];
  const first = hashes.shift();
  if (!first) return false;
  let index = old - 1;
  let last = size - 1;
  while (index % 2 === 1) {
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  let fromOld = first;
  let fromNew = first;
  for (const hash of hashes) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      fromOld = nodeHash(hash, fromOld);
      fromNew = nodeHash(hash, fromNew);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      fromNew = nodeHash(fromNew, hash);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equal(fromOld, oldRoot) && equal(fromNew, root);
}

// By doubling, because Math.log2 rounds near large powers and bit operations end at 32 bits.
function largestPowerUpTo(length: number): number {
  let power = 1;
  while (power * 2 <= length) power *= 2;
  return power;
}

function largestPowerBelow(length: number): number {
  return largestPowerUpTo(length - 1);
}

function isPowerOfTwo(value: number): boolean {
  return largestPowerUpTo(value) === value;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function equal(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

const NOTHING = new Uint8Array(0);

function marked(mark: number, first: Uint8Array, second: Uint8Array = NOTHING): Uint8Array {
  const bytes = Buffer.allocUnsafe(1 + first.length + second.length);
  bytes[0] = mark;
  bytes.set(first, 1);
  bytes.set(second, 1 + first.length);
  return bytes;
}
