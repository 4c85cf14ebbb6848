import { expect, it } from 'vitest';
import { checkRecord } from '@/lib/intake/check-record';
import { explainRefusal } from './explain-refusal';
import { deskItem as ar } from './messages/ar/desk-item';
import { translator } from './translator';

const WRONG = {
  text: 5,
  speaker: 5,
  kind: 'song',
  stance: 'above',
  wording: 'sung',
  warning: ['rain'],
  lang: 'no language',
  originalLang: 'no language',
  url: 'over there',
  platformId: 'a b',
  minor: 'perhaps',
  date: '2016-13-45',
  happened: '2016-13-45',
  captured: '2016-13-45',
};

it.each(
  Object.entries(WRONG),
)('says to readers of Arabic why %s does not pass, and what would', (field, value) => {
  const checked = checkRecord({ text: 'a', speaker: 'b', [field]: value }, null);
  if (checked.ok) throw new Error(`${field} passed`);
  const said = explainRefusal(checked.message, translator('ar'));
  expect(said).toContain(ar.fields[field as keyof typeof ar.fields]);
  expect(said).toContain(ar.remedies[field as keyof typeof ar.remedies]);
});

it('says nothing of its own where a refusal names no field', () => {
  expect(explainRefusal('The record is no JSON object.', translator('ar'))).toBeNull();
});
