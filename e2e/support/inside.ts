import { readFile } from 'node:fs/promises';
import type { UserActor } from '@/lib/access/actor';
import type { Role } from '@/lib/archive/vocabulary';
import { type Context, liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import { openDatabase } from '@/lib/db/open-archive';
import { createUser } from '@/lib/people/create-user';
import { archive } from './archive';
import { enter, type Visitor, visitorOf } from './visitor';

export interface Inside {
  context: Context;
  /** Makes an account and gives its actor and its sign-in. */
  makePerson(name: string, role: Role): Promise<{ actor: UserActor; password: string }>;
  /**
   * Signs in by the form without a browser, with the cookies that `visitor` has, and gives the cookies as
   * they are sent from then on. The second factor is
   * tried elsewhere (desk/doors, desk/keys): here its showing is noted in the session that was made.
   */
  cookieOf(person: { name: string; password: string }, visitor?: Visitor): Promise<string>;
  close(): Promise<void>;
}

/** Reaches behind the running archive's pages, to prepare records and to look at what was kept. */
export async function openInside(): Promise<Inside> {
  const opened = await openDatabase({ DATA_DIR: archive().dataDir });
  if (!opened.ok) throw new Error(opened.message);
  const connections = connect(opened.value.urls, 3);
  const context = liveContext(connections);
  return {
    context,
    makePerson: async (name, role) => {
      const made = await createUser({ type: 'system', name: 'operator' }, { name, role }, context);
      if (!made.ok) throw new Error(made.message);
      return { actor: { type: 'user', id: made.value.id, name, role }, password: made.value.password };
    },
    cookieOf: async ({ name, password }, visitor = visitorOf(archive().url)) => {
      const began = new Date();
      await enter(visitor, name, password);
      const { count } = await context.db.session.updateMany({
        where: { user: { name }, revokedAt: null, secondAt: null, createdAt: { gte: began } },
        data: { secondAt: new Date() },
      });
      if (count !== 1) throw new Error(`${name} could not sign in.`);
      return visitor.cookie();
    },
    close: () => connections.close(),
  };
}

/** The address patterns that the build answers with code of ours and no page: every door is one of them. */
export async function builtHandlers(): Promise<string[]> {
  const manifest = JSON.parse(await readFile('.next/app-path-routes-manifest.json', 'utf8')) as Record<
    string,
    string
  >;
  const own = Object.entries(manifest).filter(([file]) => file.endsWith('/route'));
  return [...new Set(own.map(([, route]) => route))].sort();
}

/** Every address pattern that the build lists, such as `/[lang]/t/[reference]`, without route groups. */
export async function builtRoutes(): Promise<string[]> {
  const manifest = JSON.parse(await readFile('.next/app-path-routes-manifest.json', 'utf8')) as Record<
    string,
    string
  >;
  return [...new Set(Object.values(manifest))].sort();
}
