import type { OriginalMake } from '@/lib/archive/vocabulary';
import type { ImportReport } from './report';

/** What somebody asks to be imported. */
export interface ImportRequest {
  /** Files, folders or archives on this machine; together they are one accession. */
  paths: readonly string[];
  /** A format's name; null tells it by content. */
  format?: string | null;
  /** IANA zone of the files' local times. */
  zone?: string | null;
  /** For CSV: what the file's own column names mean. */
  map?: Readonly<Record<string, string>> | null;
  /** Does everything and keeps nothing. */
  dryRun?: boolean;
  /** The accession's public name; absent, one is made. */
  slug?: string;
  /** What the records' bytes are, where that is not what their format makes of them. */
  originalMake?: OriginalMake;
  /** Told after each batch how many records are dealt with, and what share of the input (0 to 1), if known. */
  onProgress?: (records: number, share: number | null) => void;
}

/** What came of it. */
export interface ImportOutcome {
  /** Null on a dry run, and when nothing in the input was new. */
  accession: { id: string; slug: string } | null;
  formats: string[];
  fileName: string;
  /** SHA-256 of what was given, in hex. */
  fileDigest: string;
  dryRun: boolean;
  /** An import that was cut off earlier went on from where it stood. */
  resumed: boolean;
  report: ImportReport;
}
