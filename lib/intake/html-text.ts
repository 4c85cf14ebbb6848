/**
 * Reads the words out of the small HTML that platforms wrap them in: paragraphs and line breaks become line
 * ends, tags go, character references are read. The result is text and never treated as HTML again.
 */
export function htmlToText(html: string): string {
  let text = '';
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      text += html.slice(at);
      break;
    }
    text += html.slice(at, open);
    const close = html.indexOf('>', open);
    // A sign that opens no tag is a sign.
    if (close === -1 || !/^<[/!a-z]/i.test(html.slice(open, open + 2))) {
      text += '<';
      at = open + 1;
      continue;
    }
    const tag = html.slice(open + 1, close).toLowerCase();
    if (/^br\b/.test(tag)) text += '\n';
    else if (/^\/(p|li|blockquote|h[1-6]|div)\b/.test(tag)) text += '\n\n';
    at = close + 1;
  }
  return decodeReferences(text.replace(/\n{3,}/g, '\n\n').trim());
}

/** Reads the character references of HTML once: `&amp;lt;` becomes `&lt;`, as its writer meant. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return valid ? String.fromCodePoint(code) : whole;
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
