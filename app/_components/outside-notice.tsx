import { submit } from '@/lib/web/messages/en/submit';
import type { Translator } from '@/lib/web/translator';

/** Why a form from outside was refused, as its door wrote it into the address. */
export function OutsideNotice({ t, refused }: { t: Translator; refused: string | string[] | undefined }) {
  if (typeof refused !== 'string') return null;
  const known = refused in submit.refused ? (refused as keyof typeof submit.refused) : 'bad-form';
  return (
    <p role="alert" className="notice refusal">
      {t(`submit.refused.${known}`)}
    </p>
  );
}
