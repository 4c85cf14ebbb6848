import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';

const PRISMA = path.resolve('prisma');

/** Prisma manages the tables of the `public` schema and nothing else: the search tables are not its business. */
export const SCHEMA_FILTER = { externalTables: [], externalEnums: [] };

/** The text of schema.prisma. */
export function readDatamodel(): Promise<string> {
  return readFile(path.join(PRISMA, 'schema.prisma'), 'utf8');
}

/** The migrations on disk, oldest first, in the shape that the schema engine takes. */
export async function readMigrations(directory = path.join(PRISMA, 'migrations')): Promise<MigrationList> {
  const names = (await readdir(directory, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: directory,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(directory, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(directory, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
