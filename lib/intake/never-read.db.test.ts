import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IntakeBench, openIntakeBench } from './testing/bring';
import { tarOf, zipOf } from './testing/pack';

/**
 * What must never enter the database, planted where each platform's export has it. All are synthetic: the
 * numbers are from ranges reserved for examples.
 */
const CANARY = {
  message: 'canary-private-message',
  phone: '+15550100199',
  email: 'canary@example.org',
  address: '198.51.100.77',
  latitude: '36.202112',
  longitude: '37.134321',
  circle: 'canary-circle-tweet',
  contact: 'canary-contact-card',
  follower: 'canary-followers-only',
  file: '/home/canary-collector',
};

let bench: IntakeBench;
beforeAll(async () => {
  bench = await openIntakeBench();
});
afterAll(() => bench.close());

/** Every row of every table as text, with stored bytes as text too. */
async function everything(): Promise<string> {
  const { appPool } = bench.database;
  const { rows: tables } = await appPool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'search')`,
  );
  let all = '';
  for (const { name } of tables) {
    const { rows } = await appPool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    for (const { row } of rows) {
      all += `${row}\n`;
      for (const [, hex] of row.matchAll(/\\\\x([0-9a-f]+)/g))
        all += `${Buffer.from(hex!, 'hex').toString('utf8')}\n`;
    }
  }
  return all;
}

const assign = (name: string, value: unknown) => `window.YTD.${name}.part0 = ${JSON.stringify(value)}`;

describe('what is never read', () => {
  it('is found nowhere in the database after all exports that hold it have been imported', async () => {
    const tweet = (id: string, full_text: string) => ({
      tweet: { id_str: id, full_text, created_at: 'Tue Dec 13 00:00:00 +0000 2016' },
    });
    const x = await zipOf({
      'data/account.js': assign('account', [
        {
          account: {
            email: CANARY.email,
            username: 'test_account',
            accountDisplayName: 'Test',
            phoneNumber: CANARY.phone,
          },
        },
      ]),
      'data/tweets.js': assign('tweets', [
        tweet('808461429765046272', 'Public words of the X archive'),
        tweet('808461429765046273', CANARY.circle),
      ]),
      'data/twitter-circle-tweet.js': assign('twitter_circle_tweet', [
        { twitterCircleTweet: { id: '808461429765046273' } },
      ]),
      'data/direct-messages.js': assign('direct_messages', [{ text: CANARY.message }]),
      'data/ip-audit.js': assign('ip_audit', [{ ipAudit: { loginIp: CANARY.address } }]),
      'data/phone-number.js': assign('phone_number', [{ device: { phoneNumber: CANARY.phone } }]),
      [`data/${CANARY.phone}.js`]: assign('device', []),
    });
    const chat = (type: string, text: string, more = {}) => ({
      name: 'Test Channel',
      type,
      id: 7,
      messages: [{ id: 1, type: 'message', date_unixtime: '1481644800', text, ...more }],
    });
    const telegram = JSON.stringify({
      about: 'x',
      personal_information: { phone_number: CANARY.phone },
      contacts: { list: [{ first_name: CANARY.contact, phone_number: CANARY.phone }] },
      chats: {
        list: [
          chat('personal_chat', CANARY.message),
          chat('private_supergroup', CANARY.message),
          chat('public_channel', 'Public words of the Telegram channel', {
            contact_information: { first_name: CANARY.contact, phone_number: CANARY.phone },
            contact_vcard: CANARY.contact,
          }),
        ],
      },
    });
    const exif = {
      upload_ip: CANARY.address,
      latitude: Number(CANARY.latitude),
      longitude: Number(CANARY.longitude),
    };
    const facebook = await zipOf({
      'your_facebook_activity/posts/your_posts_1.json': JSON.stringify([
        {
          timestamp: 1481644800,
          data: [{ post: 'Public words of the Facebook download' }],
          attachments: [{ data: [{ media: { media_metadata: { photo_metadata: { exif_data: [exif] } } } }] }],
        },
      ]),
      'your_facebook_activity/messages/inbox/canary-private-message_1/message_1.json': JSON.stringify({
        messages: [{ content: CANARY.message }],
      }),
      'profile_information/profile_information.json': JSON.stringify({
        profile_v2: {
          name: { full_name: 'Test Speaker' },
          emails: { emails: [CANARY.email] },
          phone_numbers: [CANARY.phone],
        },
      }),
    });
    const note = (content: string, to: string) => ({
      type: 'Create',
      object: {
        id: `https://social.example/${content.length}`,
        content,
        to: [to],
        published: '2022-11-01T10:00:00Z',
      },
    });
    const mastodon = await tarOf({
      'outbox.json': JSON.stringify({
        '@context': 'x',
        orderedItems: [
          note('Public words of the Mastodon archive', 'as:Public'),
          note(CANARY.follower, 'https://social.example/followers'),
        ],
      }),
      'actor.json': JSON.stringify({ preferredUsername: 'test', name: 'Test', email: CANARY.email }),
      'likes.json': JSON.stringify({ orderedItems: [CANARY.message] }),
    });
    const video = JSON.stringify({
      id: 'abcdefghijk',
      title: 'Public words of the video',
      extractor: 'youtube',
      webpage_url: 'https://www.youtube.com/watch?v=abcdefghijk',
      formats: [{ url: `https://media.example/?ip=${CANARY.address}` }],
      _filename: CANARY.file,
    });
    const archiver = `status,metadata,media\nok,"{'content': 'Public words of the Auto Archiver', 'url': 'https://example.org/'}","[Media(filename='${CANARY.file}', gps='${CANARY.latitude}')]"\n`;

    const author = { screen_name: 'test', email: CANARY.email, phoneNumber: CANARY.phone };
    const posted = (id_str: string, created_at: string) =>
      JSON.stringify({
        id_str,
        created_at,
        full_text: 'Public words of the tweet',
        user: author,
        ip: CANARY.address,
      });
    const stated = 'Tue Dec 13 00:00:00 +0000 2016';
    const tweets = `${posted('808461429765050001', stated)}\n${posted('808461429765050002', 'no date')}\n`;
    const broken = `${posted('808461429765050003', stated).slice(0, -1)}\n`;

    for (const [name, content] of Object.entries({
      'x.zip': x,
      'result.json': telegram,
      'fb.zip': facebook,
      'm.tar.gz': mastodon,
      'v.info.json': video,
      'aa.csv': archiver,
      'tweets.jsonl': tweets + broken,
    })) {
      const outcome = await bench.bringText(content, {}, name);
      expect(outcome.report.staged, name).toBe(1);
      expect(outcome.report.quarantined, name).toBe(name === 'tweets.jsonl' ? 2 : 0);
    }

    const all = await everything();
    // The look itself works: what is public is there, as words and inside the originals' bytes.
    for (const source of [
      'X archive',
      'Telegram channel',
      'Facebook download',
      'Mastodon archive',
      'video',
      'Auto Archiver',
      'tweet',
    ]) {
      expect(all.split(`Public words of the ${source}`).length, source).toBeGreaterThanOrEqual(3);
    }
    for (const [what, canary] of Object.entries(CANARY)) expect(all.includes(canary), what).toBe(false);
  });
});
