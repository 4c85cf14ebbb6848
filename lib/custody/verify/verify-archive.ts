import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db/generated/client';
import { type ProofProblem, wrong } from './problem';
import { verifyCommitments } from './verify-commitments';
import { type KeptCheckpoint, verifyLog } from './verify-log';

export interface Verified {
  entries: number;
  checkpoints: number;
  /** Archived originals whose bytes open their commitment. */
  originals: number;
  /** Versions of public forms whose content opens their commitment. */
  forms: number;
}

/** Compares the search index with the database: null when they agree, else what does not. */
export type CheckIndex = () => Promise<string | null>;

const LONGEST = 4 * 60 * 60 * 1000;

/**
 * Checks the whole archive in one snapshot: the ledger and its tree, every checkpoint (also those in
 * `checkpoints`, the folder that the operator may keep elsewhere), every commitment against what is
 * held, and the search index through `checkIndex`. Changes nothing. Gives counts, or the first thing wrong.
 */
export async function verifyArchive(
  context: Pick<Context, 'db'>,
  checkpoints: string,
  checkIndex: CheckIndex | null,
): Promise<({ ok: true } & Verified) | ({ ok: false } & ProofProblem)> {
  const kept = await keptCheckpoints(checkpoints);
  const outcome = await context.db.$transaction(
    async (tx) => {
      const log = await verifyLog(tx, kept);
      if ('what' in log) return log;
      const commitments = await verifyCommitments(tx);
      return 'what' in commitments ? commitments : { ...log, ...commitments };
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: LONGEST, maxWait: 10_000 },
  );
  if ('what' in outcome) return { ok: false, ...outcome };
  const index = checkIndex === null ? null : await checkIndex();
  return index === null ? { ok: true, ...outcome } : { ok: false, ...wrong(index) };
}

async function keptCheckpoints(folder: string): Promise<KeptCheckpoint[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(
    names
      .filter((name) => /^checkpoint.*\.txt$/.test(name))
      .map(async (name) => ({ name, note: await readFile(path.join(folder, name), 'utf8') })),
  );
}
