import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';

/** Takes back the decision just made, within ten seconds; the script counts them down. */
export function UndoForm({ visit, id, from }: { visit: DeskVisit; id: string; from: string }) {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  return (
    <form
      method="post"
      action={localHref(visit.lang, `/desk/items/${id}/undo`)}
      className="undo"
      data-seconds="10"
    >
      <input type="hidden" name="from" value={from} />
      <button type="submit" data-key="u">
        {visit.t('desk.undo')} <span className="seconds">10</span>
      </button>
    </form>
  );
}
