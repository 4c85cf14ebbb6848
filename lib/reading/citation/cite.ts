import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-ris';
import type { CslItem } from './csl-item';
import { STYLES, type TextStyle } from './csl-styles';

/** Every way in which the archive says how to cite a record. */
export const CITATION_STYLES = ['apa', 'mla', 'chicago', 'bibtex', 'ris', 'csl-json'] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];

plugins.config.get('@bibtex').format.useIdAsLabel = true;
// Of letters beyond ASCII the plugin would keep those alone that LaTeX has a command for, so none of Arabic.
plugins.config.get('@bibtex').format.asciiOnly = false;
for (const [name, xml] of Object.entries(STYLES))
  plugins.config.get('@csl').templates.add(`sawt-${name}`, xml);

/** Writes items in a style, as plain text that ends with a line break where the format has lines. */
export function cite(items: readonly CslItem[], style: CitationStyle): string {
  switch (style) {
    case 'csl-json':
      return `${JSON.stringify(items, null, 2)}\n`;
    case 'bibtex':
      return `${new Cite(items.map(forBibtex).map(inLatex)).format('bibtex').trim()}\n`;
    case 'ris':
      return `${unwrapped(new Cite(items.map(withNote)).format('ris').trim())}\n`;
    case 'apa':
    case 'mla':
    case 'chicago':
      return inWords(items, style);
  }
}

function inWords(items: readonly CslItem[], template: TextStyle): string {
  return new Cite([...items])
    .format('bibliography', { format: 'text', template: `sawt-${template}`, lang: 'en-US' })
    .trim();
}

/** BibTeX and RIS have no field for a version or a doubt, nor BibTeX one for the day of reading: a note says it. */
function withNote(item: CslItem): CslItem {
  const read =
    item.accessed !== undefined && 'date-parts' in item.accessed ? item.accessed['date-parts'][0] : undefined;
  const doubtful = item.issued !== undefined && 'circa' in item.issued && item.issued.circa === true;
  const note = [
    `Sawt ${item.archive_location}, version ${item.version}`,
    doubtful ? 'Date approximate or uncertain' : null,
    read === undefined ? null : `Accessed ${read.map((part) => String(part).padStart(2, '0')).join('-')}`,
    item.note ?? null,
  ];
  return { ...item, note: note.filter(Boolean).join('. ') };
}

/** The plugin writes a day into BibTeX's month, which styles then print as it stands: the note has it. */
function forBibtex(item: CslItem): CslItem {
  const noted = withNote(item);
  if (item.issued === undefined || !('date-parts' in item.issued)) return noted;
  const day = item.issued['date-parts'][0] ?? [];
  if (day.length < 3) return noted;
  const iso = day.map((part) => String(part).padStart(2, '0')).join('-');
  return {
    ...noted,
    issued: { ...item.issued, 'date-parts': [day.slice(0, 2)] },
    note: `${noted.note ?? ''}. Dated ${iso}`,
  };
}

/** Every text of an item with what LaTeX reads as a command written as itself; letters stay as they are, in UTF-8. */
function inLatex(item: CslItem): CslItem {
  const texts = Object.entries(item).map(([name, value]) =>
    typeof value === 'string' && !VERBATIM.includes(name) ? [name, escaped(value)] : [name, value],
  );
  const author = item.author.map(({ literal }) => ({ literal: escaped(literal) }));
  return { ...Object.fromEntries(texts), author };
}

const VERBATIM = ['id', 'type', 'URL', 'archive_location', 'version', 'language'];
const COMMANDS: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escaped(text: string): string {
  return text.replace(/[\\~^&%$#_{}]/g, (sign) => COMMANDS[sign] ?? `\\${sign}`);
}

/** RIS is one field a line; the plugin folds long ones, which readers of RIS take for broken lines. */
function unwrapped(ris: string): string {
  return ris
    .split('\n')
    .reduce<string[]>((lines, line) => {
      const isField = /^[A-Z][A-Z0-9] {2}-/.test(line);
      if (isField || lines.length === 0 || line === '') lines.push(line);
      else lines[lines.length - 1] += line;
      return lines;
    }, [])
    .join('\n');
}
