import { STANCES, TESTIMONY_KINDS } from '@/lib/archive/vocabulary';
import type { FacetName } from '@/lib/search/facets';
import { languageName } from '@/lib/web/language-name';
import type { Answered } from './room';

/** What a facet's value is called for this reader. */
export function facetLabel(
  name: FacetName,
  value: string,
  answer: Answered['answer'],
  { lang, t }: Pick<Answered, 'lang' | 't'>,
): string {
  if (name === 'lang') return languageName(value, lang);
  const kind = name === 'kind' && TESTIMONY_KINDS.find((one) => one === value);
  if (kind) return t(`reading.kinds.${kind}`);
  const stance = name === 'stance' && STANCES.find((one) => one === value);
  if (stance) return t(`reading.stance.${stance}`);
  if (name === 'platform') return value.charAt(0).toUpperCase() + value.slice(1);
  return answer.facets[name]?.find((one) => one.value === value)?.label ?? value;
}
