import type pg from 'pg';
import { isArabic, readings } from './clitics';
import { tokenise } from './tokens';

/** The names of the archive's people and places, as the folded words they are made of. */
export interface Names {
  /**
   * Reads them again when they are older than a minute, and waits for it only where there are none yet.
   * Never throws: old names serve until there are new ones.
   */
  refresh(): Promise<void>;
  isName(form: string): boolean;
}

const GOOD_FOR = 60_000;
/** Shorter parts (بن, ابو) are names of nobody. */
const SHORTEST = 3;

/** Reads names from the public forms, so that ب ك ل come off before them (بحلب finds حلب). */
export function archiveNames(reading: pg.Pool, clock: () => number = Date.now): Names {
  let names = new Set<string>();
  let readAt = Number.NEGATIVE_INFINITY;
  let under: Promise<void> | null = null;
  const read = async () => {
    const { rows } = await reading.query<{ name: Record<string, string> }>(
      `SELECT form->'name' AS name FROM public_form WHERE kind IN ('person', 'place') AND current AND NOT sealed`,
    );
    names = new Set(rows.flatMap(({ name }) => Object.values(name).flatMap(partsOf)));
    readAt = clock();
  };
  return {
    isName: (form) => names.has(form),
    refresh: async () => {
      if (clock() - readAt < GOOD_FOR) return;
      under ??= read()
        .catch(() => {})
        .finally(() => {
          under = null;
        });
      if (readAt === Number.NEGATIVE_INFINITY) await under;
    },
  };
}

function partsOf(name: string): string[] {
  return tokenise(name)
    .flatMap((token) => [token.form, ...readings(token.form, token.letters)])
    .filter((form) => form.length >= SHORTEST && isArabic(form));
}
