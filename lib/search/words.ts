import { readings } from './clitics';
import { FIELDS, type Field, type SearchDocument } from './document';
import { type Token, tokenise } from './tokens';

/**
 * A record's words as one line, for checking phrases and for ranking: folded words divided by single
 * spaces, ` . ` where a sentence ends, ` >translation ` and ` >context ` where such a text begins, and
 * hashtags as `#whole` at the end of their text. No word holds any of these marks. `lead` is the
 * beginning of the text itself, up to where its first sentence ends.
 */
export function wordLine(document: Pick<SearchDocument, 'texts'>): {
  line: string;
  tokens: Token[];
  lead: Token[];
} {
  const pieces: string[] = [];
  const all: Token[] = [];
  let lead: Token[] = [];
  for (const { field, text } of document.texts) {
    if (pieces.length > 0) pieces.push(`>${field}`);
    const tokens = tokenise(text);
    // Up to the first sentence end, so that a place here is the same place in the line.
    if (field === 'text') lead = tokens.slice(0, firstBreak(tokens));
    for (const token of tokens) {
      if (token.breakBefore) pieces.push('.');
      pieces.push(token.form);
      all.push(token);
    }
    const tags = tokens.flatMap((token) => (token.tag ? [`#${token.tag.form}`] : []));
    if (tags.length > 0) pieces.push('.', ...tags);
  }
  return { line: ` ${pieces.join(' ')} `, tokens: all, lead };
}

function firstBreak(tokens: readonly Token[]): number {
  const at = tokens.findIndex((token) => token.breakBefore);
  return at === -1 ? tokens.length : at;
}

/** One text of a record, read back from its line. */
export interface WordText {
  field: Field;
  words: string[];
}

/** Reads a line back into its texts; sentence ends keep a place of their own, so that they count as distance. */
export function readWordLine(line: string): WordText[] {
  const texts: WordText[] = [{ field: 'text', words: [] }];
  for (const piece of line.split(' ')) {
    if (piece === '') continue;
    if (piece[0] === '>') texts.push({ field: fieldNamed(piece.slice(1)), words: [] });
    else texts.at(-1)!.words.push(piece[0] === '#' ? piece.slice(1) : piece);
  }
  return texts;
}

function fieldNamed(name: string): Field {
  return FIELDS.find((field) => field === name) ?? 'text';
}

/** Every form a record can be found by: its words, their readings, its hashtags as words. */
export function foundBy(tokens: readonly Token[]): Set<string> {
  const forms = new Set<string>();
  for (const token of tokens) {
    forms.add(token.form);
    for (const reading of readings(token.form, token.letters)) forms.add(reading);
    if (token.tag) forms.add(token.tag.form);
  }
  return forms;
}
