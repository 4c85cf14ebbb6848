import pg from 'pg';

/**
 * Puts `size` waiting items into the queue, in one accession of a hundred for each: of a few platforms
 * and languages and many people, one in fifty returned, one in a hundred escalated or quarantined, each
 * with a record of an ordinary post's length. The same rows every time. Then it does, as the tables'
 * owner at `ownerUrl`, what PostgreSQL does by itself within a minute: VACUUM.
 */
export async function fillQueue(ownerUrl: string, size: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  await pool.query(
    `INSERT INTO accession (id, slug, format, file_name, file_digest, imported_by, state)
     SELECT gen_random_uuid(), 'bulk-' || n, 'sawt/1', 'bulk.jsonl', md5(n::text), 'test', 'finished'
     FROM generate_series(1, greatest(1, $1::int / 100)) n`,
    [size],
  );
  await pool.query(
    `INSERT INTO staged_item (id, accession_id, position, record_kind, proposal, state, platform, lang,
                              speaker_name, minor, risk, suggestions, created_at)
     SELECT uuidv7(make_interval(secs => n - $1::int)), a.id, n, 'testimony',
       jsonb_build_object('text', 'Post number ' || n || '. ' || repeat('The bakery opened again, and people stood in line from four o’clock on. ', 4),
         'speaker', 'Person ' || n % 5000, 'lang', CASE WHEN n % 3 = 0 THEN 'en' ELSE 'ar' END, 'date', '2016-12-' || lpad((1 + n % 28)::text, 2, '0')),
       CASE WHEN n % 50 = 0 THEN 'returned' WHEN n % 101 = 0 THEN 'escalated' WHEN n % 103 = 0 THEN 'quarantined' ELSE 'waiting' END,
       (ARRAY['twitter', 'facebook', 'youtube', 'telegram'])[1 + n % 4], CASE WHEN n % 3 = 0 THEN 'en' ELSE 'ar' END,
       'Person ' || n % 5000, CASE n % 7 WHEN 0 THEN true WHEN 1 THEN false END, CASE n % 11 WHEN 0 THEN 'high' WHEN 1 THEN 'ordinary' END,
       '[{"code": "dialect", "level": "warn", "why": "It reads like Aleppo."}]'::jsonb,
       now() - make_interval(secs => ($1::int - n) * 60)
     FROM generate_series(1, $1::int) n JOIN accession a ON a.slug = 'bulk-' || 1 + (n - 1) / 100`,
    [size],
  );
  await pool.query('VACUUM ANALYZE staged_item');
  await pool.end();
}
