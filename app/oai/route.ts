import { publicUrl } from '@/lib/env';
import { answerOai } from '@/lib/reading/oai/answer-oai';
import { connections } from '@/lib/web/connections';
import { readRoute } from '@/lib/web/read-route';

export const dynamic = 'force-dynamic';

const PAGE_SIZE = 100;

/** OAI-PMH 2.0. An answer carries its own instant, so it has no ETag. */
async function harvest(given: URLSearchParams): Promise<Response> {
  const site = { baseUrl: publicUrl(), pageSize: PAGE_SIZE };
  const xml = await answerOai(connections().reading, given, site, new Date());
  return new Response(xml, {
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
    },
  });
}

export const GET = readRoute((request) => harvest(new URL(request.url).searchParams));

const LONGEST_QUESTION = 10_000;

export const POST = readRoute(async (request) => {
  const body = await request.text();
  return harvest(new URLSearchParams(body.length > LONGEST_QUESTION ? '' : body));
});
