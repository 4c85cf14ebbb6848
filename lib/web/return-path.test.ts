import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReturnPath } from './return-path';

describe('the way back after signing in', () => {
  it.each([
    ['/desk/items/1?x=1', '/desk/items/1?x=1'],
    ['/ar/desk', '/ar/desk'],
    ['/ar/people', '/ar/desk'],
    ['http://localhost:3000/desk/log', '/desk/log'],
    [null, '/desk'],
  ])('%j leads to %j', (raw, path) => {
    expect(readReturnPath(raw)).toBe(path);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/desk',
    '/\\elsewhere.example',
    '\\\\elsewhere.example/desk',
    '/\t/elsewhere.example/desk',
    'javascript:alert(1)//desk',
    '/desk/../../elsewhere',
    '/desk@elsewhere.example',
  ])('%j leads nowhere but to the desk', (raw) => {
    expect(readReturnPath(raw)).toBe('/desk');
  });

  it('never leaves the site, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.stringMatching(/^[/\\\t.a-z:@desk]{0,24}$/)),
        (raw) => {
          const url = new URL(readReturnPath(raw), 'https://archive.example/signin');
          expect(url.origin).toBe('https://archive.example');
          expect(url.pathname).toMatch(/^(\/ar)?\/desk(\/|$)/);
        },
      ),
    );
  });
});
