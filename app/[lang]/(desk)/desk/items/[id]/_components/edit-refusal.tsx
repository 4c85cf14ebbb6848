import { explainRefusal } from '@/lib/web/explain-refusal';
import type { ItemPageView } from '../item-page-view';

/** Why an edited record did not pass: to readers of English in the check's own words. */
export function EditRefusal({
  refusal,
  visit: { t, lang },
}: {
  refusal: string;
  visit: ItemPageView['visit'];
}) {
  const explained = lang === 'en' ? null : explainRefusal(refusal, t);
  if (explained !== null) return <p className="notice refusal">{explained}</p>;
  return (
    <p className="notice refusal" lang="en" dir="ltr">
      {refusal}
    </p>
  );
}
