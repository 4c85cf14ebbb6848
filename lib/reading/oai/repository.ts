const DOMAIN_NAME = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/i;

/**
 * The domain name in OAI identifiers and in the address that the protocol demands. Its schemas know
 * domain names with a dot alone, so an archive at a bare host or number takes a name that is nobody's.
 */
export function repositoryDomain(baseUrl: string): string {
  const { hostname } = new URL(baseUrl);
  return DOMAIN_NAME.test(hostname) ? hostname : 'sawt.invalid';
}

/** The identifier of a testimony (http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm). */
export function oaiIdentifier(reference: string, baseUrl: string): string {
  return `oai:${repositoryDomain(baseUrl)}:${reference}`;
}
