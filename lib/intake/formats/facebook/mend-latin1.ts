/**
 * Facebook writes UTF-8 byte by byte as if each were a letter of Latin-1 (`\u00d8\u00ad` for ح). Mends a
 * text that can only have come about in that way: every character is a byte, at least one of them is not
 * ASCII, and the bytes are valid UTF-8. Any other text is given back as it is. Done before any trimming,
 * which would take the byte A0 for a space; and by character code, since what is called `latin1` in a
 * TextDecoder is windows-1252.
 */
export function mendLatin1(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  try {
    return STRICT.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
