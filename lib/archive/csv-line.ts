/**
 * One line of CSV (RFC 4180, ending in CRLF). Every cell that a spreadsheet would run as a formula gets
 * an apostrophe before it: a post that begins with = would otherwise call out to the network, or read
 * the reader's files, on the machine of whoever opens the export.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : withoutFormula(value);
  return /[",\r\n;\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

// What stands before the sign may be invisible (a mark of direction, a space of no width, a control
// character): spreadsheets drop it and then see the sign. Full-width signs count as the sign.
const FORMULA = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\s]*[=+\-@＝＋－＠−]/u;

function withoutFormula(text: string): string {
  return FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
