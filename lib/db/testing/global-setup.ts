import type { TestProject } from 'vitest/node';
import { migrate } from '../migrations/migrate';
import { startScratchPostgres } from './scratch-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      superUrl: string;
      passwords: { owner: string; app: string; reading: string };
      template: string;
    };
  }
}

/** One real PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startScratchPostgres();
  const template = await postgres.createDatabase();
  const migrated = await migrate(postgres.ownerUrl(template));
  if (!migrated.ok) throw new Error(migrated.message);
  project.provide('postgres', {
    superUrl: postgres.superUrl('postgres'),
    passwords: postgres.secrets,
    template,
  });
  return () => postgres.stop();
}
