import { type KeyObject, verify as verifySignature } from 'node:crypto';
import type { Tx } from '@/lib/db/client';
import { canonicalJson, type Json } from '../canonical-json';
import { isSignedBy, originOf, readCheckpoint } from '../checkpoint';
import { type Entry, entryOf, NO_LEAF, type RecordedEvent, writeEntry } from '../entry';
import { type Coordinate, completedBy, coordinatesOf, type Hash, headOf, leafHash } from '../merkle';
import { fingerprintOf, publicKeyOf } from '../signing-key';
import { type ProofProblem, wrong } from './problem';

const PAGE = 1_000;

/** A checkpoint that stands outside the database: its file's name and its text. */
export interface KeptCheckpoint {
  name: string;
  note: string;
}

/**
 * Reads the whole ledger in order and checks that each entry tells what its event's row tells, follows
 * the one before, and has the leaf and subtrees that are stored; that every checkpoint, in the database
 * and in `kept`, signs the head that the log then had; and that no event went without a number. Gives
 * the number of entries and checkpoints, or the first problem.
 */
export async function verifyLog(
  tx: Tx,
  kept: readonly KeptCheckpoint[],
): Promise<{ entries: number; checkpoints: number } | ProofProblem> {
  const checkpoints = await readCheckpoints(tx, kept);
  if ('what' in checkpoints) return checkpoints;
  const state = new LogState(checkpoints);
  for (let from = 0; ; from += PAGE) {
    const rows = await tx.custodyEntry.findMany({
      where: { position: { gte: from, lt: from + PAGE } },
      orderBy: { position: 'asc' },
      include: { event: true },
    });
    const nodes = await tx.custodyNode.findMany({
      where: { level: 0, index: { gte: from, lt: from + PAGE } },
      orderBy: { index: 'asc' },
    });
    for (const [offset, row] of rows.entries()) {
      const { body, commitments } = row.event;
      const event = { ...row.event, body: body as Json, commitments: commitments as Json };
      const leaf = nodes[offset]?.hash;
      const problem = state.take({ ...row, position: Number(row.position), event, node: leaf ?? null });
      if (problem) return problem;
    }
    if (rows.length < PAGE) break;
  }
  return (await state.finish(tx)) ?? { entries: state.size, checkpoints: checkpoints.length };
}

interface EntryRow {
  position: number;
  canonical: string;
  leafHash: Hash;
  event: RecordedEvent;
  node: Hash | null;
}

interface ReadCheckpointRow {
  name: string;
  size: number;
  root: Hash;
  signed: NonNullable<ReturnType<typeof readCheckpoint>>;
}

class LogState {
  size = 0;
  private previous = NO_LEAF;
  private origin: string | null = null;
  private readonly nodes = new Map<string, Hash>();
  private readonly keys: { fingerprint: string; key: KeyObject }[] = [];
  private readonly waiting: ReadCheckpointRow[];

  constructor(checkpoints: readonly ReadCheckpointRow[]) {
    this.waiting = checkpoints.toSorted((one, other) => one.size - other.size);
  }

  take(row: EntryRow): ProofProblem | null {
    const at = this.size;
    if (row.position !== at) return wrong(`is missing: entry ${row.position} stands in its place`, at);
    const entry = parse(row.canonical);
    if (!entry) return wrong('is not canonical JSON', at);
    if (entry.position !== at) return wrong(`says that it is entry ${entry.position}`, at);
    if (entry.previous !== this.previous) return wrong('does not follow the entry before it', at);
    const leaf = leafHash(row.canonical);
    if (!same(leaf, row.leafHash)) return wrong('has another leaf hash than its text gives', at);
    if (!row.node || !same(leaf, row.node))
      return wrong('has another leaf in the tree than its text gives', at);
    const told = writeEntry(entryOf(row.event, at, this.previous, entry.blind ?? null));
    if (told !== row.canonical) return wrong('says something else than its event’s row', at);
    if ((entry.blind === undefined) !== row.event.public)
      return wrong('is public where its event is not', at);
    this.grow(at, leaf);
    this.previous = Buffer.from(leaf).toString('hex');
    this.origin ??= originOf(leaf);
    this.size += 1;
    return this.adopt(entry, at) ?? this.checkCheckpoints();
  }

  /** Keeps the largest full subtrees alone: however long the log, they are a few dozen. */
  private grow(at: number, leaf: Hash): void {
    const completed = completedBy(at, leaf, this.read);
    for (const { level, index } of completed.slice(0, -1)) this.nodes.delete(`${level}/${index - 1}`);
    const largest = completed.at(-1)!;
    this.nodes.set(nameOf(largest), largest.hash);
  }

  private readonly read = (at: Coordinate): Hash => this.nodes.get(nameOf(at))!;

  private adopt(entry: Entry, at: number): ProofProblem | null {
    if (entry.type !== 'key-adopted') return null;
    const { publicKey, fingerprint, previousFingerprint, endorsement } = entry.body as Record<string, string>;
    const raw = Buffer.from(publicKey ?? '', 'base64');
    if (raw.length !== 32 || fingerprintOf(raw) !== fingerprint)
      return wrong('adopts a key under a wrong fingerprint', at);
    if (endorsement !== undefined) {
      const before = this.keys.find((known) => known.fingerprint === previousFingerprint)?.key;
      const text = Buffer.from(`sawt/key/1\n${this.origin}\n${publicKey}\n`);
      if (!before || !verifySignature(null, text, before, Buffer.from(endorsement, 'base64'))) {
        return wrong('adopts a key on the word of one that did not give it', at);
      }
    }
    this.keys.push({ fingerprint, key: publicKeyOf(raw) });
    return null;
  }

  private checkCheckpoints(): ProofProblem | null {
    while (this.waiting[0]?.size === this.size) {
      const { name, root, signed } = this.waiting.shift()!;
      const head = headOf({ start: 0, end: this.size }, this.read);
      if (signed.origin !== this.origin) return wrong(`${name} is of another log`);
      if (!same(root, head)) {
        return wrong(`or one before it is not as ${name} has it signed`, this.size - 1);
      }
      if (!this.keys.some(({ key }) => isSignedBy(signed, key))) {
        return wrong(`${name} is not signed by any key that the log had adopted`);
      }
    }
    return null;
  }

  async finish(tx: Tx): Promise<ProofProblem | null> {
    const missing = this.waiting[0];
    if (missing) return wrong(`is missing: ${missing.name} counts ${missing.size} entries`, this.size);
    // Below the checkpoints stand the stored subtrees, from which proofs are made.
    for (const { level, index } of coordinatesOf({ start: 0, end: this.size })) {
      const row = await tx.custodyNode.findUnique({ where: { level_index: { level, index } } });
      if (!row || !same(row.hash, this.read({ level, index }))) {
        return wrong(`the stored subtree ${level}/${index} is not that of the entries`);
      }
    }
    const [lost] = await tx.$queryRaw<{ type: string; kind: string }[]>`
      SELECT event.type, event.subject_kind AS kind FROM custody_event event
      WHERE NOT EXISTS (SELECT 1 FROM custody_entry entry WHERE entry.event_id = event.id)
        AND NOT EXISTS (SELECT 1 FROM custody_pending pending WHERE pending.event_id = event.id) LIMIT 1`;
    return lost ? wrong(`an event (${lost.type}, ${lost.kind}) has no number and waits for none`) : null;
  }
}

async function readCheckpoints(
  tx: Tx,
  kept: readonly KeptCheckpoint[],
): Promise<ReadCheckpointRow[] | ProofProblem> {
  const rows = await tx.checkpoint.findMany({ orderBy: { size: 'asc' } });
  const stored = rows.map(({ size, rootHash, note }) => ({
    name: `the checkpoint of ${size} entries`,
    note,
    row: { size: Number(size), root: rootHash },
  }));
  const read: ReadCheckpointRow[] = [];
  for (const { name, note, row } of [...stored, ...kept.map((one) => ({ ...one, row: null }))]) {
    const signed = readCheckpoint(note);
    if (!signed) return wrong(`${name} is not a signed checkpoint`);
    const { size, root } = row ?? signed;
    if (size !== signed.size || !same(root, signed.root))
      return wrong(`${name} says something else than its row`);
    read.push({ name, size, root, signed });
  }
  return read;
}

function parse(canonical: string): Entry | null {
  try {
    const entry = JSON.parse(canonical);
    return canonicalJson(entry) === canonical ? entry : null;
  } catch {
    return null;
  }
}

function nameOf({ level, index }: Coordinate): string {
  return `${level}/${index}`;
}

function same(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}
