import fc from 'fast-check';
import { expect, it } from 'vitest';
import { headerPath } from './header-path';

it('any address can be a header, and one of plain letters stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      expect(() => new Headers({ Location: headerPath(`/desk/${rest}`) })).not.toThrow();
    }),
  );
  expect(headerPath('/ar/desk/a%20b?x=1&y=%D8%AD#edit')).toBe('/ar/desk/a%20b?x=1&y=%D8%AD#edit');
  expect(headerPath('/desk/accessions/㊡\n')).toBe('/desk/accessions/%E3%8A%A1%0A');
  expect(headerPath('/desk/\ud800')).toBe('/desk/%EF%BF%BD');
});
