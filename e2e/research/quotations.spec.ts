import { expect, test } from '@playwright/test';
import { EXPECTED_ROWS } from '@/prisma/corpus/testing/expected-rows';
import { archive } from '../support/archive';

/** What a researcher relies on: each quotation of the founding corpus is found by its very words. */
for (const [id, { reference, quotation }] of Object.entries(EXPECTED_ROWS)) {
  if (quotation === undefined) continue;
  test(`${id} is found by its exact words, and read at its permanent address`, async ({ request }) => {
    const answer = await request.get(`${archive().url}/api/v1/testimonies`, {
      params: { q: `"${quotation}"` },
    });
    expect(answer.status()).toBe(200);
    const { items, total } = await answer.json();
    expect(total).toBeGreaterThanOrEqual(1);
    const found = items.find((item: { reference: string }) => item.reference === reference);
    expect(found?.text).toBe(quotation);
    const [highlight] = found.highlights;
    expect(highlight.field).toBe('text');

    const whole = await request.get(`${archive().url}/api/v1/testimonies/${reference}`);
    expect((await whole.json()).text).toBe(quotation);
    const page = await request.get(`${archive().url}/t/${reference.toUpperCase()}`);
    expect(page.url(), 'a reference typed in capitals is led to its true form').toBe(
      `${archive().url}/t/${reference}`,
    );
  });
}

test('a word that nobody said is found nowhere, and that is an answer', async ({ request }) => {
  const answer = await request.get(`${archive().url}/api/v1/testimonies`, {
    params: { q: '"xylophone quartet"' },
  });
  expect(await answer.json()).toMatchObject({ total: 0, items: [] });
});

test('a wrong parameter is refused by name, as problem+json', async ({ request }) => {
  const answer = await request.get(`${archive().url}/api/v1/testimonies?perPage=9999&colour=red`);
  expect(answer.status()).toBe(400);
  expect(answer.headers()['content-type']).toContain('application/problem+json');
  const { errors } = await answer.json();
  expect(errors.map(({ parameter }: { parameter: string }) => parameter).sort()).toEqual([
    'colour',
    'perPage',
  ]);
});
