import type pg from 'pg';
import type { Rebuild } from '../engine';
import { createIndexes, createTables, dropTables, TABLES } from './postgres-tables';
import { tallyNextGeneration } from './postgres-tally';
import { appendRecords, countNextGeneration } from './postgres-write';

/** Builds an index beside the one in use, and puts it in its place in one transaction. */
export async function startRebuild(pool: pg.Pool): Promise<Rebuild> {
  await pool.query(`${dropTables('next_')}; ${createTables('next_')}`);
  return {
    write: async (documents) => {
      const client = await pool.connect();
      try {
        await appendRecords(client, documents);
      } finally {
        client.release();
      }
    },
    remove: async (references) => {
      await pool.query('DELETE FROM search.next_document WHERE reference = ANY($1)', [references]);
    },
    commit: async () => {
      const client = await pool.connect();
      try {
        await client.query(`SET maintenance_work_mem = '256MB'`);
        await client.query(createIndexes('next_'));
        await client.query('BEGIN');
        await client.query("SELECT pg_advisory_xact_lock(hashtext('sawt search write'))");
        await countNextGeneration(client);
        await client.query('ANALYZE search.next_document, search.next_bundle, search.next_word');
        await tallyNextGeneration(client);
        await client.query(dropTables(''));
        for (const table of TABLES) {
          await client.query(`ALTER TABLE search.next_${table} RENAME TO ${table}`);
        }
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        await client.query('RESET maintenance_work_mem').catch(() => {});
        client.release();
      }
    },
    abandon: async () => {
      await pool.query(dropTables('next_'));
    },
  };
}
