import { describe, expect, it } from 'vitest';
import { refuseAuthRequest } from './auth-request';

const ask = (query: string, method = 'GET', type?: string) =>
  refuseAuthRequest(
    new Request(`https://archive.example/api/auth/signin${query}`, {
      method,
      ...(type !== undefined && { headers: { 'content-type': type }, body: 'a=1' }),
    }),
  );

describe('a request to the doors of signing in', () => {
  it.each([
    '',
    '?callbackUrl=%2Fdesk%2Fitems%2F1%3Fa%3Db',
    '?callbackUrl=https%3A%2F%2Farchive.example%2Far%2Fdesk',
    '?callbackUrl=%2F%2Fevil.example',
    '?error=CredentialsSignin',
  ])('%j is taken', (query) => {
    expect(ask(query)).toBeNull();
  });

  it.each([
    '?callbackUrl=http%3A%2F%2F%5B',
    '?callbackUrl=%00',
    '?callbackUrl=%0A',
    '?callbackUrl=',
    '?callbackUrl=%2Fdesk&callbackUrl=http%3A%2F%2F%5B',
    '?error=%00',
    '?error=%0D%0ASet-Cookie:%20a=b',
    '?error=%D8%AD',
  ])('%j is refused, where next-auth would fail', (query) => {
    expect(ask(query)).toBe(400);
  });

  it.each([
    ['%2Fdesk', null],
    ['https%3A%2F%2Farchive.example%2Fdesk', null],
    ['http%3A%2F%2F%5B', 400],
    ['%00', 400],
  ])('with the address %j kept in a cookie gets %j', (kept, status) => {
    const headers = { cookie: `a=b; __Host-next-auth.callback-url=${kept}` };
    expect(refuseAuthRequest(new Request('https://archive.example/api/auth/session', { headers }))).toBe(
      status,
    );
  });

  it('brings a form or nothing', () => {
    expect(ask('', 'POST', 'application/x-www-form-urlencoded; charset=UTF-8')).toBeNull();
    for (const type of ['application/json', 'text/plain', 'multipart/form-data']) {
      expect(ask('', 'POST', type)).toBe(415);
    }
    expect(ask('', 'POST')).toBe(415);
  });
});
