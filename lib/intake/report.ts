import type { PassedOverReason, ProblemReason } from './reading';

/** One quarantined record, as an example in the report. */
export interface QuarantinedExample {
  member: string;
  /** Byte of the (unpacked) member at which the record begins. */
  position: number;
  /** Which record of the input it is, from 1. */
  record: number;
  reason: ProblemReason;
  message: string;
}

/** What came of an import; kept with the accession, and all that a dry run gives. */
export interface ImportReport {
  /** How the input was to be read: format, zone and map. A resumed import must be asked in the same way. */
  how: string;
  read: number;
  /** Waiting for a decision now. */
  staged: number;
  /** The very bytes, or words that somebody has decided on, are in the archive already. */
  held: number;
  /** Further captures of posts that are in the archive or in the queue. */
  captures: number;
  quarantined: number;
  quarantinedBy: Partial<Record<ProblemReason, number>>;
  passedOver: number;
  passedOverBy: Partial<Record<PassedOverReason, number>>;
  /** Fields or columns that `sawt/1` does not know: kept in the archived original, read by nobody. */
  unknownFields: Record<string, number>;
  examples: QuarantinedExample[];
  /** Members of the input that no format claimed: not read, not kept. */
  notRead: string[];
  notReadCount: number;
  /**
   * SHA-256 chained over what was put into the archive, in order: the same for the same input, in one go or
   * resumed. Hex.
   */
  digest: string;
}

const EXAMPLES = 10;
const NAMED = 50;

/** A report of nothing yet. `notRead` names members that were left out, of `notReadCount` in all. */
export function emptyReport(how: string, notRead: readonly string[], notReadCount: number): ImportReport {
  return {
    how,
    read: 0,
    staged: 0,
    held: 0,
    captures: 0,
    quarantined: 0,
    quarantinedBy: {},
    passedOver: 0,
    passedOverBy: {},
    unknownFields: {},
    examples: [],
    notRead: notRead.slice(0, NAMED),
    notReadCount,
    digest: '',
  };
}

export function countQuarantined(report: ImportReport, example: QuarantinedExample): void {
  report.quarantined += 1;
  report.quarantinedBy[example.reason] = (report.quarantinedBy[example.reason] ?? 0) + 1;
  if (report.examples.length < EXAMPLES) report.examples.push(example);
}

export function countPassedOver(report: ImportReport, reason: PassedOverReason): void {
  report.passedOver += 1;
  report.passedOverBy[reason] = (report.passedOverBy[reason] ?? 0) + 1;
}

/** Counts fields of no meaning, up to a number of names: a hostile file must not fill the report. */
export function countUnknownFields(report: ImportReport, fields: readonly string[]): void {
  for (const field of fields) {
    const name = field.slice(0, 100);
    if (name in report.unknownFields || Object.keys(report.unknownFields).length < NAMED) {
      report.unknownFields[name] = (report.unknownFields[name] ?? 0) + 1;
    }
  }
}
