import { xmlText } from './xml';

/**
 * The OpenSearch 1.1 description (https://github.com/dewitt/opensearch) by which a browser's own search box asks
 * the archive. ShortName holds at most 16 characters.
 */
export function openSearchDescription(baseUrl: string): string {
  const base = xmlText(baseUrl);
  return `<?xml version="1.0" encoding="UTF-8"?>
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
}
