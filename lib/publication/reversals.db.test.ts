import { beforeAll, expect, it } from 'vitest';
import { makeReference } from '@/lib/archive/reference';
import { acceptItem } from './accept-item';
import { protectName } from './protect-name';
import { redact } from './redact';
import { restore } from './restore';
import { openHouse } from './testing/open-house';
import { stageItem } from './testing/stage-item';
import { withdraw } from './withdraw';

const MANY = process.env.SAWT_TEST_SIZE === 'long' ? 60 : 14;
const { database, context, people } = await openHouse({ anna: 'administrator', basim: 'administrator' });
const { anna, basim } = people;
const references: string[] = [];

beforeAll(async () => {
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  for (let nth = 0; nth < MANY; nth += 1) {
    const reference = makeReference(context.random(10));
    const itemId = await stageItem(context, { reference, text: `Words ${nth}`, speaker: 'A witness' });
    await acceptItem(anna, { itemId, version: 1, requestKey: null, approval }, context);
    references.push(reference);
  }
});

/** Does `work` for all, four side by side: no more than have a connection of their own. */
async function fourAtOnce<Done>(all: string[], work: (one: string) => Promise<Done>): Promise<Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < all.length; from += 4)
    done.push(...(await Promise.all(all.slice(from, from + 4).map(work))));
  return done;
}

it('seals however much at once, and gives back ten in an hour, also when several are asked for at once', async () => {
  const { context } = database;
  const sealed = await fourAtOnce(references, (reference) =>
    withdraw(anna, { reference, reason: 'at-request' }, context),
  );
  expect(sealed.filter(({ ok }) => ok)).toHaveLength(MANY);

  const give = (reference: string, at = context) => restore(anna, { reference, second: basim }, at);
  for (const reference of references.slice(0, 8)) expect(await give(reference)).toMatchObject({ ok: true });
  // Each of these four sees eight before it, unless they stand in line.
  const given = await fourAtOnce(references.slice(8), (reference) => give(reference));
  expect(given.filter(({ ok }) => ok)).toHaveLength(2);
  const refused = given.flatMap((one) => (one.ok ? [] : [one.reason]));
  expect(new Set(refused)).toEqual(new Set(['too-many']));
  const published = () => database.app.testimony.findMany({ where: { state: 'published' } });
  expect(await published()).toHaveLength(10);

  // What shows less is never refused for being too much.
  const [one, another, third] = (await published()).map(({ reference }) => reference);
  const words = { field: 'words' as const, words: 'Words', reason: 'legal' as const };
  expect(await redact(anna, { reference: one!, ...words }, context)).toMatchObject({ ok: true });
  expect(await protectName(anna, { reference: another! }, context)).toMatchObject({ ok: true });
  expect(await withdraw(anna, { reference: third!, reason: 'legal' }, context)).toMatchObject({ ok: true });

  const later = { ...context, clock: () => new Date(context.clock().getTime() + 3_660_000) };
  expect(await give(third!, later)).toMatchObject({ ok: true });
});
