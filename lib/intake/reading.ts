import type { Suggestion } from '@/lib/archive/suggestion';
import type { OriginalMake } from '@/lib/archive/vocabulary';

/** Where in the input a record stood: `position` and `length` are bytes of the (unpacked) member. */
export interface Standing {
  member: string;
  position: number;
  length: number;
}

/** A record that a parser understood. */
export interface RecordRead extends Standing {
  is: 'record';
  /** In the shape of `sawt/1`, not yet checked: the shared step checks every format's alike. */
  record: Record<string, unknown>;
  /** The exact bytes of this record, and of nothing that stands around it. */
  bytes: Uint8Array;
  mediaType: string;
  make: OriginalMake;
  /** What the parser noticed that the record itself cannot say. */
  suggestions?: Suggestion[];
}

export type ProblemReason =
  | 'not-json'
  | 'not-utf8'
  | 'nul'
  | 'too-long'
  | 'too-deep'
  | 'broken'
  | 'unreadable'
  | 'id-lost-digits'
  | 'invalid'
  | 'date-unreadable'
  | 'zone-needed';

/** A row that cannot be read; it is put aside with its reason, and the rest goes on. */
export interface ProblemRead extends Standing {
  is: 'problem';
  reason: ProblemReason;
  /** One sentence: the field, what is wrong with it, and the remedy. */
  message: string;
  /** Absent where they were too many to keep, or may hold what must not be kept. */
  bytes?: Uint8Array;
  mediaType: string;
}

export type PassedOverReason =
  /** It was not public where it stood. Not a byte of it is kept. */
  | 'not-public'
  /** Someone joined, a photo of the chat changed. */
  | 'service-message'
  /** A picture or video without any words. */
  | 'no-words'
  /** A boost, share or retweet of words that the file does not hold, or an error report. */
  | 'no-record';

/** A record that is understood and left out. */
export interface PassedOver extends Standing {
  is: 'passed-over';
  reason: PassedOverReason;
}

/** What a parser gives for each record of its input, in order: every record is one of these. */
export type Reading = RecordRead | ProblemRead | PassedOver;
