import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { all, askOai, errorCode, fillShelf, reference, SIZE } from '../testing/harvester';

const GONE = ['gggggggg00', 'gggggggg01'];

let database: TestDatabase;
const ask = (question: string | Record<string, string>) => askOai(database, question);

beforeAll(async () => {
  database = await openTestDatabase();
  await fillShelf(database);
  await database.appPool.query(
    `INSERT INTO tombstone (reference, reason_class, state, day) VALUES ($1, 'legal', 'withdrawn', CURRENT_DATE), ($2, 'rights', 'erased', '2020-02-02')`,
    GONE,
  );
});
afterAll(() => database.close());

describe('a harvester', () => {
  it('is told who is asked, and that deleted records stay', async () => {
    const xml = await ask({ verb: 'Identify' });
    expect(xml).toContain('<baseURL>https://archive.example/oai</baseURL>');
    expect(xml).toContain('<deletedRecord>persistent</deletedRecord>');
    expect(xml).toContain('<earliestDatestamp>2020-02-02</earliestDatestamp>');
    expect(xml).toContain('<responseDate>2026-11-24T10:00:00Z</responseDate>');
    expect(xml).toContain('<request verb="Identify">https://archive.example/oai</request>');
  });

  it.each([
    'ListRecords',
    'ListIdentifiers',
  ] as const)('%s to the end: every record once, the deleted among them, the last part with an empty token', async (verb) => {
    const seen: string[] = [];
    let deleted = 0;
    let cursor = 0;
    let question: Record<string, string> = { verb, metadataPrefix: 'oai_dc' };
    for (;;) {
      const xml = await ask(question);
      expect(errorCode(xml)).toBeUndefined();
      const identifiers = all(xml, /<identifier>oai:archive\.example:(\w+)<\/identifier>/g);
      seen.push(...identifiers);
      deleted += all(xml, /(<header status="deleted">)/g).length;
      const token = /<resumptionToken completeListSize="(\d+)" cursor="(\d+)">(.*?)<\/resumptionToken>/.exec(
        xml,
      );
      expect(Number(token?.[1])).toBe(SIZE + GONE.length);
      expect(Number(token?.[2])).toBe(cursor);
      cursor += identifiers.length;
      if (!token?.[3]) break;
      question = { verb, resumptionToken: token[3] };
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(SIZE + GONE.length);
    expect(seen).toEqual(expect.arrayContaining(GONE));
    expect(deleted).toBe(GONE.length);
  });

  it('gets one record in Dublin Core, escaped', async () => {
    const xml = await ask({
      verb: 'GetRecord',
      metadataPrefix: 'oai_dc',
      identifier: `oai:archive.example:${reference(7)}`,
    });
    expect(xml).toContain('<dc:description xml:lang="en">words number 7 &amp; &lt;more&gt;</dc:description>');
    expect(xml).toContain(`<dc:identifier>https://archive.example/t/${reference(7)}</dc:identifier>`);
  });

  it('gets of a record that went its header alone', async () => {
    const xml = await ask({
      verb: 'GetRecord',
      metadataPrefix: 'oai_dc',
      identifier: `oai:archive.example:${GONE[1]}`,
    });
    expect(xml).toContain('<header status="deleted">');
    expect(xml).toContain('<datestamp>2020-02-02</datestamp>');
    expect(xml).not.toContain('<metadata>');
  });

  it('gets what changed in some days alone', async () => {
    const xml = await ask({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', until: '2020-12-31' });
    expect(all(xml, /<identifier>(.*?)<\/identifier>/g)).toEqual([`oai:archive.example:${GONE[1]}`]);
    expect(xml).not.toContain('resumptionToken');
  });

  it('gets a record again that was taken out of sight and put back', async () => {
    const key = reference(3);
    await database.appPool.query(`UPDATE public_form SET changed_on = '2019-01-01' WHERE key = $1`, [key]);
    const old = { verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', until: '2019-12-31' };
    expect(await ask(old)).toContain(key);
    await database.appPool.query(`UPDATE public_form SET sealed = true WHERE key = $1`, [key]);
    expect(errorCode(await ask(old))).toBe('noRecordsMatch');
    await database.appPool.query(`UPDATE public_form SET sealed = false WHERE key = $1`, [key]);
    expect(errorCode(await ask(old))).toBe('noRecordsMatch');
    expect(
      await ask({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: `oai:archive.example:${key}` }),
    ).toContain(`<datestamp>${new Date().toISOString().slice(0, 10)}</datestamp>`);
  });

  it.each([
    ['', 'badVerb'],
    ['verb=Nonsense', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&from=2020-01-01', 'badArgument'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01&until=2020-01-01', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=GetRecord&identifier=x', 'badArgument'],
    ['verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListMetadataFormats&identifier=not a URI', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=two words', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=a::b', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z', 'badArgument'],
    ['verb=ListIdentifiers&until=junk', 'badArgument'],
    ['verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05', 'badArgument'],
    ['junk', 'badVerb'],
    ['verb=ListRecords&resumptionToken=bm9uc2Vuc2U', 'badResumptionToken'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
    ['verb=GetRecord&identifier=oai:x&metadataPrefix=marc21', 'cannotDisseminateFormat'],
    ['verb=GetRecord&identifier=oai:archive.example:zzzzzzzzzz&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=GetRecord&identifier=oai:other.example:0000000000&metadataPrefix=oai_dc', 'idDoesNotExist'],
    ['verb=ListMetadataFormats&identifier=oai:x', 'idDoesNotExist'],
    ['verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01', 'noRecordsMatch'],
    ['verb=ListSets', 'noSetHierarchy'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=x', 'noSetHierarchy'],
  ])('asking “%s” is answered with %s', async (question, code) => {
    const xml = await ask(question);
    expect(errorCode(xml)).toBe(code);
    if (code === 'badVerb' || code === 'badArgument') {
      expect(xml).toContain('<request>https://archive.example/oai</request>');
    }
  });

  it('cannot be asked anything that is answered against the protocol’s rules', async () => {
    const name = fc.constantFrom(
      'verb',
      'identifier',
      'metadataPrefix',
      'from',
      'until',
      'set',
      'resumptionToken',
      'x',
    );
    const value = fc.oneof(
      fc.constantFrom(
        'Identify',
        'ListSets',
        'ListRecords',
        'GetRecord',
        'oai_dc',
        '2026-11-24',
        'oai:archive.example:0000000001',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.webUrl(),
      fc.stringMatching(/^[a-z]{1,3}:[!-~]{1,9}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GetRecord', 'ListMetadataFormats', 'ListIdentifiers'),
        fc.array(fc.tuple(name, value), { maxLength: 4 }),
        async (verb, rest) => {
          await ask(new URLSearchParams([['verb', verb], ...rest]).toString());
        },
      ),
      { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 5_000 : 200 },
    );
  });

  it('cannot put markup into the answer by its question', async () => {
    expect(await ask({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: '"><x>' })).not.toContain(
      '<x>',
    );
  });
});
