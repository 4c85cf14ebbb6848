import type { Actor } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import { moveSpan, spanParts } from '@/lib/archive/span';
import { stillShown } from '@/lib/archive/withhold';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { nameAuthorities } from './name-authorities';
import { protectedNames } from './protected-names';
import {
  RELATION_WHOLE,
  relationForm,
  TESTIMONY_WHOLE,
  type TestimonyWhole,
  testimonyForm,
  unredactedForm,
} from './public-form';
import { publishAuthorities } from './publish-authorities';
import { refuseTelling } from './refuse-telling';
import { formText, putForm, sealForms } from './shelf';
import { refuseStillShown } from './show-less';
import { linked, ownFields, type PublicationFacts, readDates } from './testimony-fields';
import { namedBy, sealUnnamed } from './unnamed-authorities';

/**
 * Makes the next version of a published testimony from a corrected record, in the caller's transaction:
 * rows, public form, whom and what it names, relations that it no longer has, custody. Versions before
 * stay where they are, by number and digest. Refuses a testimony that is not published any more, a date
 * that cannot be computed, another testimony's post, and a text in which redacted words stand no more or
 * stand anew (either could show them), and another speaker in the place of one whose name is protected.
 */
export async function rewriteTestimony(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.publish'>,
  id: string,
  record: TestimonyRecord,
  facts: PublicationFacts,
  context: Context,
): Promise<Result<{ id: string; reference: string }, Refused>> {
  await tx.$queryRaw`SELECT 1 FROM testimony WHERE id = ${id}::uuid FOR UPDATE`;
  const before = await tx.testimony.findUniqueOrThrow({ where: { id }, include: TESTIMONY_WHOLE });
  const { reference } = before;
  if (before.state !== 'published') {
    return refuse(
      'not-published',
      `The testimony ${reference} is ${before.state}: nothing of it is published.`,
    );
  }
  const dates = readDates(record);
  if (!dates.ok) return dates;
  if (record.platform && record.platformId) {
    const { platform, platformId } = record;
    const held = await tx.testimony.findUnique({ where: { platform_platformId: { platform, platformId } } });
    if (held && held.id !== id) {
      return refuse('already-held', `This post is another testimony of the archive, ${held.reference}.`);
    }
  }
  const namedBefore = await namedBy(tx, id);
  const authorities = await nameAuthorities(tx, grant, record, context.random);
  // Else one person could show a protected name by giving the words to another of the same name.
  if (before.speaker.nameProtected && authorities.speaker.id !== before.speakerId) {
    return refuse(
      'name-protected',
      'The speaker’s name is protected: it has to be shown again by two people before the speaker is corrected.',
    );
  }
  const testimonyId = { where: { testimonyId: id } };
  await tx.translation.deleteMany(testimonyId);
  await tx.testimonySource.deleteMany(testimonyId);
  await tx.testimonyPlace.deleteMany(testimonyId);
  await tx.testimonyEvent.deleteMany(testimonyId);
  await tx.testimonyTag.deleteMany(testimonyId);
  await tx.testimony.update({
    where: { id },
    data: {
      ...dates.value,
      ...ownFields(record, facts),
      ...linked(record, authorities),
      updatedAt: context.clock(),
    },
  });
  const moved = await moveSpans(tx, grant, before);
  if (!moved.ok) return moved;
  const after = await tx.testimony.findUniqueOrThrow({ where: { id }, include: TESTIMONY_WHOLE });
  const form = testimonyForm(after);
  const covered = stillRedacted(after, form);
  if (!covered.ok) return covered;
  const unnamed = await refuseStillShown(tx, id, form, protectedNames(after));
  if (!unnamed.ok) return unnamed;
  await publishAuthorities(tx, grant, authorities, context.random);
  await sealUnnamed(tx, grant, namedBefore);
  await reviseRelations(tx, grant, after, record.relations, context.random);
  const { version } = await putForm(tx, grant, form, context.random);
  // A correction of what readers do not see makes no version; the decision itself is in the log.
  if (version !== before.version) {
    await tx.testimony.update({ where: { id }, data: { version } });
    await recordEvent(
      tx,
      actor,
      {
        type: 'published',
        subject: { kind: 'testimony', key: reference },
        body: { version, basis: facts.basis, reviewedBy: facts.reviewedBy, correction: true },
        public: true,
        commit: { form: formText(form) },
      },
      context.random,
    );
  }
  return { ok: true, value: { id, reference } };
}

const REDACTION_LOST = refuse(
  'redaction-lost',
  'Redacted words stand no more in this text: with other letters they would be shown. Leave them as they are, or have the redaction undone first.',
);

/** Lets what is redacted at one place follow its words to where the correction put them. */
async function moveSpans(
  tx: Tx,
  _grant: Grant<'testimony.publish'>,
  before: TestimonyWhole,
): Promise<Result<undefined, Refused>> {
  const spans = before.redactions.filter(({ field }) => field === 'span');
  if (spans.length === 0) return { ok: true, value: undefined };
  const after = await tx.testimony.findUniqueOrThrow({
    where: { id: before.id },
    include: TESTIMONY_WHOLE,
  });
  const [was, is] = [spanParts(unredactedForm(before)), spanParts(unredactedForm(after))];
  for (const { id, part, spanStart, spanEnd } of spans) {
    const textOf = (parts: typeof was) => parts.find((one) => one.part === part)?.text ?? '';
    const place = { start: spanStart ?? 0, end: spanEnd ?? 0 };
    const moved = moveSpan(textOf(was), textOf(is), place);
    if (moved === null) return REDACTION_LOST;
    if (moved.start === place.start) continue;
    const { start, end } = moved;
    await tx.redaction.update({ where: { id }, data: { spanStart: start, spanEnd: end } });
  }
  return { ok: true, value: undefined };
}

function stillRedacted(
  after: TestimonyWhole,
  form: ReturnType<typeof testimonyForm>,
): Result<undefined, Refused> {
  const { redacted: _, ...shown } = form;
  for (const { field, words } of after.redactions) {
    if (field !== 'words' || words === null) continue;
    if (stillShown(unredactedForm(after), [words]) === null) return REDACTION_LOST;
    const where = stillShown(shown, [words]);
    if (where !== null)
      return refuse('still-shown', `Redacted words would be shown by “${where}”: correct that first.`);
  }
  return { ok: true, value: undefined };
}

/**
 * Holds the relations that begin at a testimony to its corrected record: those that it no longer has end
 * (their forms are sealed, their rows go), those with another reason or source say so. New ones are
 * written by `writeRelations`.
 */
async function reviseRelations(
  tx: Tx,
  grant: Grant<'testimony.publish'>,
  { id, reference }: { id: string; reference: string },
  now: TestimonyRecord['relations'],
  random: Context['random'],
): Promise<void> {
  const held = await tx.relation.findMany({ where: { fromId: id }, include: RELATION_WHOLE });
  for (const relation of held) {
    const { type, to } = relation;
    const kept = now.find((one) => one.type === type && one.to === to.reference);
    if (!kept) {
      await sealForms(tx, grant, 'relation', [`${reference}.${type}.${to.reference}`], true);
      await tx.relation.delete({ where: { id: relation.id } });
      continue;
    }
    const { reason, source } = kept;
    await refuseTelling(tx, { id: { in: [id, relation.toId] } }, 'relation', { reason, source });
    const where = { id: relation.id };
    const revised = await tx.relation.update({ where, data: { reason, source }, include: RELATION_WHOLE });
    await putForm(tx, grant, relationForm(revised), random);
  }
}
