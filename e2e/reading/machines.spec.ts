import { expect, test } from '@playwright/test';
import { EXPECTED_ROWS, type ExpectedRow } from '@/prisma/corpus/testing/expected-rows';
import { archive } from '../support/archive';

const { Q1, Q5 } = EXPECTED_ROWS as Record<'Q1' | 'Q5', ExpectedRow>;

const QUOTATIONS = Object.values(EXPECTED_ROWS).filter(({ quotation }) => quotation !== undefined);

test('a testimony comes in every shape that its address can ask for', async ({ request }) => {
  for (const [shape, type] of [
    ['json', 'application/json'],
    ['jsonld', 'application/ld+json'],
    ['txt', 'text/plain'],
    ['bib', 'application/x-bibtex'],
    ['ris', 'application/x-research-info-systems'],
    ['csl.json', 'application/vnd.citationstyles.csl+json'],
  ] as const) {
    const answer = await request.get(`${archive().url}/t/${Q1.reference}.${shape}`);
    expect(answer.status(), shape).toBe(200);
    expect(answer.headers()['content-type'], shape).toContain(type);
    expect(await answer.text(), shape).toContain('ceasefire');
    const again = await request.get(`${archive().url}/t/${Q1.reference}.${shape}`, {
      headers: { 'if-none-match': answer.headers().etag ?? '' },
    });
    expect(again.status(), `${shape}, held already`).toBe(304);
  }
});

test('every quotation of the founding corpus leaves with an export, in each format', async ({ request }) => {
  for (const format of ['jsonl', 'csv', 'csl-json']) {
    const answer = await request.get(`${archive().url}/api/v1/export?format=${format}`);
    const text = await answer.text();
    for (const { reference } of QUOTATIONS) expect(text, format).toContain(reference);
  }
  const lines = (await (await request.get(`${archive().url}/api/v1/export`)).text()).trimEnd().split('\n');
  const texts = lines.map((line) => JSON.parse(line).text);
  for (const { quotation } of QUOTATIONS) expect(texts).toContain(quotation);
});

test('an export keeps to its filters', async ({ request }) => {
  const answer = await request.get(
    `${archive().url}/api/v1/export?speaker=lina-shamy&to=2016-12-20&from=2016-12-01`,
  );
  const speakers = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).speaker);
  expect(new Set(speakers)).toEqual(new Set(['lina-shamy']));
  const refused = await request.get(`${archive().url}/api/v1/export?page=2&colour=red`);
  expect(
    (await refused.json()).errors.map(({ parameter }: { parameter: string }) => parameter).sort(),
  ).toEqual(['colour', 'page']);
});

test('the API describes itself, and every address that it describes answers', async ({ request }) => {
  const described = await (await request.get(`${archive().url}/api/v1/openapi.json`)).json();
  expect(described.openapi).toMatch(/^3\.1/);
  for (const [path, { get }] of Object.entries(described.paths) as [
    string,
    { get: { responses: object } },
  ][]) {
    const url = path
      .replace('{reference}', Q1.reference)
      .replace(/people\/\{slug\}/, 'people/lina-shamy')
      .replace(/sources\/\{slug\}/, 'sources/cnn-dear-world')
      .replace(/events\/\{slug\}/, 'events/ceasefire-collapses')
      .replace('{slug}', 'nothing-here');
    const answer = await request.get(archive().url + url);
    expect(Object.keys(get.responses), url).toContain(String(answer.status()));
    expect(answer.headers()['access-control-allow-origin'], url).toBe('*');
  }
});

test('the lines that the page about the API gives are answered as they stand', async ({ request }) => {
  const page = await (await request.get(`${archive().url}/about/api`)).text();
  const lines = [...page.matchAll(/<code>curl &#x27;(.*?)&#x27;<\/code>/g)].map(
    ([, address]) => address ?? '',
  );
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    const answer = await request.get(line.replaceAll('&amp;', '&'));
    expect(answer.status(), line).toBe(200);
    const { total = 1, reference = '' } = await answer.json();
    expect(total > 0 && (line.includes('?') || line.endsWith(reference)), line).toBe(true);
  }
});

test('the head of a record’s page has what a citation manager reads, and the record’s version', async ({
  request,
}) => {
  const html = await (await request.get(`${archive().url}/ar/t/${Q1.reference}`)).text();
  const head = html.slice(0, html.indexOf('</head>'));
  const said = (name: string) => new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(head)?.[1];
  expect(said('z:itemType')).toBe('forumPost');
  expect(said('dc.creator')).toBe('Lina Shamy');
  expect(said('dc.title')).toContain('broke the ceasefire');
  expect(said('dc.date')).toBe('about 14 December 2016');
  expect(said('z:extra')).toBe(`Sawt ${Q1.reference}, version 1`);
  expect(head).not.toContain('citation_');
});

test('the feed, the sitemap and the harvester’s list name every testimony, and no words with a warning', async ({
  request,
}) => {
  const feed = await (await request.get(`${archive().url}/feed.atom`)).text();
  const sitemap = await (await request.get(`${archive().url}/sitemap.xml`)).text();
  const harvest = await (
    await request.post(`${archive().url}/oai`, {
      form: { verb: 'ListIdentifiers', metadataPrefix: 'oai_dc' },
    })
  ).text();
  for (const { reference } of QUOTATIONS) {
    expect(feed).toContain(`/t/${reference}`);
    expect(sitemap).toContain(`/t/${reference}<`);
    expect(sitemap).toContain(`/ar/t/${reference}<`);
    expect(harvest).toContain(`:${reference}<`);
  }
  expect(feed).not.toContain(Q5.quotation);
});

test('words with a warning are not in what a page tells those who share it', async ({ request }) => {
  const html = await (await request.get(`${archive().url}/t/${Q5.reference}`)).text();
  const head = html.slice(0, html.indexOf('</head>'));
  expect(head).not.toContain('last moment');
  const linked = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  expect(JSON.parse(linked)['@type']).toContain('ArchiveComponent');
  expect(linked).not.toContain('last moment');
});

test('words with a warning stand behind their choice on every page and in every language', async ({
  request,
}) => {
  for (const path of [
    '/',
    `/t/${Q5.reference}`,
    '/people/bana',
    '/events/ceasefire-collapses',
    '/timeline',
    '/sources/cnn-dear-world',
    '/collections/fourteen-december',
    '/search?q=moment',
    '/search?q=%D9%84%D8%AD%D8%B8%D8%AA%D9%8A',
  ]) {
    for (const local of [path, path === '/' ? '/ar' : `/ar${path}`]) {
      const html = await (await request.get(archive().url + local)).text();
      const shown = html.replace(/<details class="warned">.*?<\/details>/gs, '');
      for (const words of ['last moment', 'لحظتي الأخيرة']) expect(shown, local).not.toContain(words);
      if (path.includes('search')) expect(html, local).toContain('<details class="warned">');
    }
  }
});

test('an address that never was answers 404 to people and to programs, in their own way', async ({
  request,
}) => {
  for (const path of [
    '/t/zzzzzzzzzz',
    '/ar/t/zzzzzzzzzz',
    '/t/x',
    '/people/nobody',
    '/nothing',
    '/collections/none',
  ]) {
    const answer = await request.get(archive().url + path);
    expect([path, answer.status()]).toEqual([path, 404]);
    expect(answer.headers()['content-type']).toContain('text/html');
  }
  for (const path of [
    '/t/zzzzzzzzzz.json',
    '/api/v1/people/nobody',
    '/api/v1/nothing',
    '/api/nothing/at/all',
  ]) {
    const answer = await request.get(archive().url + path);
    expect([path, answer.status()]).toEqual([path, 404]);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
});

test('a client cannot tell the server what only the server may know', async ({ request }) => {
  const answer = await request.get(`${archive().url}/t/${Q1.reference}`, {
    headers: {
      'content-security-policy': "script-src 'nonce-forged'",
      'x-nonce': 'forged',
      'x-middleware-subrequest': 'proxy:proxy:proxy',
      rsc: '1',
    },
  });
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toContain('text/html');
  expect(await answer.text()).not.toContain('forged');
  expect((await request.get(`${archive().url}//example.com/`, { maxRedirects: 0 })).status()).toBe(400);
});
