import { describe, expect, it } from 'vitest';
import { isOurOrigin } from './check-origin';

const SITE = 'https://archive.example/';

describe('a request that changes something', () => {
  it.each([
    ['https://archive.example', 'inner:3000', 'from the archive’s public address, behind a proxy'],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', 'from the very host that it asks'],
  ])('is ours when it comes %s → %s: %s', (origin, host) => {
    expect(isOurOrigin(origin, host, SITE)).toBe(true);
  });

  it.each([
    null,
    '',
    'null',
    'https://elsewhere.example',
    'https://archive.example.elsewhere.example',
    'http://archive.example',
    'https://archive.example:8443',
    'file://',
    'not an origin',
  ])('is refused when it says %j', (origin) => {
    expect(isOurOrigin(origin, 'inner:3000', SITE)).toBe(false);
  });
});
