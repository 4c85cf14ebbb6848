import { expect, it } from 'vitest';
import { describeBackup } from './verify';

it('verify says how old the last backup is, and when it is stale', () => {
  expect(describeBackup(null)).toContain('no backup yet');
  expect(describeBackup(86_400)).toBe('The last backup is 1 day old.');
  expect(describeBackup(8 * 86_400)).toContain('8 days old, which is stale');
});
