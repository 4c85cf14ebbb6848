import { Byline } from '@/app/_components/byline';
import { NotFoundHere } from '@/app/_components/not-found-here';
import { PageShell } from '@/app/_components/page-shell';
import { Text } from '@/app/_components/text';
import { Entry } from '@/app/_components/words';
import { pickText } from '@/lib/archive/localised';
import { getCollection } from '@/lib/reading/browse-collections';
import { connections } from '@/lib/web/connections';
import { pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

/** An essay: words of the archive's own, and other people's between them. */
export default async function Page({ params }: { params: Promise<{ lang: string; slug: string }> }) {
  const lang = await pageLanguage(params);
  const found = await getCollection(connections().reading, (await params).slug);
  if (found === null) return <NotFoundHere lang={lang} />;
  const t = translator(lang);
  const { form, key } = found.collection;
  return (
    <PageShell
      lang={lang}
      path={`/collections/${key}`}
      title={pickText(form.name, lang)?.text ?? key}
      description={pickText(form.about, lang)?.text}
      className="essay"
    >
      <h1>
        <Text of={form.name} lang={lang} />
      </h1>
      {form.about === null ? null : (
        <p className="lead">
          <Text of={form.about} lang={lang} />
        </p>
      )}
      {form.items.map((item, at) => {
        if ('words' in item) {
          return (
            // An essay's parts have no other name than their place, and are never reordered in a page.
            <p key={at}>
              <Text of={item.words} lang={lang} />
            </p>
          );
        }
        const testimony = found.testimonies.get(item.reference);
        if (testimony === undefined) {
          return (
            <p key={item.reference} className="quiet">
              {t('reading.collection.gone')}
            </p>
          );
        }
        return (
          <Entry
            key={item.reference}
            form={testimony.form}
            lang={lang}
            t={t}
            byline={<Byline form={testimony.form} lang={lang} />}
          />
        );
      })}
    </PageShell>
  );
}
