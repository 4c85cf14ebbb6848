import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { answerOai } from '@/lib/reading/oai/answer-oai';
import { openSampleHouse } from '@/lib/reading/testing/sample-house';
import type { SearchHouse } from '@/lib/search/search-testimonies';
import { answerAuthority, answerRoom } from './authority-answers';
import { answerExport } from './export-answer';
import { answerCheckpoint, answerConsistency, answerEntries, answerProof } from './log-answers';
import { answerOembed } from './oembed-answer';
import { openApiDocument } from './openapi';
import { answerTestimonies } from './search-answers';
import { answerCitation, answerTestimony } from './testimony-answers';

const LONG = process.env.SAWT_TEST_SIZE === 'long';
const RUNS = LONG ? 2_000 : 25;
let database: TestDatabase;
let house: SearchHouse;
beforeAll(async () => {
  database = await openTestDatabase();
  house = await openSampleHouse(database);
});
afterAll(() => database?.close());

type Answer = (request: Request, name: string) => Response | Promise<Response>;
/** The addresses that read the database by what was asked, each with the function behind its route. */
const DOORS: Record<string, Answer> = {
  '/api/v1/testimonies': (request) => answerTestimonies(house, request),
  '/api/v1/testimonies/{reference}': (request, name) => answerTestimony(database.reading, request, name),
  '/api/v1/testimonies/{reference}/citation': (request, name) =>
    answerCitation(database.reading, request, name, new Date()),
  '/api/v1/export': (request) => answerExport(house, request),
  '/api/v1/{room}': (request, name) => answerRoom(database.reading, request, name),
  '/api/v1/people/{slug}': (request, name) => answerAuthority(database.reading, request, 'people', name),
  '/api/v1/log/checkpoint': (request) => answerCheckpoint(database.reading, request),
  '/api/v1/log/entries': (request) => answerEntries(database.reading, request),
  '/api/v1/log/proof/{reference}': (request, name) => answerProof(database.reading, request, name),
  '/api/v1/log/consistency': (request) => answerConsistency(database.reading, request),
  '/oembed': (request) => answerOembed(database.reading, request),
  '/oai': async (request) => {
    const site = { baseUrl: 'https://archive.example', pageSize: 2 };
    const xml = await answerOai(database.reading, new URL(request.url).searchParams, site, new Date());
    return new Response(xml);
  },
};

/** Every parameter that the API's own description names, and those of the two conventions beside it. */
const NAMES = [
  ...new Set(
    [
      ...JSON.stringify(openApiDocument('https://archive.example')).matchAll(/"name":"(\w+)","in":"query"/g),
    ].map(([, name]) => name!),
  ),
  ...['verb', 'identifier', 'metadataPrefix', 'from', 'until', 'set', 'resumptionToken', 'url', 'maxwidth'],
];
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'NaN',
    '2016-12',
    '2016-13-45',
    '../2016',
    '*',
    '"',
  ),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    "' OR 1=1 --",
    '%',
    '\\',
    '"a" -b',
    'حلب',
    'jsonl',
    'relevance',
    'ListRecords',
    'GetRecord',
    'oai_dc',
    'oai:archive.example:q1q1q1q1q1',
    'https://archive.example/t/q1q1q1q1q1',
    '('.repeat(500),
  ),
  fc.integer().map(String),
);
const query = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom('q', ...NAMES), fc.string({ maxLength: 8 })), value),
  {
    maxLength: 6,
  },
);
const name = fc.oneof(
  fc.constantFrom('q1q1q1q1q1', 'people', 'lina-shamy', 'O'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('the API, asked anything', () => {
  it('is described with parameters to ask with', () => expect(NAMES.length).toBeGreaterThan(12));

  it.each(Object.entries(DOORS))(
    'never fails: %s',
    async (path, answer) => {
      await fc.assert(
        fc.asyncProperty(query, name, async (pairs, one) => {
          const asked = new Request(`https://archive.example${path}?${new URLSearchParams(pairs)}`);
          const began = performance.now();
          const response = await answer(asked, one);
          await response.text();
          // 501 is what oEmbed asks for where it does not know the format.
          const expected = [200, 304, 400, 404, 410, 503, ...(path === '/oembed' ? [501] : [])];
          expect(expected).toContain(response.status);
          // A refusal says by name what was refused; 503 is for searches that take too long alone.
          if (response.status === 503) expect(response.headers.get('retry-after')).toBeTruthy();
          expect(performance.now() - began).toBeLessThan(LONG ? 20_000 : 120_000);
        }),
        { numRuns: RUNS, examples: [...NAMES.map((one) => [[[one, '\u0000']], 'O']), [[], '\u0000']] },
      );
    },
    600_000,
  );
});
