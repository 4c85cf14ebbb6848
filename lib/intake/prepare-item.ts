import { hash } from 'node:crypto';
import type { ArchiveRecord, TestimonyRecord } from '@/lib/archive/record';
import type { Suggestion } from '@/lib/archive/suggestion';
import type { OriginalMake } from '@/lib/archive/vocabulary';
import { checkRecord, isTestimony } from './check-record';
import { cutContacts } from './cut-contacts';
import { nearSameKeys } from './near-same';
import { redacted } from './notice';
import { identityFromUrl } from './post-identity';
import type { PassedOverReason, ProblemReason, Reading, Standing } from './reading';
import { foldText } from './suggest/phrases';
import { type SuggestionSources, suggestFor } from './suggest/suggest-for';

/** What an item's archived original will be. */
export interface PreparedOriginal {
  bytes: Uint8Array;
  /** SHA-256 in lower-case hex. */
  digest: string;
  make: OriginalMake;
  mediaType: string;
}

/** One record of the input, ready for the database or for a report. */
export type Prepared = Standing & { ordinal: number } & (
    | {
        is: 'item';
        record: ArchiveRecord;
        original: PreparedOriginal;
        /** Two records with one key are the same post, or the same authority. Null: only its bytes tell. */
        duplicateKey: string | null;
        /** Keys that near-same words of the same account share; none for short words. */
        nearKeys: bigint[];
        suggestions: Suggestion[];
        unknownFields: string[];
      }
    | { is: 'quarantined'; reason: ProblemReason; message: string; original: PreparedOriginal | null }
    | { is: 'passed-over'; reason: PassedOverReason }
  );

/**
 * Makes an item of what a parser read: checks the record, gives it its identity, adds what can be
 * suggested. Pure but for what `sources` looks up. `ordinal` counts the input's records from 1.
 */
export function prepareItem(
  reading: Reading,
  ordinal: number,
  zone: string | null,
  sources: SuggestionSources,
): Prepared {
  const standing = { member: reading.member, position: reading.position, length: reading.length, ordinal };
  if (reading.is === 'passed-over') return { ...standing, is: 'passed-over', reason: reading.reason };
  if (reading.is === 'problem') {
    const { reason, message } = reading;
    const bytes = reading.bytes && (isJson(reading) ? cutContacts(reading.bytes)?.bytes : reading.bytes);
    const original = bytes ? originalOf(bytes, 'submitted-row', reading.mediaType) : null;
    return { ...standing, is: 'quarantined', reason, message, original };
  }
  const cuttable = reading.make === 'platform-record' && isJson(reading);
  const kept = cuttable ? cutContacts(reading.bytes) : { bytes: reading.bytes, cut: [] };
  if (kept === null) {
    const message = 'It names ways to reach somebody, and is too broken for these to be cut out of it.';
    return { ...standing, is: 'quarantined', reason: 'broken', message, original: null };
  }
  const original = originalOf(kept.bytes, reading.make, reading.mediaType);
  const checked = checkRecord(reading.record, zone);
  if (!checked.ok) {
    return { ...standing, is: 'quarantined', reason: checked.reason, message: checked.message, original };
  }
  const { record, unknownFields } = checked;
  const suggestions = [...(reading.suggestions ?? []), ...checked.suggestions];
  if (kept.cut.length > 0) suggestions.push(redacted(kept.cut));
  let nearKeys: bigint[] = [];
  if (isTestimony(record)) {
    if (record.url !== null && record.platformId === null) {
      const identity = identityFromUrl(record.url);
      // A row that names another platform than its own address contradicts itself: leave it to a person.
      if (identity && (record.platform === null || record.platform === identity.platform)) {
        Object.assign(record, identity);
      }
    }
    const folded = foldText(record.text);
    suggestions.push(...suggestFor(record, sources, folded));
    if (record.account !== null) nearKeys = nearSameKeys(accountOf(record), folded.folded);
  }
  return {
    ...standing,
    is: 'item',
    record,
    original,
    duplicateKey: keyOf(record),
    nearKeys,
    suggestions,
    unknownFields,
  };
}

function keyOf(record: ArchiveRecord): string | null {
  if (!isTestimony(record)) return `${record.kind}:${record.id}`;
  if (record.platform !== null && record.platformId !== null)
    return `${record.platform}:${record.platformId}`;
  return record.reference === null ? null : `reference:${record.reference}`;
}

function accountOf(record: TestimonyRecord): string {
  return `${record.platform ?? ''}|${record.account?.toLowerCase()}`;
}

function isJson({ mediaType }: { mediaType: string }): boolean {
  return mediaType === 'application/json';
}

function originalOf(bytes: Uint8Array, make: OriginalMake, mediaType: string): PreparedOriginal {
  return { bytes, digest: hash('sha256', bytes, 'hex'), make, mediaType };
}
