import { inject } from 'vitest';
import { type Context, liveContext } from '@/lib/context';
import { type Connections, connect } from '../client';
import type { DatabaseUrls } from '../roles';
import { attachScratchPostgres, type ScratchPostgres } from './scratch-postgres';

export interface TestDatabase extends Connections {
  urls: DatabaseUrls;
  superUrl: string;
  context: Context;
}

/**
 * A migrated, empty database for one test file, with both roles connected. Call in beforeAll, and
 * `close` in afterAll.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const postgres = testPostgres();
  const name = await postgres.createDatabase(inject('postgres').template);
  const urls = postgres.urls(name);
  const connections = connect(urls, 5);
  return {
    ...connections,
    urls,
    superUrl: postgres.superUrl(name),
    context: liveContext(connections),
    close: async () => {
      await connections.close();
      await postgres.dropDatabase(name);
    },
  };
}

/** The run's PostgreSQL itself, for tests of migrations and roles. */
export function testPostgres(): ScratchPostgres {
  const { superUrl, passwords } = inject('postgres');
  return attachScratchPostgres(superUrl, passwords);
}
