import { describe, expect, it } from 'vitest';
import { decide } from '@/lib/review/decide';
import { type AcceptInput, acceptItem } from './accept-item';
import { restore } from './restore';
import { openHouse } from './testing/open-house';
import { stageItem } from './testing/stage-item';
import { withdraw } from './withdraw';

const house = await openHouse({
  anna: 'administrator',
  basim: 'administrator',
  archivist: 'archivist',
});
const { database } = house;
const { anna, basim, archivist } = house.people;

const post = (words: string, more: Record<string, unknown> = {}) => ({
  text: words,
  speaker: `Speaker of ${words}`,
  lang: 'en',
  date: '2016-12-14~',
  ...more,
});
const accepting = (itemId: string, more: Partial<AcceptInput['approval']> = {}): AcceptInput => ({
  itemId,
  version: 1,
  approval: { basis: 'public-figure', risk: 'ordinary', minor: false, ...more },
  requestKey: null,
});

async function publish(words: string, more: Record<string, unknown> = {}): Promise<string> {
  const accepted = await acceptItem(
    anna,
    accepting(await stageItem(database.context, post(words, more))),
    database.context,
  );
  if (!accepted.ok) throw new Error(accepted.message);
  if (accepted.value.outcome !== 'published' || accepted.value.reference === null)
    throw new Error('not published');
  return accepted.value.reference;
}

async function shelf(kind: string, key: string): Promise<number> {
  const { rows } = await database.readingPool.query(
    'SELECT count(*)::int AS n FROM public_form WHERE kind = $1 AND key = $2',
    [kind, key],
  );
  return rows[0].n;
}

describe('accepting an item', () => {
  it('puts the words on the shelf to the letter, with decision and custody, in one act', async () => {
    const words = 'Dear  world,\n“why” — لماذا؟ 👁️ e\u0301';
    const reference = await publish(words, { note: 'private-canary' });
    const { rows } = await database.readingPool.query(`SELECT form FROM public_form WHERE key = $1`, [
      reference,
    ]);
    expect(rows[0].form.text).toBe(words);
    expect(JSON.stringify(rows[0].form)).not.toContain('private-canary');
    expect(rows[0].form).not.toHaveProperty('risk');
    const events = await database.app.custodyEvent.findMany({ where: { subjectKey: reference } });
    expect(events.map(({ type }) => type)).toEqual(['published']);
    expect(JSON.stringify(events[0]!.body)).not.toContain('Dear');
    expect(await database.app.searchOutbox.findUnique({ where: { reference } })).toMatchObject({
      operation: 'upsert',
    });
  });

  it('is refused to an archivist, and leaves the item waiting', async () => {
    const id = await stageItem(database.context, post('not yours to accept'));
    expect(await acceptItem(archivist, accepting(id), database.context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await database.app.stagedItem.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'waiting',
    });
  });

  it('needs two people for a minor’s words, and the second is never the first', async () => {
    const id = await stageItem(database.context, post('a child speaks', { minor: true }));
    const first = await acceptItem(anna, accepting(id, { minor: false }), database.context);
    expect(first).toEqual({ ok: true, value: { outcome: 'awaits-second' } });
    expect(await database.app.testimony.count({ where: { text: 'a child speaks' } })).toBe(0);
    const again = await acceptItem(anna, { ...accepting(id), version: 2 }, database.context);
    expect(again).toMatchObject({ reason: 'second-person-needed' });
    const second = await acceptItem(basim, { ...accepting(id), version: 2 }, database.context);
    expect(second).toMatchObject({ ok: true, value: { outcome: 'published' } });
    expect(await database.app.testimony.findFirst({ where: { text: 'a child speaks' } })).toMatchObject({
      minor: true,
      reviewedBy: 'two',
    });
  });

  it('lets one of twenty win who decide at once, and tells the nineteen', async () => {
    const id = await stageItem(database.context, post('twenty at once'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        nth % 2 === 0
          ? acceptItem(nth % 4 === 0 ? anna : basim, accepting(id), database.context)
          : decide(
              anna,
              {
                itemId: id,
                version: 1,
                decision: { decision: 'reject', reason: 'duplicate', note: null },
                requestKey: null,
              },
              database.context,
            ),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.reason).toBe('already-decided');
    expect(await database.app.reviewDecision.count({ where: { itemId: id } })).toBe(1);
  });

  it('does not decide twice when the same form is sent again', async () => {
    const id = await stageItem(database.context, post('sent twice'));
    const input = { ...accepting(id), requestKey: 'the-form' };
    const first = await acceptItem(anna, input, database.context);
    expect(await acceptItem(anna, input, database.context)).toEqual(first);
    expect(await database.app.testimony.count({ where: { text: 'sent twice' } })).toBe(1);
  });

  it('takes everything back when a date cannot be computed, and says which field', async () => {
    const id = await stageItem(database.context, post('bad date', { date: '2016-21' }));
    const refused = await acceptItem(anna, accepting(id), database.context);
    expect(refused).toMatchObject({ ok: false });
    expect(!refused.ok && refused.message).toMatch(/^date: /);
    expect(await database.app.reviewDecision.count({ where: { itemId: id } })).toBe(0);
  });

  it('relates two testimonies in whatever order they are published', async () => {
    const relations = [{ type: 'responds-to', to: 'abcdefgh23', reason: 'It answers.' }];
    const answer = await publish('the answer comes first', { relations });
    expect(await shelf('relation', `${answer}.responds-to.abcdefgh23`)).toBe(0);
    await publish('the question', { reference: 'abcdefgh23' });
    expect(await shelf('relation', `${answer}.responds-to.abcdefgh23`)).toBe(1);
  });
});

describe('withdrawing', () => {
  it('takes the words, the relation and the person off the shelf at once, and leaves a tombstone', async () => {
    const other = await publish('stays');
    const reference = await publish('goes', {
      relations: [{ type: 'corroborates', to: other, reason: 'Same hour.' }],
      place: 'Only Here',
      source: 'Only This Paper',
    });
    expect(await shelf('person', 'speaker-of-goes')).toBe(1);
    expect(await withdraw(anna, { reference, reason: 'at-request' }, database.context)).toMatchObject({
      ok: true,
    });
    for (const [kind, key] of [
      ['testimony', reference],
      ['relation', `${reference}.corroborates.${other}`],
      ['person', 'speaker-of-goes'],
      ['place', 'only-here'],
      ['source', 'only-this-paper'],
    ] as const) {
      expect(await shelf(kind, key), `${kind} ${key}`).toBe(0);
    }
    const { rows } = await database.readingPool.query(
      'SELECT reason_class FROM tombstone WHERE reference = $1',
      [reference],
    );
    expect(rows).toEqual([{ reason_class: 'at-request' }]);
    expect(await database.app.searchOutbox.findUnique({ where: { reference } })).toMatchObject({
      operation: 'delete',
    });
    expect(await withdraw(anna, { reference, reason: 'legal' }, database.context)).toMatchObject({
      reason: 'already-withdrawn',
    });
  });

  it('keeps a person in sight who has other words there', async () => {
    const speaker = 'Speaks Twice';
    const first = await publish('first of two', { speaker });
    await publish('second of two', { speaker });
    await withdraw(basim, { reference: first, reason: 'rights' }, database.context);
    expect(await shelf('person', 'speaks-twice')).toBe(1);
  });

  it('is undone by two administrators and by nobody alone', async () => {
    const reference = await publish('comes back');
    await withdraw(anna, { reference, reason: 'legal' }, database.context);
    expect(await restore(anna, { reference, second: anna }, database.context)).toMatchObject({
      reason: 'second-person-needed',
    });
    expect(await restore(anna, { reference, second: archivist }, database.context)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await shelf('testimony', reference)).toBe(0);
    expect(await restore(anna, { reference, second: basim }, database.context)).toMatchObject({ ok: true });
    expect(await shelf('testimony', reference)).toBe(1);
    expect(await shelf('person', 'speaker-of-comes-back')).toBe(1);
  });
});
