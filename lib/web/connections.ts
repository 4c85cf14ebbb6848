import { type Connections, connect } from '@/lib/db/client';
import { env } from '@/lib/env';

const KEY = Symbol.for('sawt.connections');
const shared = globalThis as { [KEY]?: Connections };

/**
 * This process's connections to the database, opened at the first call. Next bundles pages apart from
 * the server that runs them, so the one instance hangs on the global object. Throws when the process
 * was started without both roles' addresses, which `npm start` hands on.
 */
export function connections(): Connections {
  if (shared[KEY] === undefined) {
    const { DATABASE_URL: app, DATABASE_URL_READING: reading } = env();
    if (app === undefined || reading === undefined) {
      throw new Error('The web server needs DATABASE_URL and DATABASE_URL_READING: start it with npm start.');
    }
    shared[KEY] = connect({ app, reading });
  }
  return shared[KEY];
}
