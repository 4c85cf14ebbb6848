import type { SystemActor } from '@/lib/access/actor';
import { type Context, liveContext } from '@/lib/context';
import { type Connections, connect } from '@/lib/db/client';
import { migrateDatabase, openDatabase } from '@/lib/db/open-archive';
import { readEnv } from '@/lib/env';
import { printRefusal } from './print';

/** Whoever has a shell on the machine. Where two people are needed, the command names them. */
export const OPERATOR: SystemActor = { type: 'system', name: 'operator' };

/**
 * Opens the archive that the settings name (starting the embedded PostgreSQL when it does not run, and
 * stopping it after), does `work`, and sets the exit code: what `work` gives, or 1 when the archive cannot
 * be opened. Every command that needs the database goes through here.
 */
export async function withArchive(
  options: { json?: boolean },
  work: (context: Context, connections: Connections) => Promise<number>,
): Promise<void> {
  const env = readEnv();
  if (!env.ok) return fail(options, env);
  const opened = await openDatabase(env.value);
  if (!opened.ok) return fail(options, opened);
  const database = opened.value;
  try {
    const migrated = await migrateDatabase(database);
    if (!migrated.ok) return fail(options, migrated);
    const connections = connect(database.urls, 4);
    try {
      process.exitCode = await work(liveContext(connections), connections);
    } finally {
      await connections.close();
    }
  } finally {
    await database.release();
  }
}

function fail(options: { json?: boolean }, refusal: { reason: string; message: string }): void {
  process.exitCode = printRefusal(options, refusal);
}
