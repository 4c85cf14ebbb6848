import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { originOf, signCheckpoint } from './checkpoint';
import { coordinatesOf, type Hash, headOf } from './merkle';
import { recordEvent } from './record-event';
import { sequenceAll } from './sequence';
import { rawPublicKey, type SigningKey } from './signing-key';

const WORKER: Actor = { type: 'system', name: 'worker' };

export interface MadeCheckpoint {
  size: number;
  /** The signed note, as it also stands in the file. */
  note: string;
}

/**
 * Numbers what waits and signs the log's head as it then is. A head that is signed already is not
 * signed again, so that a restored archive appends nothing by being looked at. The note is also
 * written into `folder` (`checkpoint-<size>.txt`, and the newest as `checkpoint.txt`), from where an
 * operator carries it away. Null when nothing is numbered yet, or not the key's own entry, because
 * another process is at it or an older transaction is still open: ask again. Throws when the file
 * cannot be written, and when the key is one that was rotated away.
 */
export async function makeCheckpoint(
  context: Pick<Context, 'db' | 'random'>,
  key: SigningKey,
  folder: string,
): Promise<MadeCheckpoint | null> {
  await sequenceAll(context);
  if ((await context.db.custodyEntry.count()) === 0) return null;
  const made = (await signedHead(context.db)) ?? (await signHead(context, key));
  if (made) writeNote(folder, made);
  return made;
}

async function lastSize(db: Context['db']): Promise<number> {
  const last = await db.custodyEntry.findFirstOrThrow({ orderBy: { position: 'desc' } });
  return Number(last.position) + 1;
}

/** The checkpoint of the log as it is now, when there is one. */
async function signedHead(db: Context['db']): Promise<MadeCheckpoint | null> {
  const size = await lastSize(db);
  const known = await db.checkpoint.findUnique({ where: { size } });
  return known && { size, note: known.note };
}

async function signHead(
  context: Pick<Context, 'db' | 'random'>,
  key: SigningKey,
): Promise<MadeCheckpoint | null> {
  const { db } = context;
  if ((await lastAdoptedKey(db)) !== key.fingerprint) {
    if (await wasAdopted(db, key.fingerprint)) throw new RetiredKey(key.fingerprint);
    await adoptKey(context, key);
  }
  await sequenceAll(context);
  if ((await lastAdoptedKey(db, true)) !== key.fingerprint) return null;
  const size = await lastSize(db);
  const root = await headAt(db, size);
  const first = await db.custodyEntry.findUniqueOrThrow({ where: { position: 0 } });
  const checkpoint = { origin: originOf(first.leafHash), size, root };
  const note = signCheckpoint(checkpoint, key.privateKey, key.publicKey);
  const row = { size, note, rootHash: Uint8Array.from(root), keyId: key.fingerprint };
  // Another process may have signed the same head in the meantime: then its note is the one that counts.
  await db.checkpoint.createMany({ data: [row], skipDuplicates: true });
  return { size, note: (await db.checkpoint.findUniqueOrThrow({ where: { size } })).note };
}

/** The head of the log when it had `size` entries, from its stored subtrees. */
export async function headAt(db: Pick<Context['db'], 'custodyNode'>, size: number): Promise<Hash> {
  const wanted = coordinatesOf({ start: 0, end: size });
  const rows = await db.custodyNode.findMany({
    where: { OR: wanted.map(({ level, index }) => ({ level, index })) },
  });
  const nodes = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return headOf({ start: 0, end: size }, ({ level, index }) => nodes.get(`${level}/${index}`)!);
}

/**
 * A key that was rotated away is asked to sign: by a process that still holds it, say. It may have been
 * rotated because it was stolen, so that the log must never turn back to it.
 */
class RetiredKey extends Error {
  override readonly name = 'RetiredKey';
  constructor(fingerprint: string) {
    super(
      `The signing key ${fingerprint} was retired: start again what still holds it, or put another in its place.`,
    );
  }
}

async function wasAdopted(db: Context['db'], fingerprint: string): Promise<boolean> {
  const where = { type: 'key-adopted', body: { path: ['fingerprint'], equals: fingerprint } } as const;
  return (await db.custodyEvent.count({ where })) > 0;
}

/** The fingerprint of the key that signs by the log's own word; `numbered` asks for entries alone. */
async function lastAdoptedKey(db: Context['db'], numbered = false): Promise<string | null> {
  const event = await db.custodyEvent.findFirst({
    where: { type: 'key-adopted', ...(numbered ? { entry: { isNot: null } } : {}) },
    orderBy: { createdAt: 'desc' },
    select: { body: true },
  });
  const body = event?.body as { fingerprint?: string } | undefined;
  return body?.fingerprint ?? null;
}

/**
 * Records that `key` signs from here on. `endorse` is the key before it: with its word, a reader who
 * knows only the old fingerprint may follow to the new one.
 */
export async function adoptKey(
  context: Pick<Context, 'db' | 'random'>,
  key: SigningKey,
  endorse?: (text: string) => string,
): Promise<void> {
  const publicKey = Buffer.from(rawPublicKey(key.publicKey)).toString('base64');
  const previousFingerprint = await lastAdoptedKey(context.db);
  const first = await context.db.custodyEntry.findUniqueOrThrow({ where: { position: 0 } });
  const body = {
    fingerprint: key.fingerprint,
    publicKey,
    ...(previousFingerprint === null ? {} : { previousFingerprint }),
    ...(endorse ? { endorsement: endorse(`sawt/key/1\n${originOf(first.leafHash)}\n${publicKey}\n`) } : {}),
  };
  const event = {
    type: 'key-adopted',
    subject: { kind: 'archive', key: 'log' },
    body,
    public: true,
  } as const;
  await inTransaction(context.db, (tx) => recordEvent(tx, WORKER, event, context.random));
}

// Whole or not at all: a checkpoint cut short by a full disk would look like a forged one.
function writeNote(folder: string, { size, note }: MadeCheckpoint): void {
  mkdirSync(folder, { recursive: true });
  for (const name of [`checkpoint-${size}.txt`, 'checkpoint.txt']) {
    const draft = join(folder, `.${name}.${process.pid}`);
    writeFileSync(draft, note, { flush: true });
    renameSync(draft, join(folder, name));
  }
}
