import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { publicUrl } from '@/lib/env';
import { getTestimony } from '@/lib/reading/get-testimony';
import { judgeXml } from '@/lib/reading/testing/judge-xml';
import { insertForms, sampleDate, sampleTestimony } from '@/lib/reading/testing/sample-archive';
import { answerOembed } from './oembed-answer';
import { pictureOf } from './share-pictures';
import { answerShape, answerTestimony } from './testimony-answers';

const [SAID, WARNED, GONE, FOREIGN] = ['q1q1q1q1q1', 'q5q5q5q5q5', 'q6q6q6q6q6', 'q7q7q7q7q7'] as const;
const ORIGINAL = 'https://twitter.example/1?a="b"&c=<d>';
const WORDS = 'words that were said, and <b>kept</b>';
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await insertForms(database.appPool, [
    sampleTestimony({
      reference: SAID,
      text: WORDS,
      url: ORIGINAL,
      captured: sampleDate('2016-12-15'),
      translations: [{ lang: 'ar', text: 'كلمات قيلت', by: null, machine: true, status: 'unreviewed' }],
    }),
    sampleTestimony({ reference: WARNED, text: 'last moment', warnings: ['despair'] }),
    sampleTestimony({ reference: GONE, text: 'gone', url: ORIGINAL }),
    sampleTestimony({ reference: FOREIGN, text: 'Алеппо', lang: 'ru', originalLang: 'ru' }),
  ]);
});
afterAll(() => database?.close());

const withdraw = (reference: string) =>
  database.appPool.query(
    `WITH gone AS (INSERT INTO tombstone (reference, reason_class, state, day) VALUES ($1, 'at-request', 'withdrawn', '2026-11-24'))
     UPDATE public_form SET sealed = true WHERE key = $1`,
    [reference],
  );
const shape = (reference: string, kind: string, headers: Record<string, string> = {}) =>
  answerShape(
    database.reading,
    new Request(`${publicUrl()}/shapes/${reference}/${kind}`, { headers }),
    reference,
    kind,
    new Date('2026-11-24T12:00:00Z'),
  );
const oembed = (url: string, more = '') =>
  answerOembed(database.reading, new Request(`${publicUrl()}/oembed?url=${encodeURIComponent(url)}${more}`));
const published = async (reference: string) => {
  const found = await getTestimony(database.reading, reference);
  if (found.state !== 'published') throw new Error(found.state);
  return found.testimony;
};

describe('a picture for those who share', () => {
  it('says the words, who and when, in each language', async () => {
    const testimony = await published(SAID);
    expect(pictureOf(testimony, 'en')).toMatchObject({
      words: { text: `“${WORDS}”`, direction: 'ltr', quiet: false },
      note: null,
      who: 'Lina Shamy',
    });
    const arabic = pictureOf(testimony, 'ar');
    expect(arabic).toMatchObject({ direction: 'rtl', words: { text: '«كلمات قيلت»', direction: 'rtl' } });
    expect(arabic.note).toContain('ترجمة آلية');
    expect(arabic.address).toMatch(/\/ar\/t\/q1q1q1q1q1$/);
  });

  it('has the warning instead of words that have one, and no words where a letter could not be set', async () => {
    expect(pictureOf(await published(WARNED), 'en').words).toMatchObject({
      text: 'Before you read: despair.',
      quiet: true,
    });
    const foreign = pictureOf(await published(FOREIGN), 'en').words;
    expect([foreign.quiet, foreign.text]).toEqual([true, 'Original, in Russian']);
  });

  it('is another one the moment the words are, and 410 the moment they are withdrawn', async () => {
    const before = await shape(SAID, 'png');
    const etag = before.headers.get('etag') ?? '';
    expect([before.status, before.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await shape(SAID, 'png', { 'if-none-match': etag })).status).toBe(304);
    expect((await shape(SAID, 'ar.png')).headers.get('etag')).not.toBe(etag);
    await database.appPool.query(
      `UPDATE public_form SET form = jsonb_set(form::jsonb, '{text}', '"taken out"'), digest = 'other' WHERE key = $1`,
      [SAID],
    );
    expect((await shape(SAID, 'png', { 'if-none-match': etag })).status).toBe(200);
    expect((await shape(GONE, 'png')).status).toBe(200);
    await withdraw(GONE);
    for (const kind of ['png', 'ar.png']) {
      const answer = await shape(GONE, kind, { 'if-none-match': etag });
      expect(answer.status).toBe(410);
      expect(answer.headers.get('content-type')).toContain('problem+json');
    }
  });
});

describe('oEmbed', () => {
  it('gives the picture’s address, who and when, and no words', async () => {
    const answer = await oembed(`${publicUrl()}/ar/t/${SAID}#:~:text=x`);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      version: '1.0',
      type: 'photo',
      url: `${publicUrl()}/ar/t/${SAID}.png`,
      width: 1200,
      height: 630,
      author_name: 'لينا شامي',
    });
    expect(text).not.toMatch(/words that were said|كلمات قيلت|taken out/);
  });

  it('gives a link where the picture would be too wide or too high, and XML where it is asked for', async () => {
    const url = `${publicUrl()}/t/${WARNED}`;
    expect((await (await oembed(url, '&maxwidth=600')).json()).type).toBe('link');
    expect((await (await oembed(url, '&maxheight=629')).json()).type).toBe('link');
    const xml = await oembed(url, '&format=xml');
    expect(xml.headers.get('content-type')).toContain('text/xml');
    const photo = await xml.text();
    expect(judgeXml(photo, 'oembed')).toEqual([]);
    expect(photo).toContain('<type>photo</type>');
    const narrow = await (await oembed(url, '&format=xml&maxwidth=300')).text();
    expect(judgeXml(narrow, 'oembed')).toEqual([]);
    expect(narrow).toContain('<type>link</type>');
  });

  it('refuses what it cannot do, each with the status that its specification gives', async () => {
    const url = `${publicUrl()}/t/${SAID}`;
    expect((await oembed(url, '&format=yaml')).status).toBe(501);
    expect((await oembed(url, '&maxwidth=wide')).status).toBe(400);
    expect((await oembed('https://elsewhere.example/t/q1q1q1q1q1')).status).toBe(404);
    expect((await oembed(`${publicUrl()}/t/zzzzzzzzzz`)).status).toBe(404);
    expect((await oembed(`${publicUrl()}/t/${GONE}`)).status).toBe(410);
  });
});

describe('a record as a memento', () => {
  it('names the address where the words stood, and the day that they were captured', async () => {
    const url = `${publicUrl()}/api/v1/testimonies/${SAID}`;
    const links = (await answerTestimony(database.reading, new Request(url), SAID)).headers.get('link') ?? '';
    expect(links).toContain(
      `<${publicUrl()}/t/${SAID}>; rel="memento"; anchor="https://twitter.example/1?a=%22b%22&c=%3Cd%3E"; datetime="Wed, 14 Dec 2016 22:00:00 GMT"`,
    );
    expect(links).toContain('<https://twitter.example/1?a=%22b%22&c=%3Cd%3E>; rel="original"');
  });

  it('names nothing where that address is unknown', async () => {
    const url = `${publicUrl()}/api/v1/testimonies/${WARNED}`;
    const links = (await answerTestimony(database.reading, new Request(url), WARNED)).headers.get('link');
    expect(links).not.toContain('memento');
  });
});
