import { builtRoutes } from './inside';

/**
 * Every address pattern of the build with its parameters filled, English without its prefix as people
 * see it. `values` gives what to put for a parameter's name; one that it does not name gets `anything`.
 */
export async function builtAddresses(values: Record<string, string> = {}): Promise<string[]> {
  const known: Record<string, string> = {
    reference: 's3dd9e7xze',
    shape: 'json',
    slug: 'lina-shamy',
    room: 'people',
  };
  const routes = await builtRoutes();
  return routes.flatMap((route) =>
    (route.includes('[lang]') ? ['en', 'ar'] : ['']).map(
      (lang) =>
        route
          .replace('[lang]', lang)
          .replace(
            /\[\[?(?:\.\.\.)?(\w+)\]\]?/g,
            (_, name: string) => values[name] ?? known[name] ?? 'anything',
          )
          .replace(/^\/en(?=\/|$)/, '') || '/',
    ),
  );
}
