import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { EXPECTED_ROWS } from '@/prisma/corpus/testing/expected-rows';
import { foundArchive } from './found-archive';
import { makeActor } from './testing/people';
import { stageItem } from './testing/stage-item';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('the founding corpus', () => {
  it('is refused when a letter of it differs from what the repository holds', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sawt-corpus-'));
    const source = 'prisma/corpus';
    for (const name of readdirSync(source).filter(
      (one) => /\.jsonl?$/.test(one) || one === 'manifest.json',
    )) {
      copyFileSync(path.join(source, name), path.join(folder, name));
    }
    const file = path.join(folder, 'testimonies.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('genocide', 'fighting'));
    const refused = await foundArchive(database.context, pathToFileURL(`${folder}/`));
    expect(refused).toMatchObject({ ok: false, reason: 'digest-differs' });
    expect(await database.app.testimony.count()).toBe(0);
  });

  it('opens an empty archive: every row on the shelf to the letter, and its custody says who reviewed it', async () => {
    const founded = await foundArchive(database.context);
    expect(founded).toMatchObject({ ok: true });
    for (const [id, { reference, quotation, speaker }] of Object.entries(EXPECTED_ROWS)) {
      const row = await database.reading.publicForm.findFirst({
        where: { kind: 'testimony', key: reference, current: true },
      });
      expect(row?.form, id).toMatchObject({
        speaker: { slug: speaker },
        reviewedBy: 'none',
        original: 'transcription',
        accession: 'founding-corpus',
      });
      if (quotation !== undefined) expect((row!.form as { text: string }).text, id).toBe(quotation);
    }
    expect(await database.reading.publicForm.count({ where: { kind: 'relation' } })).toBe(21);
    const founding = await database.app.custodyEvent.findFirstOrThrow({ where: { type: 'founded' } });
    expect(founding).toMatchObject({ role: 'founding', public: true, body: { reviewedBy: 'none' } });
  });

  it('comes once: a second start publishes nothing', async () => {
    const before = await database.app.custodyEvent.count();
    expect(await foundArchive(database.context)).toEqual({ ok: true, value: 0 });
    expect(await database.app.custodyEvent.count()).toBe(before);
  });

  it('says basis and minors as the sources do', async () => {
    const held = await database.app.testimony.findMany({
      where: { basis: 'published-by-source-held' },
      include: { sources: { include: { source: true } } },
    });
    expect(held.length).toBeGreaterThan(0);
    for (const { sources } of held) for (const { source } of sources) expect(source.publisher).toBeNull();
    const minors = await database.app.testimony.findMany({
      where: { minor: true },
      include: { speaker: true },
    });
    expect(minors.map(({ speaker }) => speaker.slug).sort()).toEqual(['ahmad', 'bana']);
  });
});

describe('an archive that has records', () => {
  it('is never founded', async () => {
    const used = await openTestDatabase();
    try {
      await makeActor(used.context, 'anna', 'curator');
      await stageItem(used.context, { text: 'already here', speaker: 'Somebody' });
      expect(await foundArchive(used.context)).toMatchObject({ ok: false, reason: 'not-empty' });
      expect(await used.app.testimony.count()).toBe(0);
    } finally {
      await used.close();
    }
  });
});
