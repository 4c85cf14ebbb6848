import type { z } from 'zod';
import { DEFAULT_ZONE } from '@/lib/archive/edtf-date';
import {
  type ArchiveRecord,
  type AuthorityRecord,
  accountRecord,
  authorityRecord,
  collectionRecord,
  eventRecord,
  isAuthorityKind,
  personRecord,
  placeRecord,
  sourceRecord,
  type TestimonyRecord,
  testimonyRecord,
} from '@/lib/archive/record';
import { readReference } from '@/lib/archive/reference';
import type { Suggestion } from '@/lib/archive/suggestion';
import {
  AUTHORITY_KINDS,
  CONTENT_WARNINGS,
  STANCES,
  TESTIMONY_KINDS,
  WORDINGS,
} from '@/lib/archive/vocabulary';
import { computeOnce } from './compute-once';
import { parseTestimony } from './parse-testimony';
import type { ProblemReason } from './reading';

/** A record of `sawt/1` that has passed, and what a person should know about it. */
export type CheckedRecord =
  | { ok: true; record: ArchiveRecord; unknownFields: string[]; suggestions: Suggestion[] }
  | { ok: false; reason: ProblemReason; message: string };

/**
 * The one step through which every format's records pass: the schema of `sawt/1`, the reference, the dates.
 * A refusal names the field, what is wrong, and the remedy. Fields that `sawt/1` does not know are named,
 * not refused: the record's bytes are kept in any case. `zone` is for records that name none.
 */
export function checkRecord(raw: Record<string, unknown>, zone: string | null): CheckedRecord {
  const known = withoutEmpty(raw);
  const given = zone !== null && known.zone === undefined ? { ...known, zone } : known;
  const parsed = isAuthorityKind(given.kind) ? authorityRecord.safeParse(given) : parseTestimony(given);
  if (!parsed.success) return { ok: false, reason: 'invalid', message: explain(parsed.error, given) };
  const record = parsed.data;
  const suggestions: Suggestion[] = [];
  const problem = isTestimony(record) ? checkTestimony(record, suggestions) : checkAuthority(record);
  if (problem) return problem;
  return { ok: true, record, unknownFields: unknownFields(given, record.kind), suggestions };
}

export function isTestimony(record: ArchiveRecord): record is TestimonyRecord {
  return !isAuthorityKind(record.kind);
}

type Problem = Extract<CheckedRecord, { ok: false }>;

function checkTestimony(record: TestimonyRecord, suggestions: Suggestion[]): Problem | null {
  if (record.reference !== null) {
    const reference = readReference(record.reference);
    if (reference === null) {
      return invalid(
        `reference: “${record.reference}” is no reference. Leave it out: the archive gives one.`,
      );
    }
    record.reference = reference;
  }
  const zone = record.zone ?? DEFAULT_ZONE;
  for (const field of ['date', 'happened', 'captured'] as const) {
    const problem = checkDate(field, record[field], zone, suggestions);
    if (problem) return problem;
  }
  return null;
}

function checkAuthority(record: AuthorityRecord): Problem | null {
  if (record.kind === 'source') return checkDate('date', record.date, DEFAULT_ZONE, []);
  if (record.kind === 'event') return checkDate('date', record.date, record.zone ?? DEFAULT_ZONE, []);
  return null;
}

function checkDate(
  field: string,
  edtf: string | null,
  zone: string,
  suggestions: Suggestion[],
): Problem | null {
  if (edtf === null) return null;
  const computed = computeOnce(edtf, zone);
  if (computed.ok) return null;
  if (computed.reason === 'ambiguous-hour') {
    // A person can settle this from the words; a machine would put an event an hour off.
    suggestions.push({
      code: 'time-happened-twice',
      level: 'warn',
      field,
      value: edtf,
      why: computed.message,
    });
    return null;
  }
  return { ok: false, reason: 'date-unreadable', message: `${field}: ${computed.message}` };
}

/** An empty cell or string says that something is not known, as an absent one does. */
function withoutEmpty(raw: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(raw);
  const isEmpty = (key: string) => raw[key] === '' || key === '__proto__';
  // Most records have nothing to leave out, and are not copied.
  if (!keys.some(isEmpty)) return raw;
  const given: Record<string, unknown> = {};
  for (const key of keys) if (!isEmpty(key)) given[key] = raw[key];
  return given;
}

function unknownFields(given: Record<string, unknown>, kind: string): string[] {
  const known = KNOWN[kind] ?? TESTIMONY_FIELDS;
  return Object.keys(given).filter((key) => !known.has(key));
}

function explain(error: z.ZodError, given: Record<string, unknown>): string {
  const issue = error.issues[0]!;
  const path = issue.path.join('.');
  const field = String(issue.path[0] ?? '');
  if (field === 'kind' || issue.code === 'invalid_union') {
    if (!Object.hasOwn(REMEDIES, field)) return `${path || 'record'}: ${lowerFirst(issue.message)}.`;
  }
  const missing = given[field] === undefined || given[field] === null;
  const what = missing ? 'missing' : lowerFirst(issue.message);
  const remedy = REMEDIES[field];
  return remedy ? `${path}: ${what}. Give ${remedy}.` : `${path}: ${what}.`;
}

function lowerFirst(message: string): string {
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, '');
}

const REMEDIES: Readonly<Record<string, string>> = {
  text: 'the words themselves, to the letter',
  speaker: 'a name as the source has it, or a slug of this archive',
  kind: `one of ${[...TESTIMONY_KINDS, ...AUTHORITY_KINDS].join(', ')}`,
  stance: `one of ${STANCES.join(', ')}`,
  wording: `one of ${WORDINGS.join(', ')}`,
  warning: `some of ${CONTENT_WARNINGS.join(', ')}`,
  lang: 'a language tag such as ar, en or und',
  originalLang: 'a language tag such as ar or en',
  url: 'a whole address that begins with http:// or https://',
  platformId: 'the platform’s own id, at most 200 letters, digits and _ : . @ / -',
  minor: 'yes or no, or leave it empty where it is not known',
  date: 'an EDTF or ISO 8601 date such as 2016-12-13 or 2016-12-13T18:00:00Z',
  format: '“sawt/1”',
  id: 'a slug of lower-case letters and digits joined by hyphens',
};

function invalid(message: string): Problem {
  return { ok: false, reason: 'invalid', message };
}

const TESTIMONY_FIELDS = new Set(Object.keys(testimonyRecord.shape));
const KNOWN: Readonly<Record<string, Set<string>>> = Object.fromEntries(
  [sourceRecord, personRecord, accountRecord, placeRecord, eventRecord, collectionRecord].map((schema) => [
    schema.shape.kind.value,
    new Set(Object.keys(schema.shape)),
  ]),
);
