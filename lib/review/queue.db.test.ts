import { describe, expect, it } from 'vitest';
import { claim } from './claim';
import { listQueue } from './list-queue';
import { nextItem } from './next-item';
import type { QueueFilter } from './queue-filter';
import { fillQueue } from './testing/fill-queue';
import { ALL, openDesk } from './testing/open-desk';

const MANY = 2_000;
const { database, context, curator, other, stage } = await openDesk();

describe('the queue', () => {
  // How fast it answers where much waits: list-queue.db.test.ts.
  it('shows every waiting item once over its pages', async () => {
    await fillQueue(database.superUrl, MANY);
    const filter: QueueFilter = {
      ...ALL,
      platform: 'youtube',
      lang: 'ar',
      person: 'person 1',
    };
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const page = await listQueue(curator, filter, after, context);
      if (!page.ok) throw new Error(page.message);
      seen.push(...page.value.rows.map((one) => one.id));
      total = page.value.total;
      after = page.value.next;
    } while (after !== null && seen.length < 1_000);
    expect(new Set(seen).size).toBe(seen.length);
    if (total < 1_000) expect(seen).toHaveLength(total);
  });

  it('takes what somebody types for what it is', async () => {
    for (const person of ['%', '_', "'; DROP TABLE staged_item; --", '\\']) {
      expect(await listQueue(curator, { ...ALL, person }, null, context)).toMatchObject({
        ok: true,
        value: { total: 0 },
      });
    }
  });

  it('leads past what others hold', async () => {
    const [one, two, three] = [
      await stage({ platform: 'bluesky' }),
      await stage({ platform: 'bluesky' }),
      await stage({ platform: 'bluesky' }),
    ];
    const filter = { ...ALL, platform: 'bluesky' };
    await claim(other, two, context);
    expect(await nextItem(curator, filter, one, context)).toBe(three);
    expect(await nextItem(other, filter, one, context)).toBe(two);
    expect(await nextItem(curator, filter, three, context)).toBe(one);
  });
});
