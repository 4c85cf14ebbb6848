import type { Grant } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { Authorities } from './name-authorities';
import {
  accountForm,
  EVENT_WHOLE,
  eventForm,
  PLACE_WHOLE,
  personForm,
  placeForm,
  sourceForm,
} from './public-form';
import { putForm } from './shelf';

/** Puts on the shelf whom and what a published testimony names. */
export async function publishAuthorities(
  tx: Tx,
  grant: Grant<'testimony.publish'>,
  { speaker: found, account, sources, places, events }: Authorities,
  random: Context['random'],
): Promise<void> {
  // Asked again: somebody may have protected the name while this transaction waited to link it.
  const speaker = await tx.speaker.findUniqueOrThrow({ where: { id: found.id } });
  // A protected speaker has no page: it would tell the name that the testimony withholds.
  if (!speaker.nameProtected) await putForm(tx, grant, personForm(speaker), random);
  if (account && !speaker.nameProtected) await putForm(tx, grant, accountForm(account), random);
  for (const { source } of sources) await putForm(tx, grant, sourceForm(source), random);
  for (const { id } of places) {
    await putForm(
      tx,
      grant,
      placeForm(await tx.place.findUniqueOrThrow({ where: { id }, include: PLACE_WHOLE })),
      random,
    );
  }
  for (const { id } of events) {
    await putForm(
      tx,
      grant,
      eventForm(await tx.event.findUniqueOrThrow({ where: { id }, include: EVENT_WHOLE })),
      random,
    );
  }
}
