import { describe, expect, it } from 'vitest';
import { isFromThisMachine } from './traffic';

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  isFromThisMachine({ socket: { remoteAddress }, headers } as never);

describe('a request', () => {
  it('comes from this machine when its connection does and no proxy says otherwise', () => {
    expect(from('127.0.0.1')).toBe(true);
    expect(from('::ffff:127.0.0.1')).toBe(true);
    expect(from('::1')).toBe(true);
    expect(from('192.0.2.7')).toBe(false);
  });

  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'])('with %s came through a proxy', (name) => {
    expect(from('127.0.0.1', { [name]: 'x' })).toBe(false);
  });
});
