import { canonicalJson, type Json } from './canonical-json';
import type { CustodyEventType } from './event-types';

/** The format of an entry, and the first thing a verifier looks for. */
export const LOG_FORMAT = 'sawt-log/1';

/** What stands before the first entry. */
export const NO_LEAF = '0'.repeat(64);

/**
 * One line of the ledger. It tells what happened to what, on which day (UTC) and by which role: never
 * the minute nor the name, because curators are watched. An entry that is not public carries `blind`,
 * 256 random bits: its leaf hash is public, and without them a guess at its few possible contents
 * could be hashed and confirmed.
 */
export interface Entry {
  log: typeof LOG_FORMAT;
  /** From 0: the leaf's index in the Merkle log. */
  position: number;
  /** The leaf hash of the entry before, in hex. */
  previous: string;
  type: CustodyEventType;
  subject: { kind: string; key: string };
  day: string;
  role: string;
  body: { [name: string]: Json };
  /** Field → salted commitment, in hex. */
  commitments: { [field: string]: string };
  blind?: string;
}

/** An event as its row tells it, before or after it has a number. */
export interface RecordedEvent {
  id: string;
  type: string;
  subjectKind: string;
  subjectKey: string;
  role: string;
  body: Json;
  commitments: Json;
  public: boolean;
  createdAt: Date;
}

/** The entry that a recorded event becomes at `position`, after the leaf hash `previous`. */
export function entryOf(
  event: RecordedEvent,
  position: number,
  previous: string,
  blind: string | null,
): Entry {
  return {
    log: LOG_FORMAT,
    position,
    previous,
    type: event.type as CustodyEventType,
    subject: { kind: event.subjectKind, key: event.subjectKey },
    day: dayOf(event.createdAt),
    role: event.role,
    body: event.body as Entry['body'],
    commitments: event.commitments as Entry['commitments'],
    ...(blind === null ? {} : { blind }),
  };
}

/** The entry as it is hashed: canonical JSON (RFC 8785). */
export function writeEntry(entry: Entry): string {
  return canonicalJson(entry as unknown as Json);
}

/** The day of an instant, in UTC, as entries show it. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

const HASH_NAMES = new Set(['root', 'publicKey', 'fingerprint', 'previousFingerprint', 'endorsement']);

/**
 * Refuses (throws) what no entry's body may hold. Entries are for ever: words, names or plain hashes
 * in one could never be erased. Classes, days, counts and references are short and plain ASCII, so
 * anything else is a mistake of the caller; a digest is allowed under the names that hold roots and
 * keys alone.
 */
export function refusePersonalData(body: Json, name = 'body'): void {
  if (typeof body === 'string') {
    if (!/^[\w.:+/=-]{0,100}$/.test(body)) {
      throw new TypeError(`${name} holds text; an entry carries classes, days, counts and references alone`);
    }
    if (/^[0-9a-f]{32,}$/i.test(body) && !HASH_NAMES.has(name)) {
      throw new TypeError(`${name} looks like a plain hash; commit to the value instead`);
    }
    return;
  }
  if (Array.isArray(body)) {
    for (const item of body) refusePersonalData(item, name);
  } else if (body !== null && typeof body === 'object') {
    for (const [key, item] of Object.entries(body)) {
      refusePersonalData(key, name);
      refusePersonalData(item, key);
    }
  }
}
