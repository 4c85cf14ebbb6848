import { desk } from '@/lib/web/messages/en/desk';
import type { Translator } from '@/lib/web/translator';

type Done = keyof typeof desk.done;
type Refused = keyof typeof desk.refused;

/** How the last form went, as its door wrote it into the address: known words only. */
export function Notice({
  t,
  query,
}: {
  t: Translator;
  query: Record<string, string | string[] | undefined>;
}) {
  const { done, refused } = query;
  if (typeof refused === 'string') {
    const known = refused in desk.refused ? (refused as Refused) : 'other';
    return (
      <p role="alert" className="notice refusal">
        {t(`desk.refused.${known}`)}
      </p>
    );
  }
  if (typeof done !== 'string' || !(done in desk.done)) return null;
  return (
    <p role="status" className="notice">
      {t(`desk.done.${done as Done}`)}
    </p>
  );
}
