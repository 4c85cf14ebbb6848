import type { FinishedPage } from './finish-page';

interface Kept {
  revision: string;
  page: FinishedPage;
  bytes: number;
}

/**
 * Finished pages by path, bounded by the bytes that they take, the least recently asked for going
 * first. A page is good only for the publication revision that was read before it was rendered.
 */
export class PageCache {
  readonly #pages = new Map<string, Kept>();
  #bytes = 0;

  constructor(readonly maxBytes: number) {}

  /** The page kept for `path`, if it is of this very revision. */
  get(path: string, revision: string): FinishedPage | null {
    const kept = this.#pages.get(path);
    if (kept === undefined) return null;
    this.#pages.delete(path);
    if (kept.revision !== revision) {
      this.#bytes -= kept.bytes;
      return null;
    }
    this.#pages.set(path, kept);
    return kept.page;
  }

  set(path: string, revision: string, page: FinishedPage): void {
    const bytes = path.length + page.identity.length + page.gzip.length + page.br.length + 500;
    if (bytes > this.maxBytes / 4) return;
    const old = this.#pages.get(path);
    if (old !== undefined) this.#bytes -= old.bytes;
    this.#pages.delete(path);
    this.#pages.set(path, { revision, page, bytes });
    this.#bytes += bytes;
    for (const [oldest, kept] of this.#pages) {
      if (this.#bytes <= this.maxBytes) break;
      this.#pages.delete(oldest);
      this.#bytes -= kept.bytes;
    }
  }

  get bytes(): number {
    return this.#bytes;
  }
}
