import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { isZone } from '@/lib/archive/zone-time';
import type { Context } from '@/lib/context';
import { type Result, refuse } from '@/lib/result';
import { planReading } from './detect';
import { FormatRefused, type ReadingOptions } from './format';
import type { ImportOutcome, ImportRequest } from './import-request';
import { openInput } from './input/open-input';
import { LimitPassed } from './limits';
import { Import } from './run-import';

/**
 * Brings files into the queue as one accession: the one way in for the command, the desk and the founding
 * corpus. Nothing is published. Streams; commits batch by batch, so that an import that was killed goes on
 * where it stopped when it is asked for again, and ends with the same digest. Refuses what it cannot
 * recognise, inputs past a limit, and an input that is being imported at this moment.
 */
export async function stageAccession(
  actor: Actor,
  request: ImportRequest,
  context: Context,
): Promise<Result<ImportOutcome>> {
  const grant = authorize(actor, 'accession.import');
  if (!grant.ok) return grant;
  const zone = request.zone ?? null;
  if (zone !== null && !isZone(zone)) {
    return refuse('unknown-zone', `“${zone}” is no zone of the IANA database: write it like Asia/Damascus.`);
  }
  const opened = await openInput(request.paths);
  if (!opened.ok) return opened;
  const input = opened.value;
  const options: ReadingOptions = { zone, map: request.map ?? null };
  try {
    const plan = await planReading(input, request.format ?? null, options);
    if (!plan.ok) return plan;
    return await new Import(actor, grant.value, request, context, input, plan.value, options).run();
  } catch (error) {
    if (error instanceof LimitPassed || error instanceof FormatRefused)
      return refuse(error.reason, error.message);
    throw error;
  } finally {
    await input.close();
  }
}
