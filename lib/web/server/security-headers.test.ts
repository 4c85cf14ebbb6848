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
  it('runs, shows and frames nothing, is taken for nothing else, tells no other site, and may use no device', () => {
    expect({ ...answer(false) }).toEqual({
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
    });
  });

  it('insists on https where the world comes by https, and nowhere else', () => {
    expect(answer(true)['strict-transport-security']).toBe('max-age=63072000');
    expect(answer(false)['strict-transport-security']).toBeUndefined();
  });
});

it('a reading page may use files of ours alone, send forms to us alone, and stand in no frame', () => {
  expect(READING_CSP).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
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
