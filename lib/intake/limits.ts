/**
 * What an import may demand of this machine. A file that goes past a limit is refused (containers) or the
 * row is quarantined (lines and records), with a reason: a zip bomb or an endless line must not take the
 * archive down while somebody is waiting to have their words kept.
 */
export const LIMITS = {
  /** Bytes of one line of JSONL, one CSV row, or one record inside a JSON file. */
  recordBytes: 5 * 1024 * 1024,
  /** Unpacked bytes of one member of a zip or tar.gz. */
  memberBytes: 512 * 1024 * 1024,
  /** Unpacked bytes for each packed one. */
  ratio: 200,
  members: 100_000,
  /** Nesting of arrays and objects in one JSON record. */
  depth: 64,
} as const;

/** A limit of a whole input was passed. Caught by the use case and answered as a refusal. */
export class LimitPassed extends Error {
  constructor(
    readonly reason: 'member-too-large' | 'ratio-too-high' | 'too-many-members' | 'unsafe-member' | 'damaged',
    message: string,
  ) {
    super(message);
    this.name = 'LimitPassed';
  }
}

/** Sizes for people: 5 MiB, 512 MiB. */
export function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
