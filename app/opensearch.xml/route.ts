import { publicUrl } from '@/lib/env';

export const dynamic = 'force-dynamic';

/** OpenSearch 1.1: lets the browser's own search box ask the archive. ShortName holds at most 16 characters. */
export function GET(): Response {
  const base = escaped(publicUrl());
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Sawt</ShortName>
  <Description>Testimony from Aleppo, kept with its sources</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Language>en</Language>
  <Language>ar</Language>
  <Image type="image/svg+xml">${base}/icon.svg</Image>
  <Url type="text/html" template="${base}/search?q={searchTerms}"/>
  <Url type="application/atom+xml" template="${base}/feed.atom?q={searchTerms}"/>
  <Url type="application/json" template="${base}/api/v1/testimonies?q={searchTerms}"/>
</OpenSearchDescription>
`;
  return new Response(body, {
    headers: {
      'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    },
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
