import { publicUrl } from '@/lib/env';
import { atomFeed, type FeedEntry } from '@/lib/reading/atom-feed';
import { readNewest } from '@/lib/reading/newest';
import { readSearchParameters } from '@/lib/search/parameters';
import { type SearchHouse, searchTestimonies } from '@/lib/search/search-testimonies';
import { answer } from './answer';
import { connections } from './connections';
import { problem } from './problem';
import { badParameters } from './read-route';

const ENTRIES = 50;

/** `GET /feed.atom`: what readers got last; with a search's parameters, what that search finds. */
export async function answerFeed(house: SearchHouse, request: Request): Promise<Response> {
  const given = new URL(request.url).searchParams;
  const baseUrl = publicUrl();
  const self = `${baseUrl}/feed.atom${given.size > 0 ? `?${given}` : ''}`;
  const entries =
    given.size === 0 ? await readNewest(connections().reading, ENTRIES) : await search(given, house);
  if (entries instanceof Response) return entries;
  const words = given.get('q');
  const title = words ? `Sawt: ${words}` : 'Sawt';
  return answer(request, atomFeed(entries, { self, baseUrl, title }), {
    type: 'application/atom+xml; charset=utf-8',
  });
}

async function search(given: URLSearchParams, house: SearchHouse): Promise<FeedEntry[] | Response> {
  const parameters = readSearchParameters(given);
  if (!parameters.ok) return badParameters(parameters.errors);
  const wanted = { ...parameters.value, facets: [], perPage: ENTRIES };
  const found = await searchTestimonies(wanted, house);
  if (!found.ok) return problem(503, found.reason, found.message, { retryAfter: 5 });
  const references = found.value.items.map(({ form }) => form.reference);
  const { rows } = await house.reading.query<{ key: string; day: string }>(
    `SELECT key, to_char(changed_on, 'YYYY-MM-DD') AS day FROM public_form
     WHERE kind = 'testimony' AND current AND NOT sealed AND key = ANY($1)`,
    [references],
  );
  const days = new Map(rows.map(({ key, day }) => [key, day]));
  return found.value.items.flatMap(({ form }) => {
    const day = days.get(form.reference);
    return day === undefined ? [] : [{ form, day }];
  });
}
