import { ok, type Result } from '@/lib/result';
import { type ListState, readToken } from './resumption-token';

/** The errors of OAI-PMH 2.0, section 3.6. */
export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'
  | 'noMetadataFormats'
  | 'noSetHierarchy';
export interface OaiError {
  reason: OaiErrorCode;
  message: string;
}

export type OaiRequest =
  | { verb: 'Identify' }
  | { verb: 'ListMetadataFormats'; identifier: string | null }
  | { verb: 'ListSets' }
  | { verb: 'GetRecord'; identifier: string }
  | { verb: 'ListIdentifiers' | 'ListRecords'; state: ListState; resumed: boolean };

export const METADATA_PREFIX = 'oai_dc';

// The protocol's own syntax of each value: a value against it is a badArgument, and must not stand in the
// answer's request element, where it would break the schema by which harvesters check what they get.
const SYNTAX: Record<string, RegExp> = {
  identifier: /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/,
  metadataPrefix: /^[A-Za-z0-9\-_.!~*'()]+$/,
  set: /^[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$/,
};

/** What each verb must have and may have (section 4). `resumptionToken` stands alone where it stands. */
const ARGUMENTS: Record<OaiRequest['verb'], { required: string[]; optional: string[]; resumable: boolean }> =
  {
    Identify: { required: [], optional: [], resumable: false },
    ListMetadataFormats: { required: [], optional: ['identifier'], resumable: false },
    ListSets: { required: [], optional: [], resumable: true },
    GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [], resumable: false },
    ListIdentifiers: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'], resumable: true },
    ListRecords: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'], resumable: true },
  };

/** Reads a harvester's question by the letter of the protocol, refusing with its own error codes. */
export function readOaiRequest(given: URLSearchParams): Result<OaiRequest, OaiError> {
  const verbs = given.getAll('verb');
  const verb = verbs[0];
  if (verbs.length !== 1 || verb === undefined || !Object.hasOwn(ARGUMENTS, verb)) {
    return no('badVerb', verbs.length > 1 ? 'verb is given more than once' : 'no such verb, or none');
  }
  const known = verb as OaiRequest['verb'];
  const shape = checkShape(given, known);
  if (shape !== null) return shape;
  const argument = (name: string) => given.get(name);
  switch (known) {
    case 'Identify':
      return ok({ verb: known });
    case 'ListMetadataFormats':
      return ok({ verb: known, identifier: argument('identifier') });
    case 'ListSets':
      return given.has('resumptionToken')
        ? no('badResumptionToken', 'this archive has no sets, and gave no such token')
        : ok({ verb: known });
    case 'GetRecord':
      return (
        wrongFormat(argument('metadataPrefix')) ??
        ok({ verb: known, identifier: argument('identifier') ?? '' })
      );
    case 'ListIdentifiers':
    case 'ListRecords':
      return readList(given, known);
  }
}

function checkShape(given: URLSearchParams, verb: OaiRequest['verb']): Refusal | null {
  const { required, optional, resumable } = ARGUMENTS[verb];
  const names = [...given.keys()].filter((name) => name !== 'verb');
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return no('badArgument', `${twice} is given more than once`);
  if (resumable && names.includes('resumptionToken')) {
    return names.length === 1 ? null : no('badArgument', 'resumptionToken stands alone');
  }
  const stray = names.find((name) => !required.includes(name) && !optional.includes(name));
  if (stray !== undefined) return no('badArgument', `${verb} takes no ${stray}`);
  const missing = required.find((name) => !names.includes(name));
  if (missing !== undefined) return no('badArgument', `${verb} needs ${missing}`);
  const illegal = names.find((name) => SYNTAX[name]?.test(given.get(name) ?? '') === false);
  return illegal === undefined ? null : no('badArgument', `${illegal} has no legal syntax`);
}

function readList(
  given: URLSearchParams,
  verb: 'ListIdentifiers' | 'ListRecords',
): Result<OaiRequest, OaiError> {
  const token = given.get('resumptionToken');
  if (token !== null) {
    const state = readToken(token);
    return state === null
      ? no('badResumptionToken', 'this archive gave no such token')
      : ok({ verb, state, resumed: true });
  }
  const [from, until] = [given.get('from'), given.get('until')];
  for (const [name, day] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (day !== null && !isDay(day)) {
      return no('badArgument', `${name} is no day such as 2026-11-24, which is this archive's granularity`);
    }
  }
  if (from !== null && until !== null && from > until) return no('badArgument', 'from is later than until');
  if (given.has('set')) return no('noSetHierarchy', 'this archive has no sets');
  return (
    wrongFormat(given.get('metadataPrefix')) ??
    ok({ verb, state: { from, until, after: null, given: 0, total: null }, resumed: false })
  );
}

function wrongFormat(prefix: string | null): Refusal | null {
  return prefix === METADATA_PREFIX
    ? null
    : no('cannotDisseminateFormat', `the one format here is ${METADATA_PREFIX}`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

type Refusal = { ok: false } & OaiError;
function no(reason: OaiErrorCode, message: string): Refusal {
  return { ok: false, reason, message };
}
