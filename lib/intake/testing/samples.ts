type Files = Readonly<Record<string, string>>;

const ID = '808461429765046272';
const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const user = { screen_name: 'test_account', name: 'Test Speaker' };
const v1 = (text: string) => ({
  id_str: ID,
  created_at: 'Tue Dec 13 00:00:00 +0000 2016',
  full_text: text,
  user,
});
const assign = (name: string, value: unknown) =>
  `window.YTD.${name}.part0 = ${JSON.stringify(value, null, 1)};`;

/** One small, good, synthetic file set for each format, by the format's name; the fuzzing starts from them. */
export const SAMPLES: Readonly<Record<string, Files>> = {
  sawt: {
    'a.jsonl': lines(
      { format: 'sawt/1', kind: 'place', id: 'test-place', name: { en: 'Test', ar: 'اختبار' } },
      {
        format: 'sawt/1',
        text: 'Synthetic “words” كلمات',
        speaker: 'Test Speaker',
        date: '2016-12-14~',
        tags: ['x'],
      },
    ),
  },
  csv: {
    'a.csv':
      '\uFEFFtext;speaker;date;place\r\n"one; ""two""\r\nthree";Test Speaker;2016-12;Aleppo|Idlib\r\nb;c;;\r\n',
  },
  'tweets-v1': {
    'a.jsonl': lines(v1('Synthetic &amp; words'), { ...v1('RT'), retweeted_status: v1('whose') }),
  },
  'tweets-v2': {
    'a.jsonl': lines(
      {
        data: [
          { id: ID, text: 'words', author_id: '1', referenced_tweets: [{ type: 'retweeted', id: '2' }] },
          { id: '3', text: 'more', author_id: '1' },
        ],
        includes: {
          users: [{ id: '1', username: 'a' }],
          tweets: [{ id: '2', text: 'whose', author_id: '1' }],
        },
        meta: {},
      },
      { errors: [{}], __twarc: {} },
    ),
  },
  snscrape: {
    'a.jsonl': `{"url":"https://twitter.com/a/status/${ID}","date":"2016-12-13T00:00:00+00:00","rawContent":"words","id":${ID},"user":{"username":"a"}}\n`,
  },
  'x-archive': {
    'data/account.js': assign('account', [
      { account: { username: 'test_account', accountDisplayName: 'Test' } },
    ]),
    'data/tweets.js': assign('tweets', [
      { tweet: v1('one') },
      { tweet: { ...v1('RT @whose: cut…'), user: undefined } },
    ]),
    'data/note-tweet.js': assign('note_tweet', [
      { noteTweet: { createdAt: '2016-12-13T00:00:00.000Z', core: { text: 'long' } } },
    ]),
    'data/twitter-circle-tweet.js': assign('twitter_circle_tweet', [{ twitterCircleTweet: { id: '5' } }]),
  },
  telegram: {
    'result.json': JSON.stringify({
      name: 'Test',
      type: 'public_channel',
      id: 7,
      messages: [
        { id: 1, type: 'message', date_unixtime: '1481644800', text: ['a', { type: 'bold', text: 'b' }] },
        {
          id: 2,
          type: 'message',
          date: '2016-12-13T18:00:00',
          text: 'local',
          contact_information: { phone_number: '1' },
        },
        { id: 3, type: 'service', text: '' },
      ],
    }),
  },
  facebook: {
    'posts/your_posts_1.json': JSON.stringify([
      {
        timestamp: 1481644800,
        data: [{ post: 'Ø­ÙØ¨' }],
        attachments: [{ data: [{ media: { upload_ip: '198.51.100.1' } }] }],
      },
      { timestamp: 1, data: [] },
    ]),
    'profile_information/profile_information.json': JSON.stringify({
      profile_v2: { name: { full_name: 'Test' } },
    }),
  },
  mastodon: {
    'outbox.json': JSON.stringify({
      '@context': 'x',
      orderedItems: [
        {
          type: 'Create',
          object: {
            id: 'https://social.example/1',
            content: '<p>a &amp; <br>b</p>',
            to: ['as:Public'],
            published: '2022-11-01T10:00:00Z',
          },
        },
        { type: 'Announce', object: 'https://social.example/2' },
      ],
    }),
    'actor.json': JSON.stringify({ id: 'https://social.example/test', preferredUsername: 'test' }),
  },
  bluesky: {
    'a.json': JSON.stringify({
      records: [
        {
          uri: 'at://did:plc:abc/app.bsky.feed.post/3k',
          value: {
            $type: 'app.bsky.feed.post',
            text: 'حلب here',
            createdAt: '2024-01-01T10:00:00Z',
            facets: [{ index: { byteStart: 7, byteEnd: 11 }, features: [{ uri: 'https://example.org' }] }],
          },
        },
      ],
    }),
  },
  'yt-dlp': {
    'a.info.json': JSON.stringify({
      id: 'abcdefghijk',
      title: 'Title',
      extractor: 'youtube',
      upload_date: '20161213',
      formats: [{ url: 'x' }],
      webpage_url: 'https://www.youtube.com/watch?v=abcdefghijk',
    }),
  },
  'auto-archiver': {
    'a.csv': `status,metadata,media\nok,"{'content': 'wo\\'rds', 'url': 'https://example.org/', 'timestamp': datetime.datetime(2016, 12, 13, 18, 0, tzinfo=datetime.timezone.utc)}","[Media(filename='a')]"\n`,
  },
  wacz: {
    'pages/pages.jsonl': lines(
      { format: 'json-pages-1.0', id: 'pages' },
      { url: 'https://example.org/', ts: '2022-01-02T03:04:05Z', text: 'words' },
    ),
  },
};
