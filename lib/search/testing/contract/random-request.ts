import type { SearchDocument } from '../../document';
import type { SearchRequest } from '../../engine';
import { FACETS, type FacetName } from '../../facets';

/** A query of one of fourteen kinds made from words of the records, and perhaps a filter and dates. */
export function randomRequest(
  documents: readonly SearchDocument[],
  random: () => number,
): { asked: string; limits: Partial<Pick<SearchRequest, 'filters' | 'from' | 'to'>> } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const some = pick(documents);
  const words = pick(some.texts).text.split(/[ .]+/).filter(Boolean);
  const word = () => pick(words);
  const slip = (given: string) => given.slice(0, 3) + given.slice(4);
  const asked = pick([
    () => '',
    () => word(),
    () => `${word()} `,
    () => `${word()} ${word()} `,
    () => `${word()} ${word()} ${word()}`,
    () => word().slice(0, 3),
    () => `${slip(word())} `,
    () => slip(word()),
    () => `"${words.slice(0, 2).join(' ')}"`,
    () => `"${words.slice(2, 5).join(' ')}" ${word()}`,
    () => `${word()} -${word()}`,
    () => `-${word()}`,
    () => `-"${words.slice(0, 2).join(' ')}" ${word()} `,
    () => `${word()} zzzzzz ${word()} `,
  ])();
  const limits: Partial<Pick<SearchRequest, 'filters' | 'from' | 'to'>> = {};
  if (random() < 0.5) {
    const name = pick(FACETS) as FacetName;
    const values = [some.facets[name][0], pick(documents).facets[name][0]].filter((one) => one !== undefined);
    if (values.length > 0) limits.filters = { [name]: values };
  }
  if (random() < 0.3) limits.from = new Date(Date.UTC(2012 + Math.floor(random() * 5), 3, 7));
  if (random() < 0.3) limits.to = new Date(Date.UTC(2014 + Math.floor(random() * 4), 8, 21));
  return { asked, limits };
}
