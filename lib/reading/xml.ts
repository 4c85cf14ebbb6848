/** A text for XML 1.0: escaped, and without the characters that XML cannot carry at all. */
export function xmlText(text: string): string {
  return (
    text
      // Control characters and lone surrogates have no place in XML 1.0, escaped or not (2.2).
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        '',
      )
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
  );
}

/** One element with text. Attributes whose value is null are left out. */
export function xmlElement(
  name: string,
  text: string,
  attributes: Record<string, string | null> = {},
): string {
  return `<${name}${xmlAttributes(attributes)}>${xmlText(text)}</${name}>`;
}

/** Attributes as they stand in a tag, each after a space. */
export function xmlAttributes(attributes: Record<string, string | null>): string {
  return Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : ` ${key}="${xmlText(value)}"`))
    .join('');
}
