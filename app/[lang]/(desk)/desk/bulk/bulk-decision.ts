import { z } from 'zod';
import { BASES, REJECTION_CLASSES, RISKS } from '@/lib/archive/vocabulary';
import type { ItemDecision } from '@/lib/review/rules';

/** The most items that one form decides about: a page of the queue. */
export const AT_ONCE = 50;

const text = z.string().max(10_000).catch('');
export const bulkFields = z.object({
  decision: z.enum(['accept', 'return', 'reject', 'escalate']),
  basis: z.enum(BASES).optional().catch(undefined),
  risk: z.enum(RISKS).optional().catch(undefined),
  minor: z.enum(['yes', 'no', 'unknown']).optional().catch(undefined),
  reason: z.enum(REJECTION_CLASSES).optional().catch(undefined),
  note: text,
});

/** One decision for many items; null while something that it needs is not said. */
export function readDecision(fields: z.infer<typeof bulkFields>): ItemDecision | null {
  const note = fields.note.trim();
  switch (fields.decision) {
    case 'accept': {
      const { basis, risk, minor } = fields;
      if (!basis || !risk || !minor) return null;
      return {
        decision: 'accept',
        approval: { basis, risk, minor: minor === 'unknown' ? null : minor === 'yes' },
      };
    }
    case 'reject':
      return fields.reason ? { decision: 'reject', reason: fields.reason, note: note || null } : null;
    case 'return':
    case 'escalate':
      return note === '' ? null : { decision: fields.decision, note };
  }
}
