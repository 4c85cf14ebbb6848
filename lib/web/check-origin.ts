/**
 * Whether a request that changes something comes from a page of ours. A browser says where a form
 * stands in `Origin`; another site's form, and a request that does not say, are refused: a curator who
 * is signed in must not publish by opening somebody else's page. `host` is the request's own Host,
 * `site` what the world calls this archive (PUBLIC_URL), which differ behind a proxy.
 */
export function isOurOrigin(
  origin: string | null | undefined,
  host: string | null | undefined,
  site: string,
) {
  if (!origin || !URL.canParse(origin)) return false;
  const { host: from, origin: whole } = new URL(origin);
  return whole === new URL(site).origin || (from !== '' && from === host);
}
