import { describe, expect, it } from 'vitest';
import { codesOf, formatOf, readAll, recordsOf } from '../../testing/read-all';
import { telegram } from './parse';

const message = (more: Record<string, unknown> = {}) => ({
  id: 7,
  type: 'message',
  date: '2016-12-13T18:00:00',
  date_unixtime: '1481644800',
  from: 'Test Channel',
  text: 'Synthetic words',
  ...more,
});
const channel = (messages: unknown[], more: Record<string, unknown> = {}) => ({
  name: 'Test Channel',
  type: 'public_channel',
  id: 1_234_567_890,
  messages,
  ...more,
});
const read = (value: unknown, zone: string | null = null) =>
  readAll(telegram, { 'result.json': JSON.stringify(value, null, 1) }, { zone });

describe('a Telegram export', () => {
  it('is recognised as one chat or as a whole account', async () => {
    expect(await formatOf({ 'result.json': JSON.stringify(channel([message()])) })).toBe('telegram');
    const all = { about: 'x', chats: { about: 'y', list: [channel([message()])] } };
    expect(await formatOf({ 'result.json': JSON.stringify(all) })).toBe('telegram');
  });

  it('gives the words of a mixed text, the instant, and the channel as account', async () => {
    const text = [
      'Before ',
      { type: 'bold', text: 'bold' },
      ' ',
      { type: 'text_link', text: 'here', href: 'https://example.org' },
      { type: 'hashtag', text: '#Aleppo' },
    ];
    const readings = await read(channel([message({ text })]));
    expect(recordsOf(readings)[0]).toMatchObject({
      text: 'Before bold here#Aleppo',
      date: '2016-12-13T16:00:00Z',
      account: 'Test Channel',
      platformId: '1234567890/7',
      tags: ['Aleppo'],
    });
    expect(codesOf(readings)).toEqual(['link']);
  });

  it('takes public chats alone, also when a chat’s kind stands after its messages', async () => {
    const chats = {
      list: [
        channel([message({ text: 'private canary' })], { type: 'personal_chat' }),
        { messages: [message({ text: 'group canary' })], type: 'private_supergroup', id: 2 },
        { messages: [message({ text: 'public words' })], name: 'P', id: 3, type: 'public_supergroup' },
      ],
    };
    const left_chats = { list: [channel([message({ text: 'left but public' })])] };
    const readings = await read({ about: '', chats, left_chats });
    expect(recordsOf(readings).map((record) => record.text)).toEqual(['public words', 'left but public']);
    expect(JSON.stringify(readings)).not.toContain('canary');
  });

  it('is refused when nothing in it is public', async () => {
    await expect(read(channel([message()], { type: 'personal_chat' }))).rejects.toMatchObject({
      reason: 'not-public',
    });
  });

  it('demands a zone for local times', async () => {
    const old = channel([message({ date_unixtime: undefined })]);
    expect(await read(old)).toMatchObject([{ is: 'problem', reason: 'zone-needed' }]);
    expect(recordsOf(await read(old, 'Asia/Damascus'))[0]).toMatchObject({
      date: '2016-12-13T18:00:00',
      zone: 'Asia/Damascus',
    });
  });

  it('takes the local time where the seconds are no number', async () => {
    const broken = channel([
      message({ date_unixtime: 'soon' }),
      message({ date: undefined, date_unixtime: '' }),
    ]);
    const [local, none] = recordsOf(await read(broken, 'Asia/Damascus'));
    expect(local).toMatchObject({ date: '2016-12-13T18:00:00', zone: 'Asia/Damascus' });
    expect(none).not.toHaveProperty('date');
  });

  it('passes over service messages and pictures without words, and names whose words were forwarded', async () => {
    const readings = await read(
      channel([
        message({ type: 'service', text: '' }),
        message({ text: '' }),
        message({ forwarded_from: 'Other Channel' }),
      ]),
    );
    expect(readings).toMatchObject([
      { is: 'passed-over', reason: 'service-message' },
      { is: 'passed-over', reason: 'no-words' },
      { is: 'record', record: { speaker: 'Other Channel', account: 'Other Channel' } },
    ]);
    expect(recordsOf(readings)[0]).not.toHaveProperty('date');
  });

  it('cuts a shared contact out of the bytes it keeps', async () => {
    const contact = { first_name: 'x', phone_number: '+963-canary' };
    const readings = await read(
      channel([message({ contact_information: contact, contact_vcard: 'canary.vcard' })]),
    );
    const [reading] = readings;
    if (reading?.is !== 'record') throw new Error();
    expect(Buffer.from(reading.bytes).toString()).not.toContain('canary');
    expect(JSON.parse(Buffer.from(reading.bytes).toString())).toMatchObject({
      id: 7,
      contact_information: null,
    });
    expect(codesOf(readings)).toContain('original-redacted');
    const timeless = message({ contact_information: contact, date_unixtime: undefined });
    const [problem] = await read(channel([timeless]));
    if (problem?.is !== 'problem') throw new Error();
    expect(JSON.parse(Buffer.from(problem.bytes!).toString())).toMatchObject({
      id: 7,
      contact_information: null,
    });
  });
});
