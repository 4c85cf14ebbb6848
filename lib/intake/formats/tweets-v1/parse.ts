import type { Format } from '../../format';
import { readJsonRecords, sampleJson } from '../../read-json-records';
import type { Reading } from '../../reading';
import { readTweet } from './tweet';

/** Tweets of the v1.1 API, as JSON or JSONL: what collectors saved before 2021. */
export const tweetsV1: Format = {
  name: 'tweets-v1',
  title: 'tweets of the v1.1 API (JSON or JSONL)',
  bundle: false,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members) {
      const keys = (await sampleJson(input, name))?.keys;
      if (keys?.has('id_str') && keys.has('created_at') && (keys.has('full_text') || keys.has('text'))) {
        members.push(name);
      }
    }
    return members;
  },
  async *read(input, members) {
    for (const member of members) {
      yield* readJsonRecords(input, member, (value, record): Reading => {
        const { bytes, ...standing } = record;
        const tweet = readTweet(value);
        if (!tweet) return { is: 'passed-over', ...standing, reason: 'no-words' };
        return { is: 'record', ...record, ...tweet, make: 'platform-record', mediaType: 'application/json' };
      });
    }
  },
};
