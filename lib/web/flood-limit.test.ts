import { describe, expect, it } from 'vitest';
import { withinLimit } from './flood-limit';

describe('the limit on flooding', () => {
  it('stops one place at twenty in an hour and leaves another alone', () => {
    const now = Date.parse('2016-12-14T12:00:00Z');
    const sent = Array.from({ length: 25 }, (_, n) => withinLimit('one', now + n));
    expect(sent.filter(Boolean)).toHaveLength(20);
    expect(withinLimit('another', now)).toBe(true);
    expect(withinLimit('one', now + 61 * 60 * 1000)).toBe(true);
  });
});
