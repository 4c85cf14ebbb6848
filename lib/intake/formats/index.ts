import type { Format } from '../format';
import { autoArchiver } from './auto-archiver/parse';
import { bluesky } from './bluesky/parse';
import { csv } from './csv/parse';
import { facebook } from './facebook/parse';
import { mastodon } from './mastodon/parse';
import { sawtJsonl } from './sawt-jsonl/parse';
import { snscrape } from './snscrape/parse';
import { telegram } from './telegram/parse';
import { tweetsV1 } from './tweets-v1/parse';
import { tweetsV2 } from './tweets-v2/parse';
import { wacz } from './wacz/parse';
import { xArchive } from './x-archive/parse';
import { ytDlp } from './yt-dlp/parse';

/**
 * Every format that the archive reads, in the order in which they are asked. Whole exports come first: once
 * one is recognised, nothing else looks into the input. CSV comes last, because it claims the least.
 */
export const FORMATS: readonly Format[] = [
  xArchive,
  mastodon,
  facebook,
  telegram,
  wacz,
  sawtJsonl,
  tweetsV1,
  tweetsV2,
  snscrape,
  bluesky,
  ytDlp,
  autoArchiver,
  csv,
];
