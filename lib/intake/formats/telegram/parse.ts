import { cutPrivate } from '../../cut-private';
import { parseExactJson } from '../../exact-json';
import { type Format, FormatRefused, type ReadingOptions } from '../../format';
import type { Input } from '../../input/input';
import { instantOfSeconds } from '../../instant';
import { EXACT_POSITION, link, otherWords, redacted } from '../../notice';
import { isObject, type JsonObject, readSlices, sampleJson, textAt } from '../../read-json-records';
import type { PassedOver, Reading } from '../../reading';
import { type JsonPath, type JsonSlice, type SliceChoice, sliceJson } from '../../slice-json';

/** Telegram Desktop's export: one chat, or the whole account's. Public channels and groups alone are read. */
export const telegram: Format = {
  name: 'telegram',
  title: 'Telegram Desktop export (result.json)',
  bundle: true,
  async recognise(input) {
    const members: string[] = [];
    for (const { name } of input.members.filter((member) => member.name.endsWith('.json'))) {
      const keys = (await sampleJson(input, name))?.keys;
      const one = keys?.has('messages') && keys.has('type') && keys.has('id');
      const all = keys?.has('chats') && (keys.has('about') || keys.has('personal_information'));
      if (one || all) members.push(name);
    }
    return members;
  },
  async *read(input, members, options) {
    for (const member of members) yield* readExport(input, member, options);
  },
};

const PUBLIC = new Set(['public_channel', 'public_supergroup']);

interface Chat {
  type: string;
  name: string | undefined;
  id: string | undefined;
}

async function* readExport(input: Input, member: string, options: ReadingOptions): AsyncGenerator<Reading> {
  const chats = await readChats(input, member);
  if (![...chats.values()].some((chat) => PUBLIC.has(chat.type))) {
    throw new FormatRefused(
      'not-public',
      `“${member}” holds no public channel or public group, and private chats are not imported. Export the channel itself from its own menu.`,
    );
  }
  const where = (path: JsonPath) => chats.get(JSON.stringify(chatPath(path)));
  // Private chats are passed over without a byte of them being kept in memory.
  const choose = (path: JsonPath): SliceChoice => {
    if (chatPath(path) === null) return enters(path) ? 'enter' : 'skip';
    const inside = path.slice(chatPath(path)!.length);
    if (inside.length === 0) return 'enter';
    if (inside[0] !== 'messages' || !PUBLIC.has(where(path)?.type ?? '')) return 'skip';
    return inside.length === 1 ? 'enter' : 'take';
  };
  for await (const slice of sliceJson(input.open(member), choose)) {
    const chat = slice.is === 'broken' ? undefined : where(slice.path);
    yield* readSlices(only(slice), member, (value, record) => readMessage(value, record, chat!, options));
  }
}

async function* only(slice: JsonSlice): AsyncGenerator<JsonSlice> {
  yield slice;
}

/** The chat that a path lies in: the whole file, or one of the lists. Null above them. */
function chatPath(path: JsonPath): JsonPath | null {
  if (path[0] === 'chats' || path[0] === 'left_chats') {
    return path[1] === 'list' && path.length >= 3 ? path.slice(0, 3) : null;
  }
  return path[0] === 'messages' || path[0] === 'name' || path[0] === 'type' || path[0] === 'id' ? [] : null;
}

function enters(path: JsonPath): boolean {
  if (path.length === 0) return true;
  const list = path[0] === 'chats' || path[0] === 'left_chats';
  return list && (path.length === 1 || (path.length === 2 && path[1] === 'list'));
}

/** A first walk for what each chat is: its kind may stand after its messages. */
async function readChats(input: Input, member: string): Promise<Map<string, Chat>> {
  const chats = new Map<string, Chat>();
  const choose = (path: JsonPath): SliceChoice => {
    if (enters(path)) return 'enter';
    const chat = chatPath(path);
    if (chat === null) return 'skip';
    const inside = path.slice(chat.length);
    if (inside.length === 0) return 'enter';
    return inside.length === 1 && ['type', 'name', 'id'].includes(String(inside[0])) ? 'take' : 'skip';
  };
  for await (const slice of sliceJson(input.open(member), choose)) {
    if (slice.is !== 'value') continue;
    const key = JSON.stringify(chatPath(slice.path));
    const chat = chats.get(key) ?? { type: '', name: undefined, id: undefined };
    const reading = parseExactJson(Buffer.from(slice.bytes).toString('utf8'));
    const value = reading.ok ? textAt(reading.value) : undefined;
    const field = slice.path.at(-1);
    if (field === 'type') chat.type = value ?? '';
    else if (field === 'name') chat.name = value;
    else if (field === 'id') chat.id = value;
    chats.set(key, chat);
  }
  return chats;
}

function readMessage(
  message: JsonObject,
  record: { member: string; position: number; length: number; bytes: Uint8Array },
  chat: Chat,
  options: ReadingOptions,
): Reading {
  const { bytes, ...standing } = record;
  const passedOver = (reason: PassedOver['reason']): Reading => ({ is: 'passed-over', ...standing, reason });
  if (message.type !== 'message') return passedOver('service-message');
  const { text, links } = readText(message);
  if (text.trim() === '') return passedOver('no-words');
  const date = readTime(message, options);
  const cut = cutPrivate(bytes, isPrivate);
  const kept = cut?.bytes ?? bytes;
  if (date === null) {
    return {
      is: 'problem',
      ...standing,
      reason: 'zone-needed',
      message:
        'date: the export gives local times of the machine that made it and does not say where that was. Say so with --zone, such as --zone Asia/Damascus.',
      bytes: kept,
      mediaType: 'application/json',
    };
  }
  const id = textAt(message.id);
  const forwarded = textAt(message.forwarded_from);
  const speaker = forwarded ?? textAt(message.author) ?? textAt(message.from) ?? chat.name ?? 'unknown';
  const suggestions = links.map(link);
  if (forwarded !== undefined) {
    suggestions.push(otherWords(`“${forwarded}”`, 'forwarding'));
  }
  if (isObject(message.location_information)) suggestions.push(EXACT_POSITION);
  if (cut) suggestions.push(redacted(cut.cut));
  return {
    is: 'record',
    ...standing,
    record: {
      kind: 'post',
      platform: 'telegram',
      text,
      speaker,
      account: forwarded ?? chat.name,
      platformId: chat.id === undefined || id === undefined ? undefined : `${chat.id}/${id}`,
      ...(forwarded === undefined ? date : {}),
      tags: hashtags(message),
    },
    suggestions,
    bytes: kept,
    make: 'platform-record',
    mediaType: 'application/json',
  };
}

/** Somebody's shared contact is not their testimony, whoever posted it. */
function isPrivate(path: JsonPath): boolean {
  return ['contact_information', 'contact_vcard', 'phone_number', 'actor_id'].includes(String(path.at(-1)));
}

/** The text is a string, or pieces of it in a list: strings, and objects for links and mentions. */
function readText(message: JsonObject): { text: string; links: { short: string; long: string }[] } {
  const given = message.text ?? message.caption;
  const links: { short: string; long: string }[] = [];
  if (typeof given === 'string') return { text: given, links };
  if (!Array.isArray(given)) return { text: '', links };
  let text = '';
  for (const piece of given) {
    if (typeof piece === 'string') text += piece;
    else if (isObject(piece) && typeof piece.text === 'string') {
      text += piece.text;
      if (typeof piece.href === 'string') links.push({ short: piece.text, long: piece.href });
    }
  }
  return { text, links };
}

function hashtags(message: JsonObject): string[] {
  const pieces = [message.text, message.text_entities].flatMap((value) =>
    Array.isArray(value) ? value : [],
  );
  const found = new Set<string>();
  for (const piece of pieces) {
    if (isObject(piece) && piece.type === 'hashtag' && typeof piece.text === 'string') {
      found.add(piece.text.replace(/^#/, ''));
    }
  }
  return [...found].filter((tag) => tag !== '');
}

/** The instant where the export has it; else its local time, in the zone that somebody must have named. */
function readTime(message: JsonObject, options: ReadingOptions): { date?: string; zone?: string } | null {
  const seconds = textAt(message.date_unixtime);
  if (seconds !== undefined && /^\d{1,11}$/.test(seconds)) {
    return { date: instantOfSeconds(Number(seconds)) };
  }
  const local = textAt(message.date);
  if (local === undefined) return {};
  if (/(Z|[+-]\d\d:?\d\d)$/.test(local)) return { date: local };
  return options.zone === null ? null : { date: local, zone: options.zone };
}
