import { afterAll, beforeAll, expect, it } from 'vitest';
import { authorize } from '@/lib/access/authorize';
import { inTransaction } from '@/lib/db/transaction';
import { type IntakeBench, line, openIntakeBench } from './testing/bring';
import { withdrawFromQueue } from './withdraw-accession';

let bench: IntakeBench;
beforeAll(async () => {
  bench = await openIntakeBench();
});
afterAll(() => bench.close());

const curator = {
  type: 'user',
  id: '00000000-0000-7000-8000-000000000002',
  name: 'c',
  role: 'curator',
} as const;

async function withdraw(slug: string) {
  const grant = authorize(curator, 'accession.withdraw');
  if (!grant.ok) throw new Error(grant.message);
  const { context } = bench.database;
  return inTransaction(context.db, (tx) => withdrawFromQueue(tx, curator, grant.value, slug, context));
}

it('takes a whole accession out of the queue, keeps its history, and lets the file come again', async () => {
  const kept = await bench.bringText(
    line('Stays.', { platform: 'twitter', platformId: '808461429765046272' }),
  );
  const text = `${line('Poisoned one.')}${line('Stays.', { platform: 'twitter', platformId: '808461429765046272', tags: ['x'] })}oops\n`;
  const poisoned = await bench.bringText(text);
  expect(poisoned.report).toMatchObject({ staged: 1, captures: 1, quarantined: 1 });

  const slug = poisoned.accession!.slug;
  expect(await withdraw(slug)).toEqual({ ok: true, value: { withdrawn: 2, published: [] } });
  expect((await bench.items(poisoned)).map((item) => item.state)).toEqual(['withdrawn', 'withdrawn']);
  const [stays] = await bench.items(kept);
  expect(stays).toMatchObject({ state: 'waiting', captures: [] });
  const events = await bench.database.app.custodyEvent.findMany({
    where: { subjectKey: slug },
    orderBy: { id: 'asc' },
  });
  expect(events.map((event) => event.type)).toEqual(['staged', 'received', 'withdrawn']);

  expect(await withdraw(slug)).toMatchObject({ ok: true, value: { withdrawn: 0 } });
  expect((await bench.bringText(text)).report).toMatchObject({
    staged: 1,
    captures: 1,
    quarantined: 1,
    held: 0,
  });
  expect(await withdraw('a-0000000000')).toMatchObject({ ok: false, reason: 'no-such-accession' });
});
