import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import type { ImportReport } from '@/lib/intake/report';
import { type Refused, type Result, refuse } from '@/lib/result';

export interface AccessionLine {
  slug: string;
  format: string;
  fileName: string;
  importedBy: string;
  state: string;
  createdAt: Date;
  report: Partial<ImportReport>;
}

/** The newest accessions, two hundred at the most. */
export async function listAccessions(
  actor: UserActor,
  context: Context,
): Promise<Result<AccessionLine[], Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const rows = await context.db.accession.findMany({ orderBy: { createdAt: 'desc' }, take: 200 });
  return { ok: true, value: rows.map((row) => ({ ...row, report: row.report as Partial<ImportReport> })) };
}

/** One accession with what its items have come to, by state. */
export async function viewAccession(
  actor: UserActor,
  slug: string,
  context: Context,
): Promise<Result<AccessionLine & { byState: Record<string, number> }, Refused>> {
  const grant = authorize(actor, 'desk.view');
  if (!grant.ok) return grant;
  const found = await context.db.accession.findUnique({ where: { slug } });
  if (!found) return refuse('no-such-accession', 'There is no such accession.');
  const states = await context.db.stagedItem.groupBy({
    by: ['state'],
    where: { accessionId: found.id },
    _count: true,
  });
  return {
    ok: true,
    value: {
      ...found,
      report: found.report as Partial<ImportReport>,
      byState: Object.fromEntries(states.map(({ state, _count }) => [state, _count])),
    },
  };
}
