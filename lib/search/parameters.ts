import { z } from 'zod';
import { computeDate } from '@/lib/archive/edtf-date';
import { languageTag } from '@/lib/archive/localised';
import { slug } from '@/lib/archive/slug';
import { STANCES, TESTIMONY_KINDS } from '@/lib/archive/vocabulary';
import { ok, type Result } from '@/lib/result';
import { FACETS, type FacetName } from './facets';

export const SORTS = ['relevance', 'oldest', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

/** What was asked for, checked. Names are those of the addresses (docs/interfaces.md). */
export interface SearchParameters {
  q: string;
  filters: Partial<Record<FacetName, string[]>>;
  /** As given (EDTF or ISO 8601), and the bound it stands for. */
  from: DateBound | null;
  to: DateBound | null;
  sort: Sort;
  page: number;
  perPage: number;
  facets: readonly FacetName[];
}

export interface DateBound {
  given: string;
  /** Null where the EDTF itself leaves this end open. */
  instant: Date | null;
}

export interface BadParameters {
  reason: 'bad-parameters';
  message: string;
  errors: { parameter: string; message: string }[];
}

/** Longer queries are refused: nobody types them, and each word costs the engine work. */
export const LONGEST_QUERY = 2_000;
export const MOST_PER_PAGE = 100;
const MOST_FILTER_VALUES = 50;

const word = z
  .string()
  .max(200, 'at most 200 characters')
  // PostgreSQL takes none, and would fail where it should find nothing.
  .refine((value) => !value.includes('\0'), 'without the character NUL');
const VALUES: Record<FacetName, z.ZodType<string>> = {
  speaker: slug,
  account: slug,
  platform: word,
  kind: z.enum(TESTIMONY_KINDS, `one of ${TESTIMONY_KINDS.join(', ')}`),
  stance: z.enum(STANCES, `one of ${STANCES.join(', ')}`),
  lang: languageTag,
  event: slug,
  place: slug,
  tag: word,
  source: slug,
};
const whole = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, `a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `a whole number from 1 to ${most}`);
const SINGLE = {
  q: z.string().max(LONGEST_QUERY, `at most ${LONGEST_QUERY} characters`).default(''),
  sort: z.enum(SORTS, `one of ${SORTS.join(', ')}`).default('relevance'),
  page: whole(100_000).default(1),
  perPage: whole(MOST_PER_PAGE).default(20),
};

/**
 * Reads the parameters of a search from an address. An empty value counts as absent, as a form sends
 * it. Refuses unknown names, single ones given twice, and values that are not of their kind: each with
 * its name and one sentence (English).
 */
export function readSearchParameters(given: URLSearchParams): Result<SearchParameters, BadParameters> {
  const errors: BadParameters['errors'] = [];
  const refuse = (parameter: string, message: string) => errors.push({ parameter, message });
  const known = new Set<string>([...Object.keys(SINGLE), ...FACETS, 'from', 'to', 'facets']);
  for (const name of new Set(given.keys())) if (!known.has(name)) refuse(name, 'There is no such parameter.');

  const valuesOf = (name: string) => given.getAll(name).filter((value) => value.trim() !== '');
  const single = <Name extends keyof typeof SINGLE>(name: Name): z.output<(typeof SINGLE)[Name]> => {
    const read = SINGLE[name].safeParse(only(name));
    if (read.success) return read.data as z.output<(typeof SINGLE)[Name]>;
    refuse(name, `${name} must be ${read.error.issues[0]?.message}.`);
    return SINGLE[name].parse(undefined) as z.output<(typeof SINGLE)[Name]>;
  };
  function only(name: string): string | undefined {
    const values = name === 'q' ? given.getAll(name).filter((value) => value !== '') : valuesOf(name);
    if (values.length > 1) refuse(name, `${name} can be given only once.`);
    return values[0];
  }

  const filters: SearchParameters['filters'] = {};
  for (const name of FACETS) {
    const values = [...new Set(valuesOf(name))];
    if (values.length > MOST_FILTER_VALUES)
      refuse(name, `At most ${MOST_FILTER_VALUES} values of ${name} at once.`);
    for (const value of values) {
      const read = VALUES[name].safeParse(value);
      if (!read.success) refuse(name, `“${value}” must be ${read.error.issues[0]?.message}.`);
    }
    if (values.length > 0) filters[name] = values;
  }
  const from = readBound(only('from'), 'from', refuse);
  const to = readBound(only('to'), 'to', refuse);
  if (from?.instant && to?.instant && to.instant < from.instant) refuse('to', 'to must not lie before from.');

  const parameters: SearchParameters = {
    q: single('q'),
    filters,
    from,
    to,
    sort: single('sort'),
    page: single('page'),
    perPage: single('perPage'),
    facets: readFacets(valuesOf('facets'), refuse),
  };
  if (errors.length === 0) return ok(parameters);
  return { ok: false, reason: 'bad-parameters', message: errors[0]!.message, errors };
}

type Refuse = (parameter: string, message: string) => void;

function readBound(given: string | undefined, end: 'from' | 'to', refuse: Refuse): DateBound | null {
  if (given === undefined) return null;
  const computed = computeDate(given.trim());
  if (!computed.ok) {
    refuse(end, computed.message);
    return null;
  }
  const bound = end === 'from' ? computed.value.earliest : computed.value.latest;
  return { given: given.trim(), instant: bound === null ? null : new Date(bound) };
}

/** Names, repeated or with commas between them; `none` for none; all where nothing is said. */
function readFacets(given: string[], refuse: Refuse): readonly FacetName[] {
  const names = given.flatMap((value) => value.split(',')).map((name) => name.trim());
  if (names.length === 0) return FACETS;
  if (names.length === 1 && names[0] === 'none') return [];
  for (const name of names) {
    if (!(FACETS as readonly string[]).includes(name)) {
      refuse('facets', `“${name}” is no facet: give any of ${FACETS.join(', ')}, or none.`);
    }
  }
  return FACETS.filter((name) => names.includes(name));
}
