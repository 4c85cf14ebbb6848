import { createHash } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import { madeUpArchive } from '@/lib/search/testing/corpus';

const COLUMNS = 'kind, key, version, form, digest, revision, earliest, latest';
const NAMED = { person: 'speaker', account: 'account', event: 'event', place: 'place', source: 'source' };

/**
 * Puts `size` made-up testimonies, and what they name, on an empty shelf: one COPY, indexes after it,
 * and without triggers (as a superuser), since a million rows of the outbox would measure something else.
 */
export async function fillShelf(superUrl: string, size: number, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off');
    const indexes = await indexesOf(client);
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    const stream = client.query(copyFrom(`COPY public_form (${COLUMNS}) FROM STDIN`));
    const failed = new Promise<never>((_, reject) => stream.on('error', reject));
    const names = new Map<string, unknown>();
    let lines = '';
    const send = async () => {
      if (!stream.write(lines)) await Promise.race([once(stream, 'drain'), failed]);
      lines = '';
    };
    let loaded = 0;
    for (const form of madeUpArchive(size)) {
      lines += rowOf('testimony', form.reference, form, form.date.earliest, form.date.latest);
      const named = [form.speaker, form.account, ...form.events, ...form.places];
      for (const one of named) if (one) names.set(one.slug, one.name);
      for (const { slug, label } of form.sources) names.set(slug, label);
      loaded += 1;
      if (lines.length > 1 << 20) await send();
      if (loaded % 100_000 === 0) say(`${loaded} posts made`);
    }
    for (const [kind, begins] of Object.entries(NAMED)) {
      for (const [slug, name] of names) {
        if (slug.startsWith(`${begins}-`)) lines += rowOf(kind, slug, { form: kind, slug, name }, null, null);
      }
    }
    await send();
    await Promise.race([new Promise<void>((resolve) => stream.end(() => resolve())), failed]);
    await client.query("SET maintenance_work_mem = '512MB'");
    for (const { definition } of indexes) await client.query(definition);
    // As if a publication had counted up: else the index would take every record for one changed meanwhile.
    await client.query('UPDATE publication_revision SET revision = 1');
    await client.query('VACUUM (ANALYZE) public_form');
  } finally {
    await client.end();
  }
}

/** Indexes that may wait until the rows are there: all but the one of the primary key. */
async function indexesOf(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = 'public_form'::regclass AND NOT indisprimary`,
  );
  return rows;
}

/** A line of COPY's text format. */
function rowOf(kind: string, key: string, form: object, earliest: string | null, latest: string | null) {
  const digest = createHash('sha256')
    .update(canonicalJson(form as Json))
    .digest('hex');
  const json = JSON.stringify(form).replaceAll('\\', '\\\\');
  return `${kind}\t${key}\t1\t${json}\t${digest}\t1\t${earliest ?? '\\N'}\t${latest ?? '\\N'}\n`;
}
