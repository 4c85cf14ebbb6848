// The package ships no types; these are the two functions that set-text.ts calls.
declare module 'bidi-js' {
  export interface EmbeddingLevels {
    /** The embedding level of each UTF-16 unit (UAX 9, BD2). */
    levels: Uint8Array;
    paragraphs: { start: number; end: number; level: number }[];
  }
  export default function bidiFactory(): {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl'): EmbeddingLevels;
  };
}
