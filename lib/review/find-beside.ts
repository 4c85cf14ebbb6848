import { computeDate } from '@/lib/archive/edtf-date';
import type { TestimonyRecord } from '@/lib/archive/record';
import type { Context } from '@/lib/context';

/** What else the archive and the queue hold that a curator should see beside an item. */
export interface Beside {
  /** The same post, the same bytes, or near-same words, in the queue or published. */
  duplicates: BesideItem[];
  /** By the same speaker or account, in the queue and published. */
  sameVoice: BesideItem[];
  /** Published testimony about the same hours. */
  sameHours: BesideItem[];
}
export interface BesideItem {
  /** An item of the queue, or (null) a published testimony known by its reference alone. */
  id: string | null;
  reference: string | null;
  state: string;
  speaker: string | null;
  text: string;
  date: string | null;
}

const AT_MOST = 8;
const HOURS = 6 * 60 * 60 * 1000;

/** Looks for what belongs beside an item, each by an index. */
export async function findBeside(
  item: { id: string; duplicateKey: string | null; speakerName: string | null; suggestions: unknown },
  proposal: TestimonyRecord,
  context: Context,
): Promise<Beside> {
  if (item.speakerName === null) return { duplicates: [], sameVoice: [], sameHours: [] };
  const [duplicates, sameVoice, sameHours] = await Promise.all([
    findDuplicates(item, context),
    findSameVoice(item.id, item.speakerName, context),
    findSameHours(proposal, context),
  ]);
  const known = new Set(duplicates.map((one) => one.id));
  return { duplicates, sameVoice: sameVoice.filter((one) => !known.has(one.id)), sameHours };
}

const COLUMNS = `i.id, t.reference, i.state, i.speaker_name AS speaker, i.proposal->>'text' AS text, i.proposal->>'date' AS date`;

async function findDuplicates(
  item: { id: string; duplicateKey: string | null; speakerName: string | null; suggestions: unknown },
  context: Context,
): Promise<BesideItem[]> {
  // Near-same words were found at import, which keeps them in the suggestion.
  const near = (item.suggestions as { code: string; value?: unknown }[])
    .filter(({ code }) => code === 'near-same' || code === 'text-differs' || code === 'other-words')
    .map(({ value }) => value)
    .filter((value): value is string => typeof value === 'string');
  const { rows } = await context.pool.query<BesideItem>(
    `SELECT ${COLUMNS} FROM staged_item i LEFT JOIN testimony t ON t.id = i.testimony_id
     WHERE i.id <> $1 AND (i.duplicate_key = $2 OR (i.speaker_name = $3 AND i.proposal->>'text' = ANY($4)))
     ORDER BY i.id LIMIT ${AT_MOST}`,
    [item.id, item.duplicateKey, item.speakerName, near],
  );
  return rows;
}

async function findSameVoice(id: string, speaker: string, context: Context): Promise<BesideItem[]> {
  const { rows } = await context.pool.query<BesideItem>(
    `SELECT ${COLUMNS} FROM staged_item i LEFT JOIN testimony t ON t.id = i.testimony_id
     WHERE i.speaker_name = $2 AND i.id <> $1 ORDER BY i.id DESC LIMIT ${AT_MOST}`,
    [id, speaker],
  );
  return rows;
}

async function findSameHours(proposal: TestimonyRecord, context: Context): Promise<BesideItem[]> {
  const date = computeDate(proposal.date, proposal.zone ?? undefined);
  if (!date.ok || date.value.earliest === null || date.value.latest === null) return [];
  const from = new Date(Date.parse(date.value.earliest) - HOURS);
  const to = new Date(Date.parse(date.value.latest) + HOURS);
  const { rows } = await context.pool.query<BesideItem>(
    `SELECT NULL AS id, key AS reference, 'published' AS state, form->'speaker'->'name'->>'en' AS speaker,
            form->>'text' AS text, form->'date'->>'edtf' AS date
     FROM public_form WHERE kind = 'testimony' AND current AND NOT sealed
       AND earliest BETWEEN $1 AND $2 ORDER BY earliest LIMIT ${AT_MOST}`,
    [from, to],
  );
  return rows;
}
