import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { dropInternalHeaders, READING_CSP, setSecurityHeaders } from './security-headers';

const answer = (https: boolean) => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  setSecurityHeaders(response, https);
  return response.getHeaders();
};

describe('every answer', () => {
  it('carries a policy that runs, shows and frames nothing, before a page puts its own in its place', () => {
    expect(answer(false)['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(READING_CSP).not.toMatch(/unsafe|https?:|\*/);
  });

  it('insists on https where the world comes by https, and nowhere else', () => {
    expect(answer(true)['strict-transport-security']).toBe('max-age=63072000');
    expect(answer(false)['strict-transport-security']).toBeUndefined();
  });
});

it('a client’s word about what our own server decides is dropped', () => {
  const request = new IncomingMessage(new Socket());
  const forged = [
    'x-middleware-subrequest',
    'x-sawt-from',
    'x-nonce',
    'x-nextjs-data',
    'x-matched-path',
    'content-security-policy',
  ];
  for (const name of [...forged, 'accept']) request.headers[name] = 'x';
  dropInternalHeaders(request);
  expect(Object.keys(request.headers)).toEqual(['accept']);
});
