/** What names a post on its platform, for ever and whoever exported it. */
export interface PostIdentity {
  platform: string;
  platformId: string;
}

/**
 * Reads a post's identity out of its address, where the address says it beyond doubt: X and Twitter,
 * Telegram channels, YouTube, and Bluesky addresses that name the account by its DID. Null for all others.
 */
export function identityFromUrl(url: string): PostIdentity | null {
  for (const { pattern, platform } of ADDRESSES) {
    const found = pattern.exec(url);
    if (found) return { platform, platformId: found.slice(1).filter(Boolean).join('/') };
  }
  return null;
}

const ADDRESSES = [
  {
    platform: 'twitter',
    pattern:
      /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/[^/?#]{1,60}\/status(?:es)?\/(\d{1,20})(?:[/?#]|$)/i,
  },
  { platform: 'telegram', pattern: /^https?:\/\/t\.me\/(?:s\/)?([A-Za-z]\w{3,40})\/(\d{1,12})(?:[/?#]|$)/ },
  {
    platform: 'youtube',
    pattern:
      /^https?:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]{0,200}&)?v=|shorts\/|embed\/)|youtu\.be\/)([\w-]{11})(?:[&/?#]|$)/,
  },
  {
    platform: 'bluesky',
    pattern: /^https?:\/\/bsky\.app\/profile\/(did:[a-z]+:[\w.:-]{1,80})\/post\/([\w-]{1,20})(?:[/?#]|$)/,
  },
];

/**
 * When a tweet was made, by its id: X's ids hold the millisecond since 2010-11-04 in their upper bits.
 * Null for ids from before that scheme, and for what is no id.
 */
export function tweetTime(id: string): Date | null {
  if (!/^\d{1,19}$/.test(id)) return null;
  const number = BigInt(id);
  if (number < FIRST_SNOWFLAKE) return null;
  return new Date(Number((number >> 22n) + TWITTER_EPOCH));
}

const FIRST_SNOWFLAKE = 29_700_859_247n;
const TWITTER_EPOCH = 1_288_834_974_657n;
