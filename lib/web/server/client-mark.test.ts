import { describe, expect, it } from 'vitest';
import { clientMark, shortened } from './client-mark';

const NOON = new Date('2016-12-14T12:00:00Z');

describe('the mark of where a request comes from', () => {
  it('is the same for one network on one day, and says nothing of the address', () => {
    const mark = clientMark('192.0.2.7', null, NOON);
    expect(clientMark('192.0.2.200', null, NOON)).toBe(mark);
    expect(clientMark('::ffff:192.0.2.9', null, NOON)).toBe(mark);
    expect(clientMark('192.0.3.7', null, NOON)).not.toBe(mark);
    expect(mark).toMatch(/^[\w-]{16}$/);
  });

  it('is another one the next day', () => {
    const today = clientMark('192.0.2.7', null, NOON);
    expect(clientMark('192.0.2.7', null, new Date('2016-12-15T00:00:00Z'))).not.toBe(today);
  });

  it('believes our own proxy’s last word alone', () => {
    const direct = clientMark('192.0.2.7', null, NOON);
    expect(clientMark('10.0.0.1', '203.0.113.5, 192.0.2.7', NOON)).toBe(direct);
  });

  it.each([
    ['2001:db8:1:2::1', '20010db8000100'],
    ['2001:DB8:1:2ff:0:0:0:1', '20010db8000102'],
    ['::1', '00000000000000'],
    ['203.0.113.77', '203.0.113'],
  ])('shortens %s to %s', (address, network) => {
    expect(shortened(address)).toBe(network);
  });
});
