import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readDatamodel, readMigrations, SCHEMA_FILTER } from '@/lib/db/migrations/history';
import { withSchemaEngine } from '@/lib/db/migrations/schema-engine';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';

/**
 * `npm run migration -- NAME`: writes what is between the migrations and schema.prisma into a new
 * migration folder, against a database of its own. Grants, triggers and row rules are then added to
 * the file by hand: Prisma does not know them.
 */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration -- NAME   (small letters, digits and _)');
  process.exit(2);
}
const postgres = await startScratchPostgres();
try {
  const datamodel = await readDatamodel();
  const { stdout } = await withSchemaEngine(
    postgres.ownerUrl(await postgres.createDatabase()),
    datamodel,
    async (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...(await readMigrations()) },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: datamodel }] },
        script: true,
        exitCode: null,
        filters: SCHEMA_FILTER,
      }),
  );
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join('prisma', 'migrations', `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'migration.sql'), stdout ?? '');
  console.log(`Wrote ${folder}/migration.sql`);
} finally {
  await postgres.stop();
}
process.exit(0);
