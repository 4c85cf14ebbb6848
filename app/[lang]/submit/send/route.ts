import { z } from 'zod';
import { proposeTestimony } from '@/lib/review/outside/propose-testimony';
import { outsideDoor } from '@/lib/web/outside-door';

const optional = z
  .string()
  .max(2_000)
  .transform((value) => value.trim() || null)
  .nullable()
  .catch(null);

export const POST = outsideDoor({
  form: z.object({
    text: z.string().trim().min(1).max(20_000),
    speaker: z.string().trim().min(1).max(500),
    url: optional,
    date: optional,
    how: z.string().trim().min(1).max(5_000),
  }),
  page: () => '/submit',
  run: (actor, proposal, _params, context) => proposeTestimony(actor, proposal, context),
});
