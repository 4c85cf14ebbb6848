import type { IncomingMessage, ServerResponse } from 'node:http';
import { accepts } from './compress-response';
import type { FinishedPage } from './finish-page';

/**
 * Sends a finished page under `policy`, or 304 where the client has it, in the best encoding that the client
 * takes.
 */
export function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  page: FinishedPage,
  policy: string,
): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Vary', 'Accept-Encoding');
  // Kept anywhere, but asked about each time: a withdrawal must show at once.
  response.setHeader('Cache-Control', 'no-cache');
  if (page.location !== null) {
    response.setHeader('Location', page.location);
    response.writeHead(page.status).end();
    return;
  }
  response.setHeader('ETag', page.etag);
  if (page.status === 200 && hasIt(request.headers['if-none-match'], page.etag)) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const [body, encoding] = accepts(request, 'br')
    ? [page.br, 'br']
    : accepts(request, 'gzip')
      ? [page.gzip, 'gzip']
      : [page.identity, null];
  if (encoding !== null) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', body.length);
  response.writeHead(page.status);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** RFC 9110, 13.1.2: weak comparison against a list, or `*`. */
export function hasIt(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag));
}

/**
 * A page for when there is no page: written here, in both languages, since it must need neither Next
 * nor the database.
 */
export function serveTrouble(response: ServerResponse, status: keyof typeof TROUBLE): void {
  const body = troublePage(status);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  if (status === 503) response.setHeader('Retry-After', '10');
  if (status === 405) response.setHeader('Allow', 'GET, HEAD');
  // The rest of what is still being sent is not waited for.
  if (status === 411 || status === 413) response.setHeader('Connection', 'close');
  response.writeHead(status).end(body);
}

/** The page that `serveTrouble` sends. */
export function troublePage(status: keyof typeof TROUBLE): string {
  const [en, ar] = TROUBLE[status];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${en}</title><p>${en}<p lang="ar" dir="rtl">${ar}`;
}

const TROUBLE = {
  400: ['This address cannot be read.', 'لا يمكن قراءة هذا العنوان.'],
  403: [
    'This form was not sent from a page of this archive, so nothing was done.',
    'لم يُرسل هذا النموذج من صفحة من صفحات هذا الأرشيف، فلم يُنفَّذ شيء.',
  ],
  405: ['This page can only be read.', 'هذه الصفحة للقراءة فقط.'],
  411: ['The length of what was sent was not said.', 'لم يُذكر طول ما أُرسل.'],
  413: ['What was sent is too large.', 'ما أُرسل أكبر من المسموح.'],
  414: ['This address is too long.', 'هذا العنوان أطول من المسموح.'],
  500: ['Something went wrong in the archive. Nothing is lost.', 'حدث خطأ في الأرشيف. لم يُفقد شيء.'],
  503: [
    'The archive cannot be reached for a moment. Nothing is lost; please try again soon.',
    'يتعذر الوصول إلى الأرشيف الآن. لم يُفقد شيء، يرجى المحاولة بعد قليل.',
  ],
} as const;
