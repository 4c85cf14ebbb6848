import { expect, it } from 'vitest';
import { holdsNul, readTarget } from './read-target';

it.each([
  ['/', '/', ''],
  ['/people/lina-shamy?style=apa&x', '/people/lina-shamy', '?style=apa&x'],
  ['/search?q=a?b', '/search', '?q=a?b'],
  ['/%D8%AD', '/%D8%AD', ''],
  ['/a%2500b', '/a%2500b', ''],
])('%s is asked for as it was sent', (target, pathname, search) => {
  expect(readTarget(target)).toEqual({ pathname, search });
});

it.each([
  undefined,
  '',
  '*',
  '//evil.example/',
  '/\\evil.example/',
  'https://evil.example/',
  '/%',
  '/%ED%A0%80',
  '/api/v1/people/%00',
  '/desk/records/a%00b/withdraw',
])('%s asks for nothing that there is', (target) => {
  expect(readTarget(target)).toBeNull();
});

it('a NUL in a query is told apart from a percent sign before two noughts', () => {
  expect(holdsNul('?q=a%00')).toBe(true);
  expect(holdsNul('?q=a%2500')).toBe(false);
});
