import { describe, expect, it } from 'vitest';
import { sameLook } from './same-look';

describe('two sign-in names', () => {
  it.each([
    ['anna', 'аnna', 'with a Cyrillic a'],
    ['cop', 'сор', 'all in Cyrillic'],
    ['anna', 'ánna', 'with a mark'],
    ['rana1', 'ranal', 'with 1 for l'],
    ['omar', '0mar', 'with 0 for o'],
    ['user7', 'user٧', 'with an Arabic digit'],
    ['علي', 'علی', 'with a Persian ye'],
    ['كرم', 'کرم', 'with a Persian kaf'],
    ['أحمد', 'احمد', 'without the hamza'],
  ])('%s and %s look the same: %s', (one, other) => {
    expect(sameLook(one, other)).toBe(true);
    expect(sameLook(other, one)).toBe(true);
  });

  it.each([
    ['anna', 'hanna'],
    ['rana1', 'rana2'],
    ['user7', 'user٨'],
    ['علي', 'عمر'],
    ['anna', 'анна-b'],
  ])('%s and %s do not', (one, other) => {
    expect(sameLook(one, other)).toBe(false);
  });
});
