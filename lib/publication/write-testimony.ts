import type { Actor } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import { makeReference, readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { nameAuthorities } from './name-authorities';
import { protectedNames } from './protected-names';
import { TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { publishAuthorities } from './publish-authorities';
import { formText, putForm } from './shelf';
import { refuseStillShown } from './show-less';
import { linked, ownFields, type PublicationFacts, readDates } from './testimony-fields';

/**
 * Makes a testimony of a record and puts its public form, and those of whom and what it names, on the
 * shelf, with the custody event, in the caller's transaction. Gives its id and reference. Refuses a
 * date that cannot be computed, a reference that is malformed or taken, and a protected name that it would
 * show.
 */
export async function writeTestimony(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.publish'>,
  record: TestimonyRecord,
  facts: PublicationFacts & { originalId: string },
  context: Context,
): Promise<Result<{ id: string; reference: string }, Refused>> {
  const dates = readDates(record);
  if (!dates.ok) return dates;
  const reference = await chooseReference(tx, record.reference, context.random);
  if (!reference.ok) return reference;
  if (record.platform && record.platformId) {
    const { platform, platformId } = record;
    const held = await tx.testimony.findUnique({ where: { platform_platformId: { platform, platformId } } });
    if (held)
      return refuse(
        'already-held',
        `This post is in the archive already, as ${held.reference}: reject it as a duplicate.`,
      );
  }
  const authorities = await nameAuthorities(tx, grant, record, context.random);
  const created = await tx.testimony.create({
    data: {
      reference: reference.value,
      ...dates.value,
      ...ownFields(record, facts),
      ...linked(record, authorities),
      captures: { create: { originalId: facts.originalId } },
    },
    include: TESTIMONY_WHOLE,
  });
  const form = testimonyForm(created);
  const unnamed = await refuseStillShown(tx, created.id, form, protectedNames(created));
  if (!unnamed.ok) return unnamed;
  await publishAuthorities(tx, grant, authorities, context.random);
  const { version } = await putForm(tx, grant, form, context.random);
  const original = await tx.archivedOriginal.findUniqueOrThrow({ where: { id: facts.originalId } });
  await recordEvent(
    tx,
    actor,
    {
      type: 'published',
      subject: { kind: 'testimony', key: created.reference },
      body: { version, basis: facts.basis, reviewedBy: facts.reviewedBy },
      public: true,
      commit: { form: formText(form), original: original.bytes },
    },
    context.random,
  );
  return { ok: true, value: { id: created.id, reference: created.reference } };
}

async function chooseReference(
  tx: Tx,
  wanted: string | null,
  random: Context['random'],
): Promise<Result<string, Refused>> {
  if (wanted === null) return { ok: true, value: makeReference(random(10)) };
  const reference = readReference(wanted);
  if (reference === null)
    return refuse('bad-reference', `“${wanted}” is not a reference: leave it out, and one is made.`);
  const taken =
    (await tx.testimony.count({ where: { reference } })) +
    (await tx.tombstone.count({ where: { reference } }));
  return taken === 0
    ? { ok: true, value: reference }
    : refuse(
        'reference-taken',
        `The reference ${reference} belongs to another record: leave it out, and a new one is made.`,
      );
}
