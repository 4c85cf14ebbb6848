import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Coordinate,
  completedBy,
  consistencyPath,
  coordinatesOf,
  EMPTY_ROOT,
  type Hash,
  headOf,
  inclusionPath,
  leafHash,
  nodeHash,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from './merkle';

const hex = (hash: Hash) => Buffer.from(hash).toString('hex');

/** The definition of RFC 6962, 2.1, word for word: the yardstick for everything cleverer. */
function definition(leaves: Hash[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

/** A log grown leaf by leaf, as the sequencer grows it. */
function grow(entries: (Uint8Array | string)[]) {
  const nodes = new Map<string, Hash>();
  const read = ({ level, index }: Coordinate) => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  entries.forEach((entry, position) => {
    for (const node of completedBy(position, leafHash(entry), read)) {
      nodes.set(`${node.level}/${node.index}`, node.hash);
    }
  });
  const head = (range: Range) => headOf(range, read);
  return {
    root: (size: number) => head({ start: 0, end: size }),
    inclusion: (position: number, size: number) => inclusionPath(position, size).map(head),
    consistency: (old: number, size: number) => consistencyPath(old, size).map(head),
  };
}

const REFERENCE = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));

describe('the well-known tree of eight leaves', () => {
  const log = grow(REFERENCE);

  it('has the published head at every size', () => {
    expect(Array.from({ length: 9 }, (_, size) => hex(log.root(size)))).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  it('gives the published inclusion proofs', () => {
    expect(log.inclusion(0, 8).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(log.inclusion(5, 8).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(log.inclusion(2, 3).map(hex)).toEqual([
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    ]);
  });

  it('gives the published consistency proofs', () => {
    expect(log.consistency(6, 8).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(log.consistency(2, 5).map(hex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
});

describe('every size up to 64', () => {
  const entries = Array.from({ length: 64 }, (_, index) => `entry ${index}`);
  const leaves = entries.map(leafHash);
  const log = grow(entries);
  const roots = Array.from({ length: 65 }, (_, size) => log.root(size));
  const sizes = Array.from({ length: 64 }, (_, index) => index + 1);

  it('has the head that the definition gives', () => {
    for (const size of [0, ...sizes]) expect(roots[size]).toEqual(definition(leaves.slice(0, size)));
  });

  it('verifies every inclusion proof, and none that is spoiled', () => {
    for (const size of sizes) {
      const root = roots[size]!;
      for (let position = 0; position < size; position += 1) {
        const proof = log.inclusion(position, size);
        const leaf = leaves[position]!;
        const holds = (p: Hash[], at = position, of = size, l = leaf, r = root) =>
          verifyInclusion(l, at, of, p, r);
        expect(holds(proof)).toBe(true);
        for (const bad of spoiled(proof)) expect(holds(bad)).toBe(false);
        expect(holds(proof, (position + 1) % size)).toBe(size === 1);
        expect(holds(proof, size)).toBe(false);
        expect(holds(proof, position, size, leaves[(position + 1) % 64])).toBe(false);
        expect(holds(proof, position, size, leaf, roots[size - 1])).toBe(false);
      }
    }
  });

  it('verifies every consistency proof, and none that is spoiled', () => {
    for (const size of sizes) {
      for (let old = 1; old <= size; old += 1) {
        const proof = log.consistency(old, size);
        const [before, after] = [roots[old]!, roots[size]!];
        expect(verifyConsistency(old, size, before, after, proof)).toBe(true);
        for (const bad of spoiled(proof)) {
          expect(verifyConsistency(old, size, before, after, bad)).toBe(false);
        }
        expect(verifyConsistency(old, size, roots[old - 1]!, after, proof)).toBe(false);
        expect(verifyConsistency(old, size, before, roots[size - 1]!, proof)).toBe(false);
        expect(verifyConsistency(old - 1, size, before, after, proof)).toBe(false);
        expect(verifyConsistency(size + 1, size, before, after, proof)).toBe(false);
      }
    }
  });

  function spoiled(proof: Hash[]): Hash[][] {
    const flipped = proof.map((hash, at) => {
      const copy = Uint8Array.from(hash);
      copy[at % 32]! ^= 1;
      return proof.with(at, copy);
    });
    const shorter = proof.map((_, at) => proof.toSpliced(at, 1));
    const swapped = proof.slice(1).map((hash, at) => proof.with(at, hash).with(at + 1, proof[at]!));
    return [...flipped, ...shorter, ...swapped, [...proof, leaves[0]!], [leaves[0]!, ...proof]];
  }
});

it('never takes an inner node for an entry', () => {
  const [one, two] = [leafHash('a'), leafHash('b')];
  expect(leafHash(Buffer.concat([one, two]))).not.toEqual(nodeHash(one, two));
});

it('plans proofs of full subtrees alone at sizes where 32-bit arithmetic and logarithms fail', () => {
  const size = fc.oneof(
    fc.integer({ min: 1, max: 2 ** 50 }),
    fc.tuple(fc.integer({ min: 30, max: 50 }), fc.integer({ min: -2, max: 2 })).map(([n, d]) => 2 ** n + d),
  );
  fc.assert(
    fc.property(size, fc.double({ min: 0, max: 0.999999, noNaN: true }), (size, at) => {
      const position = Math.floor(size * at);
      const path = inclusionPath(position, size);
      expect(path.reduce((sum, { start, end }) => sum + end - start, 1)).toBe(size);
      for (const range of path) {
        const leaves = coordinatesOf(range).reduce((sum, { level }) => sum + 2 ** level, 0);
        expect(leaves).toBe(range.end - range.start);
      }
    }),
  );
});

it('refuses to plan a proof about a tree that is not there', () => {
  expect(() => inclusionPath(3, 3)).toThrow(RangeError);
  expect(() => consistencyPath(0, 3)).toThrow(RangeError);
  expect(() => consistencyPath(4, 3)).toThrow(RangeError);
});
