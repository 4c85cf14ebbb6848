import type { FormKind } from '@/lib/archive/public-form';

/** Everything that the ledger can tell of. Values are added, never renamed: old entries keep theirs. */
export const CUSTODY_EVENT_TYPES = [
  /** The ledger's first entry: what is older than it, if anything. */
  'genesis',
  /** The key that signs checkpoints from here on; `previousFingerprint` on a rotation. */
  'key-adopted',
  /** The founding corpus came in. */
  'founded',
  /** An accession: a file, a form, with counts. */
  'received',
  /** A batch of staged items, by the root over their commitments. */
  'staged',
  'edited',
  'translated',
  'decided',
  /** A version of a record's public form, by its commitment. */
  'published',
  /** A version that shows less; earlier versions are sealed. */
  'redacted',
  'withdrawn',
  'restored',
  'erased',
  'exported',
  /** A run of the verifier, with its outcome. */
  'checked',
  /** An account of the archive: made, its role changed, reset, disabled. */
  'user-changed',
] as const;
export type CustodyEventType = (typeof CUSTODY_EVENT_TYPES)[number];

/**
 * What an event can be about. Public forms stand under their own kinds: a testimony by its reference, a
 * relation by its ends, everything that has a name by its form's `logKey`.
 */
export type CustodySubjectKind = FormKind | 'archive' | 'accession' | 'item' | 'user';
