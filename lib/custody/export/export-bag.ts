import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Result } from '@/lib/result';
import { originOf } from '../checkpoint';
import type { SigningKey } from '../signing-key';
import { type Sink, writeBag } from './bag';
import { bundleFiles } from './bundle-files';
import { readSnapshot } from './read-snapshot';
import { wholeFiles } from './whole-files';

/** Where the archive keeps its signing key and writes its checkpoints. */
export interface Keeping {
  key: SigningKey;
  checkpoints: string;
}

/**
 * Writes the public archive as a bag that verifies itself: the public form alone, with the log and its
 * proof. Gives the size of the log at the moment that the bag shows. Refuses with `busy`.
 */
export function exportPublicBag(
  context: Pick<Context, 'db' | 'random'>,
  keeping: Keeping,
  sink: Sink,
): Promise<Result<number>> {
  return readSnapshot(context, keeping.key, keeping.checkpoints, async (tx, size) => {
    await writeBag(bundleFiles(tx, size), await bagInfo(tx, size, 'public'), sink);
    return size;
  });
}

/**
 * Writes a whole copy of the archive into `sink`, which must be a sealed one: everything that the
 * database holds, private rows with the others. Gives the size of the log at that moment. Refuses
 * whoever may not have all of it, and with `busy`.
 */
export async function exportWholeBag(
  actor: Actor,
  context: Pick<Context, 'db' | 'random'>,
  keeping: Keeping,
  sink: Sink,
): Promise<Result<number>> {
  const grant = authorize(actor, 'export.all');
  if (!grant.ok) return grant;
  return readSnapshot(context, keeping.key, keeping.checkpoints, async (tx, size) => {
    await writeBag(wholeFiles(tx, size), await bagInfo(tx, size, 'all'), sink);
    return size;
  });
}

/** Bag-info: all of it follows from the log itself, so that the same archive gives the same bag. */
export async function bagInfo(
  tx: Tx,
  size: number,
  audience: 'public' | 'all',
): Promise<Record<string, string>> {
  const first = await tx.custodyEntry.findUniqueOrThrow({ where: { position: 0 } });
  const last = await tx.custodyEntry.findUniqueOrThrow({ where: { position: size - 1 } });
  return {
    'External-Identifier': originOf(first.leafHash),
    'External-Description': 'An archive of testimony, with the log that proves its history',
    'Bagging-Date': JSON.parse(last.canonical).day,
    'Sawt-Audience': audience,
    'Sawt-Log-Size': String(size),
  };
}
