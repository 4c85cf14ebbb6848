import { createHash } from 'node:crypto';
import { publicUrl } from '@/lib/env';
import { answerJson } from '@/lib/search/answer-json';
import { readSearchParameters, type SearchParameters } from '@/lib/search/parameters';
import { type SearchHouse, searchTestimonies } from '@/lib/search/search-testimonies';
import { problem } from './problem';

/** `GET /api/v1/testimonies` (docs/interfaces.md): the filters, the page, the counts. */
export async function answerTestimonies(house: SearchHouse, request: Request): Promise<Response> {
  const address = new URL(request.url).searchParams;
  const parameters = readSearchParameters(address);
  if (!parameters.ok) {
    return problem(400, 'bad-parameter', 'A parameter was refused.', { errors: parameters.errors });
  }
  const answer = await searchTestimonies(parameters.value, house);
  if (!answer.ok) return problem(503, answer.reason, answer.message, { retryAfter: 5 });
  const base = publicUrl();
  const body = JSON.stringify(answerJson(answer.value, base));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    ETag: etag,
    // A withdrawal must show at once, so every use is asked about again.
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Link',
  });
  const links = pageLinks(base, address, parameters.value, answer.value.total);
  if (links) headers.set('Link', links);
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

/** RFC 8288: the first, previous, next and last page of the same search. */
function pageLinks(
  base: string,
  address: URLSearchParams,
  { page, perPage }: SearchParameters,
  total: number,
): string {
  const last = Math.max(1, Math.ceil(total / perPage));
  const pages = { first: 1, prev: page - 1, next: page + 1, last };
  return Object.entries(pages)
    .filter(([, at]) => at >= 1 && at <= last && at !== page)
    .map(([relation, at]) => {
      const there = new URLSearchParams(address);
      there.set('page', String(at));
      return `<${base}/api/v1/testimonies?${there}>; rel="${relation}"`;
    })
    .join(', ');
}
