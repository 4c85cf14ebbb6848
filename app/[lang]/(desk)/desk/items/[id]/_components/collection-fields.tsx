import type { z } from 'zod';
import type { collectionRecord } from '@/lib/archive/record';
import type { ItemPageView } from '../item-page-view';

type CollectionRecord = z.infer<typeof collectionRecord>;
const BLANK_ROWS = 3;

/**
 * The essay as rows in order: the reference of a record, or words of the archive's own in either language.
 * A row's number says where it stands, so that rows can be moved without JavaScript; an empty one goes.
 */
export function CollectionFields({ page, record }: { page: ItemPageView; record: CollectionRecord }) {
  const { t } = page.visit;
  const typed = (name: string) => {
    const kept = page.drafts.edit?.[name];
    return kept === undefined ? undefined : [kept].flat();
  };
  const one = (name: string, value: string | undefined) => typed(name)?.[0] ?? value ?? '';
  const rows = [...record.items, ...Array.from({ length: BLANK_ROWS }, () => ({ reference: '' }))];
  const cell = (name: string, at: number, value: string) => typed(name)?.[at] ?? value;
  return (
    <>
      {(['name', 'about'] as const).map((field) => (
        <div className="grid" key={field}>
          {(['en', 'ar'] as const).map((lang) => (
            <label key={lang}>
              {t(`desk.collections.${field}${lang === 'en' ? 'En' : 'Ar'}`)}
              <input
                name={`collection.${field}.${lang}`}
                lang={lang}
                dir={lang === 'ar' ? 'rtl' : 'ltr'}
                defaultValue={one(`collection.${field}.${lang}`, record[field]?.[lang])}
              />
            </label>
          ))}
        </div>
      ))}
      <fieldset className="stack">
        <legend>{t('desk.collections.rows')}</legend>
        <p className="quiet">{t('desk.collections.rowsHint')}</p>
        {rows.map((item, at) => {
          const words = 'words' in item ? item.words : {};
          return (
            // Rows have no other name than their place.
            <div className="grid" key={at}>
              <label>
                {t('desk.collections.place')}
                <input
                  name="part.place"
                  inputMode="numeric"
                  dir="ltr"
                  defaultValue={cell('part.place', at, String(at + 1))}
                />
              </label>
              <label>
                {t('desk.item.fields.reference')}
                <input
                  name="part.reference"
                  dir="ltr"
                  defaultValue={cell('part.reference', at, 'reference' in item ? item.reference : '')}
                />
              </label>
              <label>
                {t('desk.collections.wordsEn')}
                <textarea
                  name="part.en"
                  rows={2}
                  lang="en"
                  dir="ltr"
                  defaultValue={cell('part.en', at, words.en ?? '')}
                />
              </label>
              <label>
                {t('desk.collections.wordsAr')}
                <textarea
                  name="part.ar"
                  rows={2}
                  lang="ar"
                  dir="rtl"
                  defaultValue={cell('part.ar', at, words.ar ?? '')}
                />
              </label>
            </div>
          );
        })}
      </fieldset>
    </>
  );
}
