import { publicUrl } from '@/lib/env';
import { openSearchDescription } from '@/lib/reading/opensearch';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  return new Response(openSearchDescription(publicUrl()), {
    headers: {
      'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    },
  });
}
