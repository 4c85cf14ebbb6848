import { type Finding, finding } from './finding';

/** Asks the chosen search engine for nothing, to see whether it answers. */
export async function diagnoseSearch(chosen: { name: string; ping(): Promise<void> }): Promise<Finding> {
  const away = await chosen.ping().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return finding(
    'Search engine',
    away === null,
    away === null ? `${chosen.name} answers` : `${chosen.name} does not answer: ${away}`,
    'Start it and see MEILI_URL and MEILI_API_KEY; if its index is damaged: npm run archive -- reindex. Until then PostgreSQL searches.',
  );
}
