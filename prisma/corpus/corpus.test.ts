import { describe, expect, it } from 'vitest';
import { EXPECTED_ROWS, type ExpectedRow } from './testing/expected-rows';
import { authorities, spokenRecords } from './testing/read-records';

const records = spokenRecords();
const byReference = new Map(records.map((record) => [record.reference, record]));
const rows = Object.entries(EXPECTED_ROWS);
const row = (id: string) => {
  const found = byReference.get((EXPECTED_ROWS[id] as ExpectedRow).reference);
  if (!found) throw new Error(`${id} is not in the corpus`);
  return found;
};
const idOf = new Map(rows.map(([id, { reference }]) => [reference, id]));

describe('the founding corpus against its quotations', () => {
  it.each(rows)('%s says what its source prints, from its speaker, on its date', (id, expected) => {
    const record = row(id);
    expect(record.stance).toBe(id.startsWith('Q') ? 'testimony' : 'statement');
    expect(record.speaker).toBe(expected.speaker);
    expect(record.date).toBe(expected.date);
    expect(record.sources).toEqual([{ id: expected.source, locator: null }]);
    expect(record.lang).toBe('en');
    if (expected.quotation !== undefined) {
      expect(record.wording).toBe('quoted');
      expect(record.text).toBe(expected.quotation);
    } else {
      expect(record.wording).toBe('reported');
      expect(expected.claims?.length).toBeGreaterThan(0);
      for (const claim of expected.claims ?? []) expect(record.text).toContain(claim);
    }
  });

  it('holds fifteen testimonies and nineteen statements, and no other words', () => {
    expect(rows.filter(([id]) => id.startsWith('Q'))).toHaveLength(15);
    expect(rows.filter(([id]) => id.startsWith('C'))).toHaveLength(19);
    expect(records.map(({ reference }) => idOf.get(reference ?? ''))).toEqual(rows.map(([id]) => id));
  });

  it('never shows reported speech as anybody’s own words', () => {
    const names = new Map(authorities('people', 'person').map(({ id, name }) => [id, name.en]));
    const reported = records.filter(({ wording }) => wording === 'reported');
    expect(reported).toHaveLength(14);
    for (const { text, speaker, originalLang } of reported) {
      expect(text.replace(/^The United Nations/, 'United Nations')).toMatch(
        new RegExp(`^${names.get(speaker)}`),
      );
      expect(text).not.toMatch(/["“”‘«»]|\b(I|we|my|our|us|me)\b/i);
      expect(originalLang).toBeNull();
    }
  });

  it('keeps one account with two speakers, and knows no other account', () => {
    expect(records.filter(({ account }) => account !== null).map(({ reference }) => reference)).toEqual([
      row('Q5').reference,
      row('Q6').reference,
    ]);
    expect(row('Q5').account).toBe(row('Q6').account);
    expect(authorities('accounts', 'account')).toMatchObject([
      { id: row('Q5').account, platform: 'twitter', handle: null, url: null, speakers: ['bana', 'fatemah'] },
    ]);
  });

  it('marks who was a minor when speaking, with the age as stated', () => {
    const minors = records.filter(({ minor }) => minor === true);
    expect(minors.map(({ reference, ageStated }) => [idOf.get(reference ?? ''), ageStated])).toEqual([
      ['Q5', '7'],
      ['Q7', '7'],
    ]);
    expect(records.filter(({ ageStated }) => ageStated !== null)).toHaveLength(2);
  });

  it('leaves the original language open where people may have spoken another than English', () => {
    for (const id of ['Q2', 'Q7', 'Q10', 'Q11', 'C5', 'C6']) expect(row(id).originalLang).toBeNull();
  });

  it('tells where each was said as far as the source tells it', () => {
    const channels = Object.fromEntries(rows.map(([id]) => [id, row(id).channel?.en ?? row(id).platform]));
    expect(channels).toEqual({
      Q1: 'twitter',
      Q2: 'a video message',
      Q3: 'twitter',
      Q4: null,
      Q5: 'twitter',
      Q6: 'twitter',
      Q7: 'told to Alaa Basatneh, the author of the source',
      Q8: 'twitter',
      Q9: null,
      Q10: 'a press release',
      Q11: 'a press release',
      Q12: null,
      Q13: 'messages that went viral',
      Q14: null,
      Q15: 'at a rally',
      C1: 'the emergency briefing of the UN Security Council',
      C2: 'the emergency briefing of the UN Security Council',
      C3: 'the emergency briefing of the UN Security Council',
      C4: null,
      C5: 'reported via Anadolu',
      C6: 'reported via Anadolu',
      C7: null,
      C8: null,
      C9: 'a press statement',
      C10: null,
      C11: null,
      C12: 'reported via Anadolu',
      C13: null,
      C14: null,
      C15: null,
      C16: null,
      C17: null,
      C18: null,
      C19: null,
    });
  });

  it('keeps the word of the source, and notes what it does not agree with', () => {
    expect(row('C10').context?.en).toContain('The source says Syria');
    expect(row('C8').context?.en).toContain('50,000 to 100,000');
    expect(row('C8').text).not.toContain('100,000');
  });
});

describe('the relations of the founding corpus', () => {
  const relations = records.flatMap((record) =>
    record.relations.map((relation) => ({ ...relation, from: record.reference ?? '' })),
  );

  it('are these, and no others', () => {
    const told = relations.map(({ from, type, to }) => `${idOf.get(from)} ${type} ${idOf.get(to)}`);
    expect(told.sort()).toEqual(
      [
        'C3 responds-to C2',
        'Q8 repeats Q1',
        'Q8 repeats Q2',
        ...['Q3 Q4', 'Q3 Q6', 'Q3 Q12', 'Q4 Q6', 'Q4 Q12', 'Q6 Q12'].map((pair) =>
          pair.replace(' ', ' corroborates '),
        ),
        ...['Q2', 'Q3', 'Q4', 'Q6', 'Q8', 'Q12'].map((id) => `${id} contradicts C4`),
        'C12 corroborates Q1',
        'C16 contradicts C7',
        'C16 contradicts C17',
        'C10 contradicts C14',
        'C10 contradicts C15',
        'C14 contradicts C15',
      ].sort(),
    );
  });

  it('each give a reason in both languages, and no verdict', () => {
    for (const { reason } of relations) {
      expect(Object.keys(reason)).toEqual(['en', 'ar']);
      expect(reason.en).not.toMatch(
        /\b(true|truth|false|lie[sd]?|lying|wrong|right|prove[sd]?|propaganda)\b/i,
      );
    }
    const repeats = relations.filter(({ type }) => type === 'repeats');
    for (const { reason } of repeats) expect(reason.en).toMatch(/^Probably/);
  });
});
