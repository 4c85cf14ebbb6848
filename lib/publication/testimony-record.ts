import { type TestimonyRecord, testimonyRecord } from '@/lib/archive/record';
import { toRecord } from '@/lib/archive/to-record';
import type { Prisma } from '@/lib/db/generated/client';
import { RELATION_WHOLE, relationForm, TESTIMONY_WHOLE, unredactedForm } from './public-form';

export const RECORD_WHOLE = {
  ...TESTIMONY_WHOLE,
  relationsOut: { include: RELATION_WHOLE, orderBy: { id: 'asc' } },
} satisfies Prisma.TestimonyInclude;

/**
 * A published testimony as the `sawt/1` record that it would be imported from, private fields and all:
 * where a correction begins. What readers are not shown (a protected name, a redaction) is in it.
 */
export function testimonyRecordOf(
  whole: Prisma.TestimonyGetPayload<{ include: typeof RECORD_WHOLE }>,
): TestimonyRecord {
  return testimonyRecord.parse({
    ...toRecord(unredactedForm(whole), whole.relationsOut.map(relationForm)),
    speaker: whole.speaker.slug,
    speakerAs: whole.speakerAs,
    account: whole.account?.slug ?? null,
    platformId: whole.platformId,
    url: whole.url,
    note: whole.note,
  });
}
