import type { ReadingDb } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { getAuthority, listAuthorities, readRoom } from '@/lib/reading/api/authority-bodies';
import { answerJson } from './answer';
import { problem } from './problem';
import { refuseUnknown } from './read-route';

/** `GET /api/v1/{people,accounts,events,places,sources,collections}`: everything there, `{total, items}`. */
export async function answerRoom(db: ReadingDb, request: Request, name: string): Promise<Response> {
  const room = readRoom(name);
  if (room === null) return nothingHere();
  const wrong = refuseUnknown(request, []);
  if (wrong !== null) return wrong;
  const items = await listAuthorities(db, room, publicUrl());
  return answerJson(request, { total: items.length, items });
}

/** `GET /api/v1/{room}/{slug}`: one of them. */
export async function answerAuthority(
  db: ReadingDb,
  request: Request,
  name: string,
  slug: string,
): Promise<Response> {
  const room = readRoom(name);
  if (room === null) return nothingHere();
  const wrong = refuseUnknown(request, []);
  if (wrong !== null) return wrong;
  const body = await getAuthority(db, room, slug, publicUrl());
  return body === null ? nothingHere() : answerJson(request, body);
}

function nothingHere(): Response {
  return problem(404, 'no-such-address', 'The API has nothing at this address: see /api/v1/openapi.json.');
}
