import type { Input } from './input/input';
import type { Reading } from './reading';

/** What the person importing says about the file, where the file itself does not say it. */
export interface ReadingOptions {
  /** IANA name of the zone of the file's local times. */
  zone: string | null;
  /** For CSV: the file's column name → ours (or ours → the file's), and `=fixed value` → ours. */
  map: Readonly<Record<string, string>> | null;
}

/** One format that the archive can read. Each has a folder of its own under formats/. */
export interface Format {
  /** As in `--format`. */
  name: string;
  /** For people: "X (Twitter) account archive". */
  title: string;
  /**
   * A whole export, of which only the members on the format's list are read. Once one is recognised, no
   * other format looks into the input: an account archive's private messages are JSON too.
   */
  bundle: boolean;
  /**
   * The members that this format would read, in order; empty when the input is not of this format. Told by
   * content; a name alone is never enough.
   */
  recognise(input: Input, options: ReadingOptions): Promise<string[]>;
  /** Reads those members, streaming. Throws `LimitPassed` or `FormatRefused` for the input as a whole. */
  read(input: Input, members: readonly string[], options: ReadingOptions): AsyncGenerator<Reading>;
}

/** The input as a whole cannot be imported in this way. Caught by the use case and answered as a refusal. */
export class FormatRefused extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
    this.name = 'FormatRefused';
  }
}
