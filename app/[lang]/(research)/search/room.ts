import type { SearchParameters } from '@/lib/search/parameters';
import type { SearchAnswer } from '@/lib/search/search-testimonies';
import type { InterfaceLanguage } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';

/** What every part of the search page is given. */
export interface Asked {
  lang: InterfaceLanguage;
  t: Translator;
  parameters: SearchParameters;
}
export interface Answered extends Asked {
  answer: SearchAnswer;
}
