import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { listVoices, type Voice } from '@/lib/reading/browse-people';
import { connections } from '@/lib/web/connections';
import { type InterfaceLanguage, localHref, pageLanguage } from '@/lib/web/languages';
import { type Translator, translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const voices = await listVoices(connections().reading);
  const inside = voices.filter(({ testimony }) => testimony > 0);
  const outside = voices.filter(({ testimony, statement }) => testimony === 0 && statement > 0);
  const others = voices.filter(({ testimony, statement }) => testimony + statement === 0);
  return (
    <PageShell lang={lang} path="/people" title={t('reading.people.title')} room="people">
      <h1>{t('reading.people.title')}</h1>
      <p className="lead">{t(voices.length === 0 ? 'reading.people.empty' : 'reading.people.lead')}</p>
      <Voices name={t('reading.people.inside')} voices={inside} lang={lang} t={t} />
      <Voices name={t('reading.people.outside')} voices={outside} lang={lang} t={t} />
      <Voices name={t('reading.people.others')} voices={others} lang={lang} t={t} />
    </PageShell>
  );
}

function Voices({
  name,
  voices,
  lang,
  t,
}: {
  name: string;
  voices: Voice[];
  lang: InterfaceLanguage;
  t: Translator;
}) {
  if (voices.length === 0) return null;
  return (
    <Row name={name}>
      <ul className="voices">
        {voices.map(({ person, testimony, statement }) => (
          <li key={person.key}>
            <a href={localHref(lang, `/people/${person.key}`)}>
              <Text of={person.form.name} lang={lang} />
            </a>
            {person.form.about === null ? null : (
              <p className="quiet">
                <Text of={person.form.about} lang={lang} />
              </p>
            )}
            {testimony + statement === 0 ? null : (
              <small>{t('reading.people.count', { count: testimony + statement })}</small>
            )}
          </li>
        ))}
      </ul>
    </Row>
  );
}
