import fc from 'fast-check';
import { expect, it } from 'vitest';
import { authorityRecord, testimonyRecord } from './record';
import { shortRecord, wholeRecord } from './short-record';

const post = { text: 'Words', speaker: 'Somebody' };

it('keeps what a testimony says and nothing else', () => {
  const record = testimonyRecord.parse({ ...post, minor: false, tags: ['aleppo'], note: '' });
  expect(shortRecord(record)).toEqual({
    format: 'sawt/1',
    kind: 'post',
    wording: 'own',
    stance: 'testimony',
    lang: 'und',
    note: '',
    ...post,
    minor: false,
    tags: ['aleppo'],
  });
});

it('gives the very record back, in the same order, whatever is left out', () => {
  const some = fc.record(
    {
      account: fc.constantFrom(null, 'someone'),
      minor: fc.constantFrom(null, true, false),
      place: fc.constantFrom([], ['aleppo']),
      sources: fc.constantFrom([], [{ id: 'a-source', locator: null }]),
      note: fc.constantFrom(null, '', 'seen'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, (more) => {
      const record = testimonyRecord.parse({ ...post, ...more });
      const stored = JSON.parse(JSON.stringify(shortRecord(record)));
      expect(JSON.stringify(wholeRecord(stored))).toBe(JSON.stringify(record));
      expect(JSON.stringify(wholeRecord(record))).toBe(JSON.stringify(record));
    }),
  );
});

it('leaves an authority and what proposes nothing as they are', () => {
  const place = authorityRecord.parse({ kind: 'place', id: 'aleppo', name: 'Aleppo' });
  expect(shortRecord(place)).toBe(place);
  expect(wholeRecord(place)).toBe(place);
  expect(wholeRecord({})).toEqual({});
});
