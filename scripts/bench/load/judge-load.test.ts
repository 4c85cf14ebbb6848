import { describe, expect, it } from 'vitest';
import { judgeLoad, type LoadRun } from './judge-load';

const counted = (statuses: Record<string, number>) => ({
  took: [1],
  statuses: new Map(Object.entries(statuses)),
});
const FLAT = Array<number>(30).fill(300);
const GROWING = Array.from({ length: 30 }, (_, nth) => 300 + 20 * nth);
const WELL: LoadRun = {
  minutes: 30,
  tally: new Map([
    ['page', counted({ 200: 9 })],
    ['desk: decision', counted({ 200: 5, 409: 1 })],
    ['import', counted({ 'ended with 0': 2 })],
  ]),
  written: { imported: 2_000, published: 5 },
  memory: new Map([['web', FLAT]]),
  before: new Map([['page', 6]]),
  after: new Map([['page', 7.5]]),
  crowd: new Map([
    ['200', 700],
    ['503', 2_300],
  ]),
  lives: true,
};
const tally = (kind: string, statuses: Record<string, number>) =>
  new Map([...WELL.tally, [kind, counted(statuses)]]);

describe('the verdict on a load', () => {
  it('is that it holds where all was answered, the crowd was told when to come back, and nothing grew', () => {
    expect(judgeLoad(WELL)).toEqual([]);
  });

  it.each<[string, Partial<LoadRun>]>([
    ['page met 500 1 times', { tally: tally('page', { 200: 9, 500: 1 }) }],
    ['page met 503 1 times', { tally: tally('page', { 200: 9, 503: 1 }) }],
    ['page met 409 1 times', { tally: tally('page', { 409: 1 }) }],
    ['page met ECONNRESET 2 times', { tally: tally('page', { 200: 9, ECONNRESET: 2 }) }],
    ['import met ended with 1 1 times', { tally: tally('import', { 'ended with 1': 1 }) }],
    ['nothing was published', { written: { imported: 1, published: 0 } }],
    ['nothing was imported', { written: { imported: 0, published: 1 } }],
    [
      'the crowd met 503 without Retry-After 1 times',
      { crowd: new Map([...WELL.crowd, ['503 without Retry-After', 1]]) },
    ],
    ['nobody of the crowd was answered', { crowd: new Map([['503', 3_000]]) }],
    ['a part is gone', { lives: false }],
    ['more statements for an answer: page', { after: new Map([['page', 8.1]]) }],
    ['the memory of web grew', { memory: new Map([['web', GROWING]]) }],
  ])('says %j', (reason, change) => {
    expect(judgeLoad({ ...WELL, ...change })).toEqual([reason]);
  });

  it('says nothing of memory after a short run, in which caches still fill', () => {
    expect(judgeLoad({ ...WELL, minutes: 9, memory: new Map([['web', GROWING]]) })).toEqual([]);
  });
});
