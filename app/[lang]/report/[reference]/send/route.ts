import { z } from 'zod';
import type { READER } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { reportRecord } from '@/lib/review/outside/report-record';
import { outsideDoor } from '@/lib/web/outside-door';

const form = z.object({
  kind: z.enum(['concern', 'takedown']),
  words: z.string().trim().min(1).max(5_000),
});

export const POST = outsideDoor({
  form,
  page: ({ reference }: { reference: string }) => `/report/${encodeURIComponent(reference)}`,
  run: (
    actor: typeof READER,
    report: z.infer<typeof form>,
    { reference }: { reference: string },
    context: Context,
  ) => reportRecord(actor, { ...report, reference }, context),
});
