import { describe, expect, it } from 'vitest';
import { LARGEST_BODY, LARGEST_UPLOAD, LONGEST_ADDRESS, refuseOversize } from './refuse-oversize';

describe('a request', () => {
  it.each([
    ['of an ordinary size passes', `/search?q=${'ح'.repeat(100)}`, { 'content-length': '300' }, null],
    ['with the longest address passes', '/'.padEnd(LONGEST_ADDRESS, 'a'), {}, null],
    ['with a longer address is refused', '/'.padEnd(LONGEST_ADDRESS + 1, 'a'), {}, 414],
    ['with too large a body is refused', '/', { 'content-length': String(LARGEST_BODY + 1) }, 413],
    [
      'that brings a file in at the desk may be larger',
      '/ar/desk/accessions/import',
      { 'content-length': String(LARGEST_BODY + 1) },
      null,
    ],
    [
      'that brings too large a file in is refused',
      '/desk/accessions/import',
      { 'content-length': String(LARGEST_UPLOAD + 1) },
      413,
    ],
    ['that does not say how much it sends is refused', '/', { 'transfer-encoding': 'chunked' }, 411],
  ] as const)('%s', (_, url, headers, status) => {
    expect(refuseOversize({ url, headers })).toBe(status);
  });
});
