import { liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import { migrateDatabase, type OpenDatabase } from '@/lib/db/open-archive';
import type { Env } from '@/lib/env';
import { createFirstAdministrator } from '@/lib/people/create-first-administrator';
import { foundArchive } from '@/lib/publication/found-archive';
import { replayErasures } from '@/lib/publication/replay-erasures';
import { custodyFiles } from '../operator/custody-files';
import { orRefuse, step } from './steps';

/**
 * Makes the database ready to be served: migrations, erasures that a restored backup brought back, the
 * founding corpus in an empty archive, a first administrator where there is none. Gives the words that
 * tell the administrator's sign-in, shown once, or null. Harmless when all is done already.
 */
export async function prepareArchive(env: Env, database: OpenDatabase): Promise<string | null> {
  const applied = await step('migrations', async () => orRefuse(await migrateDatabase(database)));
  if (applied.length > 0) console.log(`    applied ${applied.join(', ')}`);

  const connections = connect(database.urls, 4);
  const context = liveContext(connections);
  try {
    // Before anything is served: a backup that was restored may have brought back what was erased.
    const again = await step('erasures', async () =>
      orRefuse(await replayErasures(custodyFiles(env).erasures, context)),
    );
    if (again > 0) console.log(`    ${again} erased again`);
    const founded = await step('founding corpus', async () => orRefuse(await foundArchive(context)));
    if (founded > 0) console.log(`    ${founded} records, each with its source`);
    const administrator = await createFirstAdministrator(context);
    if (!administrator.ok) return null;
    const { name, password } = administrator.value;
    return `An administrator was made. This is shown once:   Name: ${name}   Password: ${password}
The first sign-in sets up a second factor: have an authenticator app at hand.`;
  } finally {
    await connections.close();
  }
}
