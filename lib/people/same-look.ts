// Letters that in most faces look like the first of their group (after Unicode's confusables, UTS 39): Cyrillic,
// Greek and Persian ones beside Latin and Arabic, and 0 and 1 beside o and l.
const ALIKE = [
  'aаα',
  'bв',
  'cсϲ',
  'dԁ',
  'eеε',
  'hһн',
  'iіι',
  'jј',
  'kкκ',
  'l1ӏ',
  'mм',
  'oоο0σ',
  'pрρ',
  'qԛ',
  'sѕ',
  'tтτ',
  'uυ',
  'vν',
  'wԝω',
  'xхχ',
  'yуγ',
  'يیىې',
  'كک',
  'هہەھ',
  'اٱ',
];
const SHAPES = new Map(
  ALIKE.flatMap(([shown = '', ...others]) => others.map((one) => [one, shown] as const)),
);

/**
 * Whether two sign-in names can be taken for each other by whoever reads them: the same but for marks on
 * letters, digits of another script, or letters that look alike. One person must not stand in the log, or
 * beside a record that needs two, as another.
 */
export function sameLook(one: string, other: string): boolean {
  return skeleton(one) === skeleton(other);
}

function skeleton(name: string): string {
  return [...name.normalize('NFKD').toLowerCase()]
    .filter((letter) => !/\p{M}/u.test(letter))
    .map((letter) => (/\p{Nd}/u.test(letter) ? digitOf(letter) : letter))
    .map((letter) => SHAPES.get(letter) ?? letter)
    .join('');
}

/** Decimal digits stand ten in a row in every script (Unicode, 4.6), so the zero is the nearest below that is none. */
function digitOf(digit: string): string {
  let value = 0;
  for (
    let code = digit.codePointAt(0)! - 1;
    value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code));
    code -= 1
  )
    value += 1;
  return String(value);
}
