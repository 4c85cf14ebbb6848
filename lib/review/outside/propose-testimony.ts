import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { makeReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Prisma } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { prepareItem } from '@/lib/intake/prepare-item';
import { phrasesOf } from '@/lib/intake/suggest/phrases';
import { type Refused, type Result, refuse } from '@/lib/result';
import { makeReceipt, receiptDigest } from './receipt';

export interface Proposal {
  /** The words, or what is behind the link. */
  text: string;
  speaker: string;
  /** A link, which nobody here opens by machine. */
  url: string | null;
  /** EDTF or a day; null where the sender does not know. */
  date: string | null;
  /** How the sender knows. */
  how: string;
}

/**
 * Takes a testimony that somebody outside proposes: it waits in the queue, marked as such, beside what
 * they wrote about how they know. No account and no address is kept, nothing is fetched, nothing is
 * published. A date or a link that cannot be read is kept beside what they wrote: nobody's words are lost for
 * it. Gives the receipt, this once. Refuses words and names that the record's own check refuses.
 */
export async function proposeTestimony(
  actor: Actor,
  proposal: Proposal,
  context: Context,
): Promise<Result<{ receipt: string }, Refused>> {
  const grant = authorize(actor, 'report.submit');
  if (!grant.ok) return grant;
  const { prepared, unread } = prepare(proposal);
  if (prepared.is !== 'item') {
    return refuse(
      'record-invalid',
      prepared.is === 'quarantined' ? prepared.message : 'This cannot be read.',
    );
  }
  const checked = prepared.record as unknown as {
    platform: string | null;
    lang: string;
    speaker: string;
    minor: boolean | null;
  };
  const receipt = makeReceipt(context.random);
  const slug = `s-${makeReference(context.random(10))}`;
  await inTransaction(context.db, async (tx) => {
    const now = context.clock();
    const accession = await tx.accession.create({
      data: {
        slug,
        format: 'form',
        fileName: 'form',
        fileDigest: prepared.original.digest,
        importedBy: 'public',
        state: 'finished',
        report: { staged: 1, held: 0, quarantined: 0 },
        createdAt: now,
        finishedAt: now,
      },
    });
    const original = await tx.archivedOriginal.create({
      data: {
        accessionId: accession.id,
        make: prepared.original.make,
        mediaType: prepared.original.mediaType,
        bytes: Uint8Array.from(prepared.original.bytes),
        digest: prepared.original.digest,
        member: 'form',
        position: 0,
      },
    });
    const item = await tx.stagedItem.create({
      data: {
        accessionId: accession.id,
        originalId: original.id,
        position: 1,
        recordKind: 'testimony',
        proposal: JSON.parse(JSON.stringify(prepared.record)) as Prisma.InputJsonObject,
        suggestions: prepared.suggestions as unknown as Prisma.InputJsonArray,
        duplicateKey: prepared.duplicateKey,
        platform: checked.platform,
        lang: checked.lang,
        speakerName: checked.speaker,
        minor: checked.minor,
        createdAt: now,
        updatedAt: now,
      },
    });
    await tx.outsideMessage.create({
      data: {
        kind: 'proposal',
        receipt: receiptDigest(receipt),
        itemId: item.id,
        words: [proposal.how, ...unread].join('\n\n'),
        createdAt: now,
      },
    });
    await recordEvent(
      tx,
      actor,
      {
        type: 'received',
        subject: { kind: 'accession', key: slug },
        body: { staged: 1, from: 'form' },
        public: false,
        commit: { original: prepared.original.bytes },
      },
      context.random,
    );
  });
  return { ok: true, value: { receipt } };
}

/** The proposal as an item, without a date or a link that cannot be read; these as they were written. */
function prepare({ how: _, ...record }: Proposal) {
  const bytes = Buffer.from(JSON.stringify(record), 'utf8');
  const source = {
    is: 'record' as const,
    bytes,
    mediaType: 'application/json',
    make: 'submitted-row' as const,
    member: 'form',
    position: 0,
    length: bytes.length,
  };
  // What warns of a minor or of a hiding place needs no list. The lists and the detector are left to
  // imports: a stranger's form must not make us spend their memory and time.
  const lists = { guessLanguage: () => null, places: phrasesOf([]), speakersOf: new Map(), events: [] };
  const readable = (without: Partial<Proposal>) =>
    prepareItem({ ...source, record: { ...record, ...without } }, 1, null, lists);
  const tries = [{}, { date: null }, { url: null }, { date: null, url: null }];
  const kept = tries.find((without) => readable(without).is === 'item') ?? {};
  const unread = Object.keys(kept).map((name) => `(${name}: ${record[name as keyof typeof kept]})`);
  return { prepared: readable(kept), unread };
}
