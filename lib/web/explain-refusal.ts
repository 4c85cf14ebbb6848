import { deskItem } from './messages/en/desk-item';
import type { Translator } from './translator';

/**
 * Says in the language of `t` which field of an edited record does not pass and what would. `refusal` is the
 * check's own English sentence (`lib/intake/check-record.ts`), which begins with the field; null where it
 * begins with none that the form has.
 */
export function explainRefusal(refusal: string, t: Translator): string | null {
  const field = /^([a-zA-Z]+)(\.[\w.]+)?: /.exec(refusal)?.[1] ?? '';
  if (!Object.hasOwn(deskItem.fields, field)) return null;
  const name = t(`desk.item.fields.${field as keyof typeof deskItem.fields}`);
  const remedy = Object.hasOwn(deskItem.remedies, field)
    ? t(`desk.item.remedies.${field as keyof typeof deskItem.remedies}`)
    : '';
  return `${t('desk.item.recordRefused', { field: name })} ${remedy}`.trim();
}
