import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { makePersonal } from './personal-answer';
import { READING_CSP, setSecurityHeaders } from './security-headers';

/** What somebody gets of an answer that Next makes by `make`, behind all that the server sets before. */
async function answerOf(make: (response: ServerResponse) => void, method = 'GET') {
  const server = createServer((request, response) => {
    setSecurityHeaders(response, false);
    makePersonal(request, response);
    make(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      method,
      redirect: 'manual',
    });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const KEPT = {
  'cache-control': 'public, max-age=3600',
  'content-security-policy': "script-src 'unsafe-inline'",
};
const HTML = { ...KEPT, 'content-type': 'text/html; charset=utf-8' };

describe('an answer for one person', () => {
  it.each([
    ['a page', (response: ServerResponse) => response.writeHead(200, HTML).end('<p>')],
    ['a page in pieces', piecewise],
    ['a refusal', (response: ServerResponse) => response.writeHead(401, KEPT).end('{}')],
    ['a redirect', (response: ServerResponse) => response.writeHead(303, { ...KEPT, location: '/' }).end()],
  ])('is kept nowhere, found by no search engine, and closed to scripts of others: %s', async (_, make) => {
    const { headers } = await answerOf((response) => void make(response));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('vary')).toBe('Cookie');
    expect(headers.get('content-security-policy')).toBe(`${READING_CSP}; connect-src 'self'`);
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('is plain HTML, whole, without the framework’s scripts, and with the status that it asks for', async () => {
    expect(await answerOf(piecewise)).toMatchObject({
      status: 410,
      body: '<html><head></head><body>كلمات<script src="/desk.js" defer=""></script></body></html>',
    });
    expect(await answerOf(piecewise, 'HEAD')).toMatchObject({ status: 410, body: '' });
  });

  it('is left as it is where it is no page', async () => {
    const file = '<script>of a file that somebody brought</script>';
    const { body } = await answerOf((response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(file),
    );
    expect(body).toBe(file);
  });
});

function piecewise(response: ServerResponse): void {
  response.writeHead(200, HTML);
  response.flushHeaders();
  const page =
    '<html><head><meta name="sawt-status" content="410"/><link rel="preload" as="script" href="/_next/a.js"/>' +
    '</head><body>كلمات<script>self.__next_f.push([])</script><script src="/desk.js" defer=""></script></body></html>';
  const bytes = Buffer.from(page);
  for (let from = 0; from < bytes.length; from += 7) response.write(bytes.subarray(from, from + 7));
  response.end();
}
