import { FACETS, type FacetName } from '@/lib/search/facets';
import { readSearchParameters, type SearchParameters } from '@/lib/search/parameters';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';

/** The one place where the search page's address is read and written. */
type Given = Record<string, string | string[] | undefined>;
const NAMES = new Set<string>(['q', 'sort', 'page', 'from', 'to', ...FACETS]);

export interface ReadAddress {
  parameters: SearchParameters;
  /** Values that were refused, in English sentences; the search went on without them. */
  refused: string[];
}

/**
 * Reads the address of a search. Names that are not ours (a newsletter's mark, say) are passed over, and
 * what is refused is left out and told: a reader who mistyped a date still sees what the words find.
 */
export function readAddress(given: Given): ReadAddress {
  const address = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    if (!NAMES.has(name)) continue;
    for (const value of [values ?? []].flat()) address.append(name, value);
  }
  const read = readSearchParameters(address);
  if (read.ok) return { parameters: read.value, refused: [] };
  for (const { parameter } of read.errors) address.delete(parameter);
  const rest = readSearchParameters(address);
  if (!rest.ok) throw new Error(`The search cannot be read: ${rest.message}`);
  return { parameters: rest.value, refused: read.errors.map(({ message }) => message) };
}

/** What a link changes in a search; `page` begins again unless it is what changes. */
export interface Change {
  q?: string;
  sort?: SearchParameters['sort'];
  page?: number;
  range?: { from: string; to: string } | null;
  add?: [FacetName, string];
  remove?: [FacetName, string];
  noFilters?: true;
}

/** The address of a search that differs from this one by a change. */
export function searchHref(
  lang: InterfaceLanguage,
  parameters: SearchParameters,
  change: Change = {},
): string {
  return localHref(lang, `/search${queryOf(parameters, change)}`);
}

/** The same search for machines: the parameters alone, with their `?` where there are any. */
export function queryOf(parameters: SearchParameters, change: Change = {}): string {
  const address = new URLSearchParams();
  const q = change.q ?? parameters.q;
  if (q !== '') address.set('q', q);
  if (!change.noFilters) {
    for (const name of FACETS) {
      for (const value of valuesAfter(parameters, name, change)) address.append(name, value);
    }
    const from = change.range === undefined ? parameters.from?.given : change.range?.from;
    const to = change.range === undefined ? parameters.to?.given : change.range?.to;
    if (from) address.set('from', from);
    if (to) address.set('to', to);
  }
  const sort = change.sort ?? parameters.sort;
  if (sort !== 'relevance') address.set('sort', sort);
  if (change.page !== undefined && change.page > 1) address.set('page', String(change.page));
  const query = address.toString();
  return query === '' ? '' : `?${query}`;
}

function valuesAfter({ filters }: SearchParameters, name: FacetName, { add, remove }: Change): string[] {
  const values = new Set(filters[name] ?? []);
  if (add?.[0] === name) values.add(add[1]);
  if (remove?.[0] === name) values.delete(remove[1]);
  return [...values];
}

/** Whether anything but words limits the search. */
export function isFiltered({ filters, from, to }: SearchParameters): boolean {
  return Object.keys(filters).length > 0 || from !== null || to !== null;
}
