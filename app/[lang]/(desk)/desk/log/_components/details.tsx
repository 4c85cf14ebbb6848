import { DOT } from '@/app/_components/dot';
import { desk } from '@/lib/web/messages/en/desk';
import type { Translator } from '@/lib/web/translator';

type Name = keyof typeof desk.log.names;
type Value = keyof typeof desk.log.values;

/**
 * What a line of the log says besides, in the reader's language. What has no word of its own (a count, a
 * digest, the name of a file's format) stands as the ledger holds it.
 */
export function Details({ t, body }: { t: Translator; body: Record<string, unknown> }) {
  const said = Object.entries(body).map(([name, value], at) => (
    <span key={name}>
      {at === 0 ? null : DOT}
      {name in desk.log.names ? t(`desk.log.names.${name as Name}`) : <code>{name}</code>}
      {value === true ? null : ': '}
      {value === true ? null : <bdi>{inWords(value, t, name === 'fields')}</bdi>}
    </span>
  ));
  return <span>{said}</span>;
}

function inWords(value: unknown, t: Translator, fields = false): string {
  if (typeof value === 'boolean') return value ? t('desk.yes') : t('desk.no');
  if (Array.isArray(value)) return value.map((one) => inWords(one, t, fields)).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const word = String(value);
  if (fields) return word in desk.item.fields ? t(`desk.item.fields.${word as 'kind'}`) : word;
  if (word in desk.log.values) return t(`desk.log.values.${word as Value}`);
  if (word in desk.decisions) return t(`desk.decisions.${word as 'accept'}`);
  if (word in desk.reasons) return t(`desk.reasons.${word as 'forged'}`);
  if (word in desk.withdrawalReasons) return t(`desk.withdrawalReasons.${word as 'legal'}`);
  if (word in desk.bases) return t(`desk.bases.${word as 'consent'}`);
  if (word in desk.roles) return t(`desk.roles.${word as 'curator'}`);
  return word;
}
