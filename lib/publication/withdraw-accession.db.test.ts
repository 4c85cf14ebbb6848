import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/access/actor';
import { type IntakeBench, line, openIntakeBench } from '@/lib/intake/testing/bring';
import { acceptItem } from './accept-item';
import { makeActor } from './testing/people';
import { withdrawAccession } from './withdraw-accession';

let bench: IntakeBench;
let curator: UserActor;
beforeAll(async () => {
  bench = await openIntakeBench();
  curator = await makeActor(bench.database.context, 'anna', 'curator');
});
afterAll(() => bench.close());

it('makes every capture that came while an item waited a capture of its testimony', async () => {
  const post = { platform: 'twitter', platformId: '808461429765046272' };
  const first = await bench.bringText(line('Seen twice before anybody decided.', post));
  await bench.bringText(line('Seen twice before anybody decided.', { ...post, tags: ['x'] }));
  const reference = await accept((await bench.items(first))[0]!.id);
  const captures = () => bench.database.app.testimonyCapture.count({ where: { testimony: { reference } } });
  expect(await captures()).toBe(2);
  await bench.bringText(line('Seen twice before anybody decided.', { ...post, tags: ['y'] }));
  expect(await captures()).toBe(3);
});

it('seals what an accession published and clears what of it still waits, at once', async () => {
  const outcome = await bench.bringText(line('One of two, published.') + line('Two of two, waiting.'));
  const [published] = await bench.items(outcome);
  const reference = await accept(published!.id);
  const slug = outcome.accession!.slug;
  expect(await withdrawAccession(curator, { slug, reason: 'legal' }, bench.database.context)).toEqual({
    ok: true,
    value: { slug, items: 1, testimonies: [reference] },
  });
  expect((await bench.items(outcome)).map((item) => item.state)).toEqual(['accepted', 'withdrawn']);
  expect(await bench.database.app.tombstone.findUnique({ where: { reference } })).toMatchObject({
    reasonClass: 'legal',
  });
  const { rows } = await bench.database.readingPool.query('SELECT 1 FROM public_form WHERE key = $1', [
    reference,
  ]);
  expect(rows).toEqual([]);
});

async function accept(itemId: string): Promise<string> {
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  const accepted = await acceptItem(
    curator,
    { itemId, version: 1, approval, requestKey: null },
    bench.database.context,
  );
  if (!accepted.ok || accepted.value.outcome !== 'published' || accepted.value.reference === null) {
    throw new Error(JSON.stringify(accepted));
  }
  return accepted.value.reference;
}
