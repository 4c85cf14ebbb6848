import { problem } from '@/lib/web/problem';

/** Whatever no other route of the API knows, and every method that it does not take. */
function nothingHere(): Response {
  return problem(404, 'no-such-address', 'The API has nothing at this address: see /api/v1/openapi.json.');
}
export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
