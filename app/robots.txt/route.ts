import { publicUrl } from '@/lib/env';
import { answer } from '@/lib/web/answer';

export const dynamic = 'force-dynamic';

/** Everything public may be read by machines; the desk is nothing to them, and search has no end. */
export function GET(request: Request): Response {
  const lines = [
    'User-agent: *',
    'Allow: /',
    ...['/desk', '/ar/desk', '/signin', '/ar/signin', '/search', '/ar/search', '/api/auth'].map(
      (path) => `Disallow: ${path}`,
    ),
    '',
    `Sitemap: ${publicUrl()}/sitemap.xml`,
    '',
  ];
  return answer(request, lines.join('\n'), { type: 'text/plain; charset=utf-8' });
}
