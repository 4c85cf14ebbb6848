declare module '@citation-js/core' {
  /** One set of CSL-JSON items, ready to be written in a format. */
  export class Cite {
    constructor(items: unknown);
    format(format: string, options?: Record<string, unknown>): string;
  }
  export const plugins: {
    config: {
      get(name: '@csl'): { templates: { add(name: string, xml: string): void } };
      get(name: '@bibtex'): { format: { useIdAsLabel: boolean; asciiOnly: boolean } };
    };
  };
}
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
