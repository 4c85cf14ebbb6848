const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/**
 * The writing direction of a BCP 47 language tag, as an HTML `dir` value. A script subtag decides
 * where there is one; for a language that is unknown, the text's own letters must (`auto`).
 */
export function textDirection(lang: string): 'ltr' | 'rtl' | 'auto' {
  const [language = '', ...subtags] = lang.toLowerCase().split('-');
  if (subtags.includes('arab') || subtags.includes('hebr')) return 'rtl';
  if (subtags.includes('latn') || subtags.includes('cyrl')) return 'ltr';
  if (language === 'und' || language === '') return 'auto';
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}
