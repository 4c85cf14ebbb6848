import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testimonyRecord } from '@/lib/archive/record';
import { parseTestimony } from './parse-testimony';

const value = fc.oneof(
  fc.constantFrom(undefined, null, '', 'ar', 'post', '2016-12-13', 'https://example.org/1', ['a', 'b'], []),
  fc.constantFrom({ ar: 'حلب' }, [{ id: 'book', locator: '7' }], true, 7, 'sawt/1', 'half \ud800', 'twitter'),
);
const field = fc.constantFrom(...Object.keys(testimonyRecord.shape), 'another', 'constructor');

it('gives what the whole schema gives, whichever fields are there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(field, value), { maxLength: 12 }), fc.boolean(), (fields, good) => {
      const given = Object.fromEntries([
        ...fields,
        ...(good
          ? [
              ['text', 'w'],
              ['speaker', 's'],
            ]
          : []),
      ]);
      const [ours, whole] = [parseTestimony(given), testimonyRecord.safeParse(given)];
      expect(ours.success).toBe(whole.success);
      expect(ours.data).toEqual(whole.data);
      expect(ours.error?.issues).toEqual(whole.error?.issues);
    }),
    { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 20_000 : 500 },
  );
});

it('gives each record lists of its own', () => {
  const one = parseTestimony({ text: 'a', speaker: 'b' });
  one.data?.tags.push('added later');
  expect(parseTestimony({ text: 'a', speaker: 'b' }).data?.tags).toEqual([]);
});
