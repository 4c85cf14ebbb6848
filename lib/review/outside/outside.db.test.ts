import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READER, type UserActor } from '@/lib/access/actor';
import { openTestDatabase, type TestDatabase } from '@/lib/db/testing/database';
import { acceptItem } from '@/lib/publication/accept-item';
import { makeActor } from '@/lib/publication/testing/people';
import { decide } from '../decide';
import { lookUpFate } from './look-up-fate';
import { listMessages, settleMessages } from './messages';
import { proposeTestimony } from './propose-testimony';
import { reportRecord } from './report-record';

const TIMES = process.env.SAWT_TEST_SIZE === 'long' ? 1_000 : 60;
let database: TestDatabase;
let context: TestDatabase['context'];
let curator: UserActor;
beforeAll(async () => {
  database = await openTestDatabase();
  context = database.context;
  curator = await makeActor(context, 'cora', 'curator');
});
afterAll(() => database.close());

const proposal = {
  text: 'They let the buses through at last.',
  speaker: 'A neighbour',
  url: 'https://example.org/post/1',
  date: '2016-12-15',
  how: 'I was told by her brother',
};
async function propose(more: Partial<typeof proposal> = {}) {
  const sent = await proposeTestimony(READER, { ...proposal, ...more }, context);
  if (!sent.ok) throw new Error(sent.message);
  const message = await context.db.outsideMessage.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { receipt: sent.value.receipt, itemId: message.itemId ?? '', message };
}
async function publish(itemId: string): Promise<string> {
  const accepted = await acceptItem(
    curator,
    {
      itemId,
      version: 1,
      approval: { basis: 'consent', risk: 'ordinary', minor: false },
      requestKey: null,
    },
    context,
  );
  if (!accepted.ok || accepted.value.outcome !== 'published') throw new Error('not published');
  return accepted.value.reference ?? '';
}

describe('a testimony proposed from outside', () => {
  it('waits in the queue beside what its sender wrote, and publishes nothing', async () => {
    const { itemId, message } = await propose();
    expect(message).toMatchObject({ kind: 'proposal', words: proposal.how });
    const item = await context.db.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
    expect(item).toMatchObject({ state: 'waiting', speakerName: proposal.speaker });
    expect(await context.db.publicForm.count()).toBe(0);
  });

  it('keeps the receipt as a hash alone, and answers its holder', async () => {
    const { receipt, itemId, message } = await propose({ text: 'Words that wait' });
    expect(JSON.stringify(message)).not.toContain(receipt);
    expect(await lookUpFate(receipt.toUpperCase().replaceAll('-', ' '), context)).toMatchObject({
      stands: 'waits',
    });
    const reference = await publish(itemId);
    expect(await lookUpFate(receipt, context)).toEqual({ kind: 'proposal', stands: 'published', reference });
    expect(await lookUpFate('00000-00000-00000-00000', context)).toBeNull();
  });

  it('never tells its sender why it was not published', async () => {
    const { receipt, itemId } = await propose({ text: 'Words that would endanger' });
    const unsafe = { decision: 'reject', reason: 'unsafe', note: 'names a shelter' } as const;
    await decide(curator, { itemId, version: 1, decision: unsafe, requestKey: null }, context);
    expect(await lookUpFate(receipt, context)).toEqual({
      kind: 'proposal',
      stands: 'not-published',
      reference: null,
    });
  });

  it('keeps a date or a link that cannot be read beside its words, which are not lost for it', async () => {
    for (const wrong of [{ url: 'javascript:alert(1)' }, { date: 'last winter' }]) {
      const { itemId, message } = await propose({ text: `Words with ${Object.keys(wrong)}`, ...wrong });
      const item = await context.db.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
      const right = 'url' in wrong ? { url: null, date: '2016-12-15' } : { url: proposal.url, date: null };
      expect(item.proposal).toMatchObject(right);
      expect(message.words).toBe(`${proposal.how}\n\n(${Object.keys(wrong)}: ${Object.values(wrong)})`);
    }
    const both = await propose({ text: 'Words with neither', url: 'x', date: 'y' });
    expect(both.message.words).toBe(`${proposal.how}\n\n(date: y)\n\n(url: x)`);
  });
});

describe('a report', () => {
  it('hides nothing however often it is sent, and is one line at the desk', async () => {
    const reference = await publish((await propose({ text: 'Words that somebody dislikes' })).itemId);
    const before = await context.db.publicForm.findFirstOrThrow({ where: { key: reference } });
    for (let n = 0; n < TIMES; n += 1) {
      await reportRecord(READER, { kind: 'takedown', reference, words: `Take it down ${n}` }, context);
    }
    expect(await context.db.publicForm.findFirstOrThrow({ where: { key: reference } })).toEqual(before);
    const lines = await listMessages(curator, context);
    expect(lines.ok && lines.value.filter((one) => one.reference === reference)).toMatchObject([
      { kind: 'takedown', times: TIMES },
    ]);
  });

  it('tells its sender that it was settled, and nothing more', async () => {
    const reference = await publish((await propose({ text: 'Words with a wrong date' })).itemId);
    const sent = await reportRecord(
      READER,
      { kind: 'concern', reference, words: 'The date is wrong' },
      context,
    );
    if (!sent.ok) throw new Error(sent.message);
    await settleMessages(curator, { kind: 'concern', reference, outcome: 'acted' }, context);
    expect(await lookUpFate(sent.value.receipt, context)).toEqual({
      kind: 'concern',
      stands: 'acted',
      reference,
    });
  });

  it('about what is not published is refused like one about what never was', async () => {
    const { itemId } = await propose({ text: 'Unpublished words' });
    const answers = await Promise.all(
      [itemId, '0000000000', 'not a reference'].map((reference) =>
        reportRecord(READER, { kind: 'concern', reference, words: 'x' }, context),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ reason: 'no-such-testimony' });
  });
});
