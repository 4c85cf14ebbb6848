import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { computeDate } from '../../lib/archive/edtf-date';
import { isAuthorityKind, recordSchemaFor } from '../../lib/archive/record';
import { readReference } from '../../lib/archive/reference';
import { readFoundingCorpus } from './founding-corpus';
import { rawRecords } from './testing/read-records';

const corpus = readFoundingCorpus();
const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as {
  files: string[];
};
// Read without asking for the digest: after a change, each of these tests still tells what is wrong.
const records = manifest.files.flatMap((file) =>
  rawRecords(file.replace('.jsonl', '')).map((raw, at) => ({ at: `${file}:${at + 1}`, raw })),
);

describe('the founding corpus as a file', () => {
  it('is the one whose digest the repository holds', () => {
    // The refusal says what to do after a change that is meant.
    expect(corpus.ok ? '' : corpus.message).toBe('');
  });

  it('is refused when one letter of it is another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sawt-corpus-'));
    try {
      cpSync(fileURLToPath(new URL('./', import.meta.url)), folder, { recursive: true });
      const file = join(folder, 'testimonies.jsonl');
      writeFileSync(file, readFileSync(file, 'utf8').replace('no one can leave', 'anyone can leave'));
      const changed = readFoundingCorpus(pathToFileURL(`${folder}/`));
      expect(changed).toMatchObject({
        ok: false,
        reason: 'digest-differs',
        message: expect.stringMatching(/[0-9a-f]{64}.*manifest\.json/),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('holds only records that the importer can read, with no field that it would drop', () => {
    expect(records).toHaveLength(139);
    for (const { at, raw } of records) {
      const read = recordSchemaFor(raw).safeParse(raw);
      expect(read.error?.issues ?? [], at).toEqual([]);
      for (const field of Object.keys(raw)) expect(read.data, at).toHaveProperty(field);
    }
  });

  it('names each thing once, and names nothing that is not there or comes later', () => {
    const known = new Set<unknown>();
    const references = new Set(records.map(({ raw }) => raw.reference).filter((one) => one !== undefined));
    const list = (value: unknown) => (Array.isArray(value) ? value : []);
    for (const { at, raw } of records) {
      const slugs = [
        ...list(raw.place).map((id) => `place ${id}`),
        ...list(raw.events).map((id) => `event ${id}`),
        ...list(raw.sources).map(({ id }) => `source ${id}`),
        ...list(raw.speakers).map((id) => `person ${id}`),
        ...list(raw.relations).flatMap(({ source }) => (source ? [`source ${source}`] : [])),
        ...(raw.speaker ? [`person ${raw.speaker}`] : []),
        ...(raw.account ? [`account ${raw.account}`] : []),
        ...(raw.within ? [`place ${raw.within}`] : []),
      ];
      for (const slug of slugs) expect(known.has(slug), `${at} names the ${slug}`).toBe(true);
      for (const { to } of list(raw.relations))
        expect(references.has(to), `${at} relates to ${to}`).toBe(true);
      for (const { reference } of list(raw.items)) {
        if (reference !== undefined) expect(references.has(reference), `${at} shows ${reference}`).toBe(true);
      }
      const name = isAuthorityKind(raw.kind) ? `${raw.kind} ${raw.id}` : raw.reference;
      expect(known.has(name), `${at} is named once`).toBe(false);
      known.add(name);
    }
  });

  it('carries a reference of the true form in each testimony and statement', () => {
    const spoken = records.filter(({ raw }) => !isAuthorityKind(raw.kind));
    expect(spoken).toHaveLength(34);
    for (const { at, raw } of spoken) expect(readReference(String(raw.reference)), at).toBe(raw.reference);
  });

  it('has only dates whose bounds can be computed', () => {
    for (const { at, raw } of records) {
      if (typeof raw.date === 'string') expect(computeDate(raw.date), at).toMatchObject({ ok: true });
    }
  });
});
