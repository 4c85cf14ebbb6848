import type { FormOf } from '@/lib/archive/public-form';
import type { RelationType, WithdrawalClass } from '@/lib/archive/vocabulary';
import type { ReadingDb } from '@/lib/db/client';
import { findForms, readForm, readForms } from './find-forms';
import { findSameHours } from './find-same-hours';
import type { StoredForm } from './stored-form';

export type Testimony = StoredForm<'testimony'>;

/** A testimony beside this one, as somebody related them. */
export interface Related {
  type: RelationType;
  /** Whether this one says it of the other (`out`), or the other of this one (`in`). */
  direction: 'out' | 'in';
  reason: FormOf<'relation'>['reason'];
  testimony: Testimony;
}

/** What stays in sight of a testimony that went. */
export interface Gone {
  state: 'withdrawn' | 'erased';
  reasonClass: WithdrawalClass;
  /** The day it went, in UTC, as `2026-11-24`. */
  day: string;
}

export interface VersionOf {
  version: number;
  digest: string;
  /** The day it was published, in UTC, as `2026-11-24`: to the minute would help to find who did it. */
  day: string;
}

export type Found =
  | {
      state: 'published';
      testimony: Testimony;
      versions: VersionOf[];
      relations: Related[];
      /** What others said about the same hours, from the other side: no verdict, and not the relations. */
      sameHours: Testimony[];
    }
  | ({ state: 'gone' } & { tombstone: Gone })
  | { state: 'never' };

/**
 * A testimony with all that its page says, what is left of one that went, or the answer that there
 * never was one. `reference` is in its true form.
 */
export async function getTestimony(db: ReadingDb, reference: string): Promise<Found> {
  const testimony = await readForm(db, 'testimony', reference);
  if (testimony === null) {
    const tombstone = await readTombstone(db, reference);
    return tombstone === null ? { state: 'never' } : { state: 'gone', tombstone };
  }
  const [versions, relations] = await Promise.all([
    readVersions(db, reference),
    readRelations(db, reference),
  ]);
  const related = new Set(relations.map((relation) => relation.testimony.key));
  const sameHours = (await findSameHours(db, testimony)).filter(({ key }) => !related.has(key));
  return { state: 'published', testimony, versions, relations, sameHours };
}

/** The tombstone of a withdrawn or erased testimony; null where there is none. */
export async function readTombstone(db: ReadingDb, reference: string): Promise<Gone | null> {
  const row = await db.tombstone.findUnique({ where: { reference } });
  if (row === null) return null;
  return {
    state: row.state === 'erased' ? 'erased' : 'withdrawn',
    reasonClass: row.reasonClass as WithdrawalClass,
    day: row.day.toISOString().slice(0, 10),
  };
}

async function readVersions(db: ReadingDb, reference: string): Promise<VersionOf[]> {
  const rows = await db.publicForm.findMany({
    where: { kind: 'testimony', key: reference, sealed: false },
    select: { version: true, digest: true, createdAt: true },
    orderBy: { version: 'desc' },
  });
  return rows.map(({ version, digest, createdAt }) => ({
    version,
    digest,
    day: createdAt.toISOString().slice(0, 10),
  }));
}

/** Relations of which both ends are public: one whose other end went would tell that it was there. */
async function readRelations(db: ReadingDb, reference: string): Promise<Related[]> {
  const [out, into] = await Promise.all([
    findForms(db, 'relation', { from: reference }),
    findForms(db, 'relation', { to: reference }),
  ]);
  const ends = [...out.map(({ form }) => form.to), ...into.map(({ form }) => form.from)];
  const others = await readForms(db, 'testimony', ends);
  return [
    ...out.map(({ form }) => ({ form, direction: 'out' as const, other: form.to })),
    ...into.map(({ form }) => ({ form, direction: 'in' as const, other: form.from })),
  ].flatMap(({ form, direction, other }) => {
    const testimony = others.get(other);
    if (testimony === undefined) return [];
    return [{ type: form.type, direction, reason: form.reason, testimony }];
  });
}
