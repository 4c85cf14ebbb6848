/**
 * The archive's closed lists. Each is a promise to readers and scripts (docs/interfaces.md): values
 * are added, never renamed.
 */
export const TESTIMONY_KINDS = ['post', 'video', 'interview', 'release', 'statement', 'report'] as const;

export const AUTHORITY_KINDS = ['source', 'person', 'account', 'event', 'place', 'collection'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** Someone inside, speaking; or someone speaking about it. */
export const STANCES = ['testimony', 'statement'] as const;
export type Stance = (typeof STANCES)[number];

/**
 * How the words came to us: `own` is the post itself, `quoted` what a source prints between quotation
 * marks, `reported` a source's paraphrase, which is never shown as anybody's own words.
 */
export const WORDINGS = ['own', 'quoted', 'reported'] as const;

export const SPEAKER_TYPES = ['person', 'organisation', 'group'] as const;

export const EVENT_TYPES = [
  'attack',
  'advance',
  'briefing',
  'ceasefire',
  'evacuation',
  'diplomacy',
  'rally',
  'vigil',
  'campaign',
  'relief',
  'trend',
  'other',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
/** Events outside, in answer to what was heard from inside: what /response maps. */
export const RESPONSE_EVENT_TYPES: readonly EventType[] = ['rally', 'vigil', 'campaign', 'relief'];

export const PLACE_TYPES = ['country', 'city', 'district', 'building', 'other'] as const;

export const RELATION_TYPES = ['contradicts', 'corroborates', 'responds-to', 'repeats'] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

export const CONTENT_WARNINGS = [
  'violence',
  'death',
  'injury',
  'child-in-danger',
  'despair',
  'slur',
  'other',
] as const;

export const TRANSLATION_STATUSES = ['unreviewed', 'reviewed'] as const;

export const ROLES = ['archivist', 'curator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const REJECTION_CLASSES = [
  'not-public',
  'out-of-scope',
  'duplicate',
  'unverifiable',
  'forged',
  'unsafe',
] as const;
export type RejectionClass = (typeof REJECTION_CLASSES)[number];

/** What a tombstone may say. Never a class that would tell of a danger. */
export const WITHDRAWAL_CLASSES = ['at-request', 'legal', 'correction', 'rights'] as const;
export type WithdrawalClass = (typeof WITHDRAWAL_CLASSES)[number];

export const BASES = [
  'public-figure',
  'consent',
  'published-by-named-source',
  'published-by-source-held',
] as const;
export type Basis = (typeof BASES)[number];

export const RISKS = ['ordinary', 'elevated', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** What the archived original is: the platform's own record, a row somebody typed, or our transcription. */
export const ORIGINAL_MAKES = ['platform-record', 'submitted-row', 'transcription'] as const;
export type OriginalMake = (typeof ORIGINAL_MAKES)[number];

export const DEFAULT_RIGHTS =
  'The words are their speaker’s. They are quoted here with attribution, for the record and for research.';
