import { z } from 'zod';
import { decideMany } from '@/lib/publication/decide-many';
import { deskDoor } from '@/lib/web/desk-door';
import { queueQuery, readQueueQuery } from '../../queue-params';
import { AT_ONCE, bulkFields, readDecision } from '../bulk-decision';

const chosen = z.string().regex(/^[0-9a-f-]{36} \d{1,9}$/);

export const POST = deskDoor({
  form: bulkFields.extend({
    requestKey: z.uuid(),
    from: z.string().max(2_000).catch(''),
    chosen: z.union([z.array(chosen).max(AT_ONCE), chosen.transform((one) => [one])]).transform((all) =>
      all.map((one) => {
        const [id = '', version] = one.split(' ');
        return { id, version: Number(version) };
      }),
    ),
  }),
  page: () => '/desk',
  run: async ({ chosen, requestKey, from, ...fields }, { actor, context }) => {
    const decision = readDecision(fields);
    if (decision === null) return { ok: false, reason: 'bad-form', message: 'The decision is not whole.' };
    const decided = await decideMany(actor, chosen, decision, requestKey, context);
    if (!decided.ok) return decided;
    const { filter } = readQueueQuery(Object.fromEntries(new URLSearchParams(from)));
    const query = queueQuery(filter);
    const counts = `count=${decided.value.done},${decided.value.left}`;
    return {
      ok: true,
      value: { done: 'decided', to: `/desk${query}${query ? '&' : '?'}${counts}`, value: decided.value },
    };
  },
});
