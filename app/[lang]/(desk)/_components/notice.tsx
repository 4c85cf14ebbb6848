import type { InterfaceLanguage } from '@/lib/web/languages';
import { desk } from '@/lib/web/messages/en/desk';
import type { Translator } from '@/lib/web/translator';

type Done = keyof typeof desk.done;
type Refused = keyof typeof desk.refused;

/** How the last form went, as its door wrote it into the address: known words only. */
export function Notice({
  t,
  lang,
  query,
}: {
  t: Translator;
  lang: InterfaceLanguage;
  query: Record<string, string | string[] | undefined>;
}) {
  const { done, refused } = query;
  if (typeof refused === 'string') {
    const known = refused in desk.refused ? (refused as Refused) : 'other';
    const fields = known === 'bad-form' ? lacking(query.field, t) : [];
    return (
      <p role="alert" className="notice refusal">
        {fields.length > 0
          ? t('desk.refused.bad-fields', { fields: inAList(fields, lang) })
          : t(`desk.refused.${known}`)}
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

/** The fields that a form lacks, in the reader's words: known ones only. */
function lacking(field: string | string[] | undefined, t: Translator): string[] {
  const names = typeof field === 'string' ? field.split(' ') : [];
  return names
    .filter((name) => Object.hasOwn(desk.formFields, name))
    .map((name) => t(`desk.formFields.${name as keyof typeof desk.formFields}`));
}

function inAList(words: string[], lang: InterfaceLanguage): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(words);
}
