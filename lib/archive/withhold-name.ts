import type { FormOf } from './public-form';
import { type Withheld, withhold } from './withhold';

type Testimony = FormOf<'testimony'>;

/** What readers are told where a protected name stood: no other class says as little. */
export const NAME_REASON = 'at-request';

/**
 * The public form of a testimony without what is withheld and without `names`, by which its protected
 * speaker would be known: wherever one stands in the words, a translation or the context, the same mark
 * stands. How many names there are, and which of them stood there, is not said.
 */
export function withholdName(
  form: Testimony,
  withheld: readonly Withheld[],
  names: readonly string[],
): Testimony {
  const shown = withhold(form, withheld);
  if (names.length === 0) return shown;
  const asWords = names.map((words) => ({ field: 'words', words, reason: NAME_REASON }) as const);
  const without = withhold(form, [...withheld, ...asWords]);
  if (unmarked(without) === unmarked(shown)) return shown;
  const said = shown.redacted ?? [];
  const told = said.some(({ field, reason }) => field === 'words' && reason === NAME_REASON);
  return { ...without, redacted: told ? said : [...said, { field: 'words', reason: NAME_REASON }] };
}

function unmarked({ redacted: _, ...form }: Testimony): string {
  return JSON.stringify(form);
}
