import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import { exportPublicBag } from '@/lib/custody/export/export-bag';
import { openFolderSink } from '@/lib/custody/export/folder-sink';
import { makeCheckpoint } from '@/lib/custody/make-checkpoint';
import { folderFiles } from '@/lib/custody/offline-verifier.mjs';
import { makeKeeping } from '@/lib/custody/testing/publish-form';
import { verifyArchive } from '@/lib/custody/verify/verify-archive';
import { openTestDatabase } from '@/lib/db/testing/database';
import { makeActor } from './people';
import { importRecord, publishRecord } from './publish-record';

/**
 * An archive of one test file's own, closed after it: a database, a folder with a key, and people of these roles.
 * Call it once at the top of the file.
 */
export async function openHouse<Name extends string>(roles: Record<Name, Role>) {
  const database = await openTestDatabase();
  afterAll(() => database.close());
  const { context } = database;
  const keeping = makeKeeping();
  const people: Partial<Record<Name, UserActor>> = {};
  for (const name of Object.keys(roles) as Name[]) people[name] = await makeActor(context, name, roles[name]);

  return {
    database,
    context,
    keeping,
    people: people as Record<Name, UserActor>,
    /** Imports one `sawt/1` record, custody and all; it waits. */
    bring: (actor: UserActor, record: Record<string, unknown>) =>
      importRecord(actor, record, keeping.folder, context),
    /** Imports one record and accepts it; gives its reference. */
    publish: (actor: UserActor, record: { text: string; [field: string]: unknown }) =>
      publishRecord(actor, record, keeping.folder, context),
    /** Makes a checkpoint, and verifies the archive against all of them. */
    verify: async () => {
      await makeCheckpoint(context, keeping.key, keeping.checkpoints);
      return verifyArchive(context, keeping.checkpoints, null);
    },
    /** The public bag, exported into a folder of this name. */
    exportBag: async (name: string): Promise<ReturnType<typeof folderFiles>> => {
      const folder = join(keeping.folder, name);
      const sink = await openFolderSink(folder);
      if (!sink.ok) throw new Error(sink.message);
      const done = await exportPublicBag(context, keeping, sink.value);
      if (!done.ok) throw new Error(done.message);
      return folderFiles(folder);
    },
  };
}
