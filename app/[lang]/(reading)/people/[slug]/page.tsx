import { Byline } from '@/app/_components/byline';
import { NotFoundHere } from '@/app/_components/not-found-here';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { Text } from '@/app/_components/text';
import { Entry } from '@/app/_components/words';
import { pickText } from '@/lib/archive/localised';
import { getPerson } from '@/lib/reading/browse-people';
import { platformName } from '@/lib/reading/citation/csl-item';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string; slug: string }> }) {
  const lang = await pageLanguage(params);
  const found = await getPerson(connections().reading, (await params).slug);
  if (found === null) return <NotFoundHere lang={lang} />;
  const t = translator(lang);
  const { person, accounts, words, total } = found;
  const name = pickText(person.form.name, lang)?.text ?? person.key;
  return (
    <PageShell
      lang={lang}
      path={`/people/${person.key}`}
      title={name}
      description={pickText(person.form.about, lang)?.text}
      room="people"
    >
      <h1>
        <Text of={person.form.name} lang={lang} />
      </h1>
      <p className="lead">
        {person.form.about === null ? (
          t(`reading.person.type.${person.form.type}`)
        ) : (
          <Text of={person.form.about} lang={lang} />
        )}
      </p>
      {accounts.length === 0 ? null : (
        <Row name={t('reading.person.accounts')}>
          <ul>
            {accounts.map(({ account, others }) => {
              return (
                <li key={account.slug}>
                  {platformName(account.platform)}
                  {lang === 'ar' ? '، ' : ', '}
                  <a href={localHref(lang, `/search?account=${account.slug}`)}>
                    <Text of={account.name} lang={lang} />
                  </a>
                  {others.length === 0 ? null : (
                    <span className="quiet">
                      {' '}
                      {t.rich('reading.person.sharedWith', {
                        others: () => (
                          <>
                            {others.map((other, at) => (
                              <span key={other.slug}>
                                {at === 0 ? null : lang === 'ar' ? '، ' : ', '}
                                <a href={localHref(lang, `/people/${other.slug}`)}>
                                  <Text of={other.name} lang={lang} />
                                </a>
                              </span>
                            ))}
                          </>
                        ),
                      })}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </Row>
      )}
      <Row name={t('reading.person.words')}>
        {words.length === 0 ? <p>{t('reading.person.noWords')}</p> : null}
        <div className="entries">
          {words.map(({ key, form }) => (
            <Entry
              key={key}
              form={form}
              lang={lang}
              t={t}
              byline={<Byline form={form} lang={lang} who={false} />}
            />
          ))}
        </div>
        {total <= words.length ? null : (
          <p>
            <a href={localHref(lang, `/search?speaker=${person.key}`)}>
              {t('reading.person.all', { count: total })}
            </a>
          </p>
        )}
      </Row>
    </PageShell>
  );
}
