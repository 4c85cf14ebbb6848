import { expect, it } from 'vitest';
import type { Json } from './canonical-json';
import { dayOf, type Entry, LOG_FORMAT, NO_LEAF, refusePersonalData, writeEntry } from './entry';

const entry: Entry = {
  log: LOG_FORMAT,
  position: 0,
  previous: NO_LEAF,
  type: 'published',
  subject: { kind: 'testimony', key: '7kq2m9x4tb' },
  day: '2026-11-24',
  role: 'curator',
  body: { version: 1 },
  commitments: { form: 'ab'.repeat(32) },
};

it('writes an entry in one way, whatever the order of its fields', () => {
  expect(writeEntry(entry)).toBe(writeEntry(Object.fromEntries(Object.entries(entry).reverse()) as never));
  expect(writeEntry(entry)).toMatch(/^\{"body":\{"version":1\},"commitments"/);
});

it('tells the day in UTC and not the minute', () => {
  expect(dayOf(new Date('2026-11-24T23:59:59.999Z'))).toBe('2026-11-24');
});

it('takes classes, days, counts and references into a body', () => {
  refusePersonalData({
    reason: 'at-request',
    day: '2026-11-24',
    counts: { staged: 31 },
    refs: ['7kq2m9x4tb'],
  });
  refusePersonalData({ root: 'ab'.repeat(32), publicKey: 'q83vEg==' });
});

it('refuses words, names and plain hashes anywhere in a body', () => {
  const bodies: Json[] = [
    { text: 'Why are you silent?' },
    { by: 'ليلى' },
    { nested: [{ note: 'two words' }] },
    { 'a name': 1 },
    { digest: 'ab'.repeat(32) },
    { digests: ['AB'.repeat(16)] },
  ];
  for (const bad of bodies) {
    expect(() => refusePersonalData(bad)).toThrow(TypeError);
  }
});
