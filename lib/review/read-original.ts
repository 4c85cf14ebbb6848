import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';
import { isItemId } from './store';

/** The exact bytes of an archived original and their SHA-256 (hex). Refuses one that is not there. */
export async function readOriginal(
  actor: UserActor,
  id: string,
  context: Context,
): Promise<Result<{ bytes: Uint8Array; digest: string }, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const nothing = refuse('no-such-original', 'There is no such original.');
  if (!isItemId(id)) return nothing;
  const found = await context.db.archivedOriginal.findUnique({
    where: { id },
    select: { bytes: true, digest: true },
  });
  return found ? { ok: true, value: found } : nothing;
}
