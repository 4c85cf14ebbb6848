import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Result } from '@/lib/result';
import { listUserRows, type UserSummary } from './store';

/** Every account, by name. */
export async function listUsers(actor: Actor, context: Context): Promise<Result<UserSummary[]>> {
  const grant = authorize(actor, 'user.manage');
  if (!grant.ok) return grant;
  return { ok: true, value: await listUserRows(context.db, context.clock()) };
}
