import type { UserActor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';

/** Makes a user row of a role, and the actor that signing in as it would give. */
export async function makeActor(context: Context, name: string, role: Role): Promise<UserActor> {
  const { id } = await context.db.user.create({ data: { name, role, passwordHash: 'none' } });
  return { type: 'user', id, name, role };
}
