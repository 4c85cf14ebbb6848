import type { FormKind } from '@/lib/archive/public-form';
import type { ReadingDb } from '@/lib/db/client';
import { speakersOf } from '../browse-people';
import { countByName, findForms, readForm } from '../find-forms';
import type { StoredForm } from '../stored-form';
import type { AuthorityRoom } from './schemas';

/** The rooms of the API and the kind of form that each holds. */
export const ROOM_KINDS = {
  people: 'person',
  accounts: 'account',
  events: 'event',
  places: 'place',
  sources: 'source',
  collections: 'collection',
} as const satisfies Record<AuthorityRoom, FormKind>;

// Rooms whose entries have a page for people.
const PAGES: readonly AuthorityRoom[] = ['people', 'events', 'sources', 'collections'];

export function readRoom(room: string): AuthorityRoom | null {
  return Object.hasOwn(ROOM_KINDS, room) ? (room as AuthorityRoom) : null;
}

/** Everything in one room, as the API answers it. */
export async function listAuthorities(
  db: ReadingDb,
  room: AuthorityRoom,
  baseUrl: string,
): Promise<Record<string, unknown>[]> {
  const [forms, complete] = await Promise.all([findForms(db, ROOM_KINDS[room]), completer(db, room)]);
  return Promise.all(forms.map((form) => complete(toBody(room, form, baseUrl))));
}

/** One entry of a room; null when readers have none. */
export async function getAuthority(
  db: ReadingDb,
  room: AuthorityRoom,
  slug: string,
  baseUrl: string,
): Promise<Record<string, unknown> | null> {
  const form = await readForm(db, ROOM_KINDS[room], slug);
  if (form === null) return null;
  const complete = await completer(db, room);
  return complete(toBody(room, form, baseUrl));
}

type Kind = (typeof ROOM_KINDS)[AuthorityRoom];
type Body = Record<string, unknown> & { slug: string };

function toBody(
  room: AuthorityRoom,
  { form, key }: Pick<StoredForm<Kind>, 'form' | 'key'>,
  baseUrl: string,
): Body {
  const { form: _kind, ...body } = form;
  return { ...body, slug: key, ...(PAGES.includes(room) ? { url: `${baseUrl}/${room}/${key}` } : {}) };
}

/** What an entry has besides its form: how often it is named, who speaks through it. */
async function completer(db: ReadingDb, room: AuthorityRoom): Promise<(body: Body) => Body | Promise<Body>> {
  switch (room) {
    case 'people': {
      const counts = await countByName(db, 'speaker');
      return (body) => ({
        ...body,
        testimonies: counts.get(body.slug)?.testimony ?? 0,
        statements: counts.get(body.slug)?.statement ?? 0,
      });
    }
    case 'sources': {
      const counts = await countByName(db, 'sources');
      return (body) => {
        const count = counts.get(body.slug);
        return { ...body, records: (count?.testimony ?? 0) + (count?.statement ?? 0) };
      };
    }
    case 'accounts':
      return async (body) => ({ ...body, speakers: await speakersOf(db, body.slug) });
    case 'events':
    case 'places':
    case 'collections':
      return (body) => body;
  }
}
