import type { Context } from '@/lib/context';
import { type DraftFields, deleteDraft, findDraft, upsertDraft } from './store';

export type { DraftFields } from './store';

/**
 * Keeps what somebody typed into a form that was refused, by the form's address, so that nothing is
 * lost. Passwords and codes are never kept.
 */
export async function keepDraft(
  userId: string,
  form: string,
  fields: DraftFields,
  context: Context,
): Promise<void> {
  const kept = Object.entries(fields).filter(([name]) => !/password|secret|code/i.test(name));
  await upsertDraft(context.db, { userId, form, fields: Object.fromEntries(kept) }, context.clock());
}

/** Forgets a draft, once its form has gone through. */
export function dropDraft(userId: string, form: string, context: Context): Promise<void> {
  return deleteDraft(context.db, userId, form);
}

/** What this person last sent into the form at `form` and was refused; empty when nothing was. */
export async function readDraft(userId: string, form: string, context: Context): Promise<DraftFields> {
  return (await findDraft(context.db, userId, form)) ?? {};
}
