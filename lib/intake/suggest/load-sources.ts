import type { Context } from '@/lib/context';
import gazetteer from './data/places.json';
import type { GuessLanguage } from './language';
import { phrasesOf } from './phrases';
import { accountKey, type KnownEvent, type SuggestionSources } from './suggest-for';

/** Enough for every archive in sight, and a bound on what one import holds in memory. */
const MOST = 10_000;
const LONGEST_EVENT = 8 * 24 * 60 * 60 * 1000;

/**
 * Reads what suggestions are drawn from: the gazetteer in data/places.json, which a curator can change, and
 * the archive's own places, accounts and events as they are now.
 */
export async function loadSuggestionSources(
  { pool }: Context,
  guessLanguage: GuessLanguage,
): Promise<SuggestionSources> {
  const places = await pool.query<{ slug: string; name: Record<string, string> }>(
    'SELECT slug, name FROM place ORDER BY slug LIMIT $1',
    [MOST],
  );
  const accounts = await pool.query<{
    platform: string;
    slug: string;
    handle: string | null;
    name: Record<string, string>;
    speakers: string[];
  }>(
    `SELECT a.platform, a.slug, a.handle, a.name, array_agg(s.slug ORDER BY s.slug) AS speakers
     FROM account a JOIN account_speaker l ON l.account_id = a.id JOIN speaker s ON s.id = l.speaker_id
     GROUP BY a.id LIMIT $1`,
    [MOST],
  );
  const events = await pool.query<{ slug: string; earliest: string | null; latest: string | null }>(
    `SELECT slug, date->>'earliest' AS earliest, date->>'latest' AS latest FROM event ORDER BY slug LIMIT $1`,
    [MOST],
  );
  return {
    guessLanguage,
    places: phrasesOf([
      ...gazetteer.flatMap(({ slug, names }) => names.map((words) => ({ value: slug, words }))),
      ...places.rows.flatMap(({ slug, name }) =>
        Object.values(name).map((words) => ({ value: slug, words })),
      ),
    ]),
    speakersOf: new Map(
      accounts.rows.flatMap(({ platform, slug, handle, name, speakers }) =>
        [slug, handle, ...Object.values(name)]
          .filter((known) => known !== null)
          .map((known): [string, string[]] => [accountKey(platform, known), speakers]),
      ),
    ),
    events: events.rows.flatMap(({ slug, earliest, latest }): KnownEvent[] => {
      if (earliest === null || latest === null) return [];
      const known = { slug, earliest: Date.parse(earliest), latest: Date.parse(latest) };
      return known.latest - known.earliest <= LONGEST_EVENT ? [known] : [];
    }),
  };
}
