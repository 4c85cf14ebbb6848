import type { UserActor } from '@/lib/access/actor';
import { makeReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { acceptItem } from '@/lib/publication/accept-item';
import { stageItem } from '@/lib/publication/testing/stage-item';

/** Stages a `sawt/1` record and publishes it as this curator would. Gives its reference. */
export async function publishRecord(
  context: Context,
  curator: UserActor,
  record: Record<string, unknown>,
): Promise<string> {
  const reference = makeReference(context.random(10));
  const itemId = await stageItem(context, { lang: 'en', ...record, reference });
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  const done = await acceptItem(curator, { itemId, version: 1, requestKey: null, approval }, context);
  if (!done.ok) throw new Error(done.message);
  return reference;
}
