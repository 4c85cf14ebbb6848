import { expect, it } from 'vitest';
import { CITATION_STYLES, cite } from './citation/cite';
import { cslItem } from './citation/csl-item';
import { embeddedMetadata } from './citation/embedded-metadata';
import { testimonyJsonLd } from './json-ld';
import { recordXml } from './oai/dublin-core';
import { plainText } from './plain-text';
import { sampleTestimony } from './testing/sample-archive';

const BASE = 'https://sawt.example';
const READ = new Date('2026-11-24T10:00:00Z');
const text = 'Words that a machine made of it';
const form = sampleTestimony({
  reference: 'q1q1q1q1q1',
  lang: 'ar',
  text: 'كلمات قيلت هناك',
  translations: [{ lang: 'en', text, by: null, machine: true, status: 'unreviewed' }],
});
const testimony = { form, key: form.reference, version: 1, digest: '', createdAt: READ, revision: 1n };

it('a translation by a machine is called one wherever it is given, and no citation has a word of it', () => {
  const found = { state: 'published', testimony, versions: [], relations: [], sameHours: [] } as const;
  expect(plainText(found as never, BASE, READ)).toContain(`[en, machine translation, unreviewed]\n${text}`);
  expect(recordXml({ reference: form.reference, datestamp: '2026-11-24', form }, BASE)).toContain(
    `[Machine translation] ${text}`,
  );
  const linked = testimonyJsonLd(testimony, BASE);
  expect(linked.workTranslation).toMatchObject([{ creditText: 'Machine translation, unreviewed' }]);
  expect(JSON.stringify({ ...linked, workTranslation: [] })).not.toContain(text);

  for (const style of CITATION_STYLES) {
    const cited = cite([cslItem(testimony, { baseUrl: BASE, accessed: READ })], style);
    expect(cited, style).toContain('كلمات قيلت هناك');
    expect(cited, style).not.toContain('machine');
  }
  expect(JSON.stringify(embeddedMetadata(testimony, BASE))).not.toContain('machine');
});
