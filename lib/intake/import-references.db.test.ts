import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CopyRows } from '@/lib/db/copy-rows';
import { sendRows } from '@/lib/db/send-rows';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';

const ACCESSION = '0193a000-0000-7000-8000-000000000001';
const ORIGINAL = '0193a000-0000-7000-8000-000000000002';
const ITEM = '0193a000-0000-7000-8000-000000000003';
const NOBODY = '0193a000-0000-7000-8000-00000000ffff';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await asApp(`INSERT INTO accession (id, slug, format, file_name, file_digest, imported_by)
    VALUES ('${ACCESSION}', 'a', 'sawt', 'f', 'd', 'anna')`);
  await original(ORIGINAL, ACCESSION);
  await item(ITEM, ACCESSION, ORIGINAL);
});
afterAll(() => database.close());

const asApp = (statement: string) => database.appPool.query(statement);
const original = (id: string, accession: string) =>
  asApp(`INSERT INTO archived_original (id, accession_id, make, media_type, bytes, digest, position)
    VALUES ('${id}', '${accession}', 'submitted-row', 'text/plain', 'x', 'x', 1)`);
const item = (id: string, accession: string, of: string, position = 1) =>
  asApp(`INSERT INTO staged_item (id, accession_id, original_id, position, record_kind, proposal)
    VALUES ('${id}', '${accession}', '${of}', ${position}, 'testimony', '{}')`);

it('lets no original or item in that names what is not there, by INSERT or by COPY', async () => {
  await expect(original(NOBODY, NOBODY)).rejects.toMatchObject({ code: '23503' });
  await expect(item(NOBODY, NOBODY, ORIGINAL)).rejects.toMatchObject({ code: '23503' });
  await expect(item(NOBODY, ACCESSION, NOBODY, 2)).rejects.toMatchObject({ code: '23503' });
  const rows = new CopyRows('archived_original', [
    'id',
    'accession_id',
    'make',
    'media_type',
    'bytes',
    'digest',
    'position',
  ]);
  for (const [id, accession] of [
    [ITEM, ACCESSION],
    [NOBODY, NOBODY],
  ] as const) {
    rows.row().uuid(id).uuid(accession).text('m').text('t').bytes(Buffer.from('x')).text('d').int8(1);
  }
  const client = await database.appPool.connect();
  await expect(sendRows(client, [rows])).rejects.toMatchObject({ code: '23503' });
  client.release();
});

it('lets an item go to no other accession and no other original', async () => {
  await expect(asApp(`UPDATE staged_item SET accession_id = '${NOBODY}'`)).rejects.toMatchObject({
    code: '23503',
  });
  await expect(asApp(`UPDATE staged_item SET original_id = '${NOBODY}'`)).rejects.toMatchObject({
    code: '23503',
  });
});

it('lets no accession go that is named, and lets go of an original that is erased', async () => {
  await expect(asApp('DELETE FROM accession')).rejects.toMatchObject({ code: '23503' });
  const id = NOBODY.replace('ffff', 'fffe');
  await original(id, ACCESSION);
  await item(id, ACCESSION, id, 2);
  const owner = new pg.Client({ connectionString: database.urls.migrate });
  await owner.connect();
  await owner.query(`BEGIN; SELECT set_config('sawt.erasing', 'yes', true);
    DELETE FROM archived_original WHERE id = '${id}'; COMMIT`);
  await owner.end();
  const { rows } = await asApp(`SELECT original_id FROM staged_item WHERE id = '${id}'`);
  expect(rows).toEqual([{ original_id: null }]);
});
