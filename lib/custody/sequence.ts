import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { entryOf, NO_LEAF, type RecordedEvent, writeEntry } from './entry';
import { beginLedger } from './genesis';
import { type Coordinate, completedBy, coordinatesOf, type Hash, leafHash } from './merkle';

/** One sequencer at a time over the whole database. The number only has to be nobody else's. */
const SEQUENCER_LOCK = 7_245_001n;

/**
 * Numbers events that wait, oldest transaction first, and chains each to the one before; at most
 * `limit` at once. Gives how many it numbered: 0 when none waits or another process is at it. Writers
 * never wait for it: it passes by what is still in an open transaction and numbers nothing that could
 * have come after.
 */
export async function sequenceEvents(context: Pick<Context, 'db' | 'random'>, limit = 500): Promise<number> {
  return inTransaction(context.db, async (tx) => {
    const [lock] = await tx.$queryRaw<[{ held: boolean }]>`
      SELECT pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) AS held`;
    if (!lock.held) return 0;
    const last =
      (await tx.custodyEntry.findFirst({ orderBy: { position: 'desc' } })) ?? (await begin(tx, context));
    const events = await waitingEvents(tx, limit);
    if (events.length > 0) await append(tx, events, Number(last.position) + 1, last.leafHash, context.random);
    return events.length;
  });
}

/** Numbers everything that can be numbered now. Gives how many events that were. */
export async function sequenceAll(context: Pick<Context, 'db' | 'random'>): Promise<number> {
  let total = 0;
  for (;;) {
    const numbered = await sequenceEvents(context);
    total += numbered;
    if (numbered === 0) return total;
  }
}

// Every transaction below xmin has ended, so no event with a smaller number can still appear. A number
// at or above xmax cannot be of this server: the database was copied here from another one.
async function waitingEvents(tx: Tx, limit: number): Promise<RecordedEvent[]> {
  return tx.$queryRaw<RecordedEvent[]>`
    SELECT event.id, event.type, event.subject_kind AS "subjectKind", event.subject_key AS "subjectKey",
      event.role, event.body, event.commitments, event.public, event.created_at AS "createdAt"
    FROM custody_pending pending JOIN custody_event event ON event.id = pending.event_id
    WHERE pending.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      OR pending.txid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    ORDER BY pending.txid, pending.sequence LIMIT ${limit}`;
}

async function begin(tx: Tx, { random }: Pick<Context, 'random'>) {
  const event = await beginLedger(tx, random);
  await append(tx, [event], 0, null, random);
  return tx.custodyEntry.findUniqueOrThrow({ where: { position: 0 } });
}

async function append(
  tx: Tx,
  events: RecordedEvent[],
  first: number,
  lastLeaf: Hash | null,
  random: Context['random'],
): Promise<void> {
  const nodes = await readNodes(tx, coordinatesOf({ start: 0, end: first }));
  const grown: (Coordinate & { hash: Hash })[] = [];
  let previous = lastLeaf === null ? NO_LEAF : Buffer.from(lastLeaf).toString('hex');
  const entries = events.map((event, offset) => {
    const position = first + offset;
    const canonical = writeEntry(entryOf(event, position, previous, blindFor(event, random)));
    const leaf = leafHash(canonical);
    for (const node of completedBy(position, leaf, (at) => nodes.get(`${at.level}/${at.index}`)!)) {
      nodes.set(`${node.level}/${node.index}`, node.hash);
      grown.push(node);
    }
    previous = Buffer.from(leaf).toString('hex');
    return { position, eventId: event.id, canonical, leafHash: Uint8Array.from(leaf) };
  });
  await tx.custodyEntry.createMany({ data: entries });
  await tx.custodyNode.createMany({
    data: grown.map(({ level, index, hash }) => ({ level, index, hash: Uint8Array.from(hash) })),
  });
  await tx.custodyPending.deleteMany({ where: { eventId: { in: events.map(({ id }) => id) } } });
}

function blindFor(event: RecordedEvent, random: Context['random']): string | null {
  return event.public ? null : Buffer.from(random(32)).toString('hex');
}

async function readNodes(tx: Tx, coordinates: readonly Coordinate[]): Promise<Map<string, Hash>> {
  const rows = await tx.custodyNode.findMany({
    where: { OR: coordinates.map(({ level, index }) => ({ level, index })) },
  });
  return new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
}
