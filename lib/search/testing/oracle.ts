import type { Lexicon } from '../clitics';
import type { SearchDocument } from '../document';
import type { SearchRequest } from '../engine';
import { FACETS, type FacetName } from '../facets';
import { textHas } from '../match';
import { isDroppable, type Query, type Term } from '../query';
import { type Token, tokenise } from '../tokens';
import { foundBy } from '../words';

/**
 * The plainest search there is: every record, every word, one after the other. What engines say is
 * held against what this finds.
 */
export function oracle(documents: readonly SearchDocument[], names: readonly string[] = []) {
  const read = documents.map((document) => ({
    document,
    texts: document.texts.map(({ text }) => tokenise(text)),
  }));
  const lexicon = lexiconOf(
    read.map(({ texts }) => texts),
    names,
  );
  const search = (terms: readonly Term[]) => {
    const asked = terms.map((term) => ({ has: textHas(term, lexicon), negated: term.negated }));
    return read
      .filter(({ texts }) => asked.every(({ has, negated }) => texts.some(has) !== negated))
      .map(({ document }) => document);
  };

  return {
    lexicon,
    find(query: Query, request: Pick<SearchRequest, 'filters' | 'from' | 'to'>): SearchDocument[] {
      let terms = query.terms;
      const droppable = terms.filter((term) => isDroppable(query, term));
      while (search(terms).length === 0 && droppable.length > 0) {
        const last = droppable.pop();
        terms = terms.filter((term) => term !== last);
      }
      const found = search(terms);
      return (found.length > 0 ? found : search(query.terms)).filter((document) =>
        isWithin(document, request),
      );
    },
  };
}

function lexiconOf(texts: Token[][][], names: readonly string[]): Lexicon {
  const counts = new Map<string, number>();
  for (const record of texts) {
    for (const form of foundBy(record.flat())) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return { isName: (form) => names.includes(form), count: (form) => counts.get(form) ?? 0 };
}

function isWithin(
  document: SearchDocument,
  { filters, from, to }: Pick<SearchRequest, 'filters' | 'from' | 'to'>,
): boolean {
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    if (!document.facets[name].some((value) => wanted.includes(value))) return false;
  }
  if (!from && !to) return true;
  const { earliest, latest } = document;
  if (!earliest && !latest) return false;
  return (!to || !earliest || earliest <= to) && (!from || !latest || latest >= from);
}

/** Counts by hand: every facet's values with the records that have them. */
export function countFacets(documents: readonly SearchDocument[]): Record<FacetName, Record<string, number>> {
  const counts = Object.fromEntries(FACETS.map((name) => [name, {}])) as Record<
    FacetName,
    Record<string, number>
  >;
  for (const { facets } of documents) {
    for (const name of FACETS) {
      for (const value of facets[name]) counts[name][value] = (counts[name][value] ?? 0) + 1;
    }
  }
  return counts;
}
