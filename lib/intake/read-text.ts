/** Why bytes are no text that the archive can keep. */
export type TextProblem = { reason: 'not-utf8' | 'nul'; message: string };

/**
 * Decodes bytes as strict UTF-8. A byte order mark stays where it is: the caller knows whether it stands at
 * the start of a file. Gives a problem for invalid UTF-8 and for NUL, which no text column can hold.
 */
export function readText(bytes: Uint8Array): string | TextProblem {
  let text: string;
  try {
    text = STRICT.decode(bytes);
  } catch {
    return {
      reason: 'not-utf8',
      message: 'These bytes are not UTF-8. Save the file as UTF-8 and import it again.',
    };
  }
  return text.includes('\0') ? NUL : text;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NUL: TextProblem = {
  reason: 'nul',
  message: 'The record holds a NUL, which no text can. Take it out.',
};
