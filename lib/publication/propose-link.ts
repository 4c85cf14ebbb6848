import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { collectionRecord, type TestimonyRecord } from '@/lib/archive/record';
import { readReference } from '@/lib/archive/reference';
import type { RelationType } from '@/lib/archive/vocabulary';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';
import { editProposal } from '@/lib/review/edit-proposal';
import { openCollection } from './open-collection';
import { openCorrection } from './open-correction';

/** A link of a testimony, whichever of its ends somebody stands at. */
export type Link =
  | { to: 'testimony'; type: RelationType; reference: string; reason: string; source: string | null }
  | { to: 'event' | 'place' | 'collection'; slug: string };

export interface LinkInput {
  /** The testimony at which the link begins. */
  reference: string;
  link: Link;
  take: 'add' | 'remove';
  /** Why: kept with what the record said before. */
  why: string;
}

/**
 * Proposes that a testimony be linked to another, to an event, a place or a collection, or no longer: from
 * whichever side it is asked, it changes the record that holds the link, which goes through the queue like
 * any correction (decision 10). Gives the item that now waits, of the testimony or of the collection.
 * Refuses an end that is not published, a link of a testimony to itself, and a change that changes
 * nothing.
 */
export async function proposeLink(
  actor: UserActor,
  input: LinkInput,
  context: Context,
): Promise<Result<{ itemId: string }, Refused>> {
  const grant = authorize(actor, 'relation.edit');
  if (!grant.ok) return grant;
  if (input.why.trim() === '') return refuse('why-missing', 'Say why: whoever reads the history needs it.');
  const reference = readReference(input.reference.trim());
  const known = reference && (await isPublished(reference, context));
  if (!known) return refuse('no-such-testimony', `No testimony ${input.reference} is published.`);
  const { link, take } = input;
  if (link.to === 'collection') return proposePart(actor, { ...input, reference }, link.slug, context);
  if (link.to === 'testimony' && take === 'add') {
    const other = readReference(link.reference.trim());
    if (other === null || !(await isPublished(other, context))) {
      return refuse('no-such-testimony', `No testimony ${link.reference} is published.`);
    }
    if (other === reference) return refuse('relation-to-itself', 'A testimony is not related to itself.');
  }
  const opened = await openCorrection(actor, { reference }, context);
  if (!opened.ok) return opened;
  const { itemId } = opened.value;
  const item = await context.db.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
  const fields = changed(item.proposal as unknown as TestimonyRecord, input);
  const edited = await editProposal(
    actor,
    { itemId, version: item.version, fields, why: input.why },
    context,
  );
  return edited.ok ? { ok: true, value: { itemId } } : edited;
}

function changed(record: TestimonyRecord, { link, take }: LinkInput): Record<string, unknown> {
  if (link.to === 'collection') throw new Error('a collection holds its own parts');
  if (link.to !== 'testimony') {
    const field = link.to === 'event' ? 'events' : 'place';
    const others = record[field].filter((slug) => slug !== link.slug);
    return { [field]: take === 'add' ? [...others, link.slug] : others };
  }
  const { type, reason, source } = link;
  const to = readReference(link.reference.trim()) ?? link.reference;
  const others = record.relations.filter((one) => one.type !== type || one.to !== to);
  return { relations: take === 'add' ? [...others, { type, to, reason, source }] : others };
}

async function proposePart(
  actor: UserActor,
  { reference, take, why }: { reference: string } & Pick<LinkInput, 'take' | 'why'>,
  slug: string,
  context: Context,
): Promise<Result<{ itemId: string }, Refused>> {
  const opened = await openCollection(actor, { slug }, context);
  if (!opened.ok) return opened;
  const { itemId } = opened.value;
  const item = await context.db.stagedItem.findUniqueOrThrow({ where: { id: itemId } });
  const parts = collectionRecord.parse(item.proposal).items;
  const others = parts.filter((part) => !('reference' in part) || part.reference !== reference);
  const there = others.length < parts.length;
  const items = take === 'remove' ? others : there ? parts : [...parts, { reference }];
  const edit = { itemId, version: item.version, fields: { items }, why };
  const edited = await editProposal(actor, edit, context);
  return edited.ok ? { ok: true, value: { itemId } } : edited;
}

async function isPublished(reference: string, context: Context): Promise<boolean> {
  return (await context.db.testimony.count({ where: { reference, state: 'published' } })) > 0;
}
