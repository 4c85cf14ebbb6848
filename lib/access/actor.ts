import type { Role } from '@/lib/archive/vocabulary';

/** Who acts. Every use case takes one first. */
export type Actor = PublicActor | UserActor | SystemActor;

/** A reader, or anybody who sends something in from outside. */
export interface PublicActor {
  type: 'public';
}

/** A signed-in person, looked up in the database for this very call. */
export interface UserActor {
  type: 'user';
  id: string;
  /** The sign-in name: shown at the desk, never in public. */
  name: string;
  role: Role;
}

/**
 * The archive's own processes. `founding` alone may publish without a person: the founding corpus,
 * into an empty archive, for the digest that the repository holds. `operator` is whoever has a shell
 * on the machine; where two people are needed it must name them.
 */
export interface SystemActor {
  type: 'system';
  name: 'founding' | 'operator' | 'worker';
}

export const READER: PublicActor = { type: 'public' };

/** How an actor is written into history that readers see: by role, never by name. */
export function publicRole(actor: Actor): string {
  switch (actor.type) {
    case 'user':
      return actor.role;
    case 'system':
      return actor.name;
    case 'public':
      return 'public';
  }
}
