import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import '@/app/forms.css';
import '../second-factor.css';
import { PageShell } from '@/app/_components/page-shell';
import { liveContext } from '@/lib/context';
import { readEnrolment } from '@/lib/people/second-factor/enrolment';
import { connections } from '@/lib/web/connections';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { readReturnPath } from '@/lib/web/return-path';
import { serverKey } from '@/lib/web/server-key';
import { currentSession, pendingSession } from '@/lib/web/session';
import { translator } from '@/lib/web/translator';
import { CodeField } from '../_components/code-field';
import { SetUpForm } from '../_components/set-up-form';

export const metadata: Metadata = { robots: { index: false } };

const REFUSED = ['wrong-code', 'too-many-tries', 'only-recovery', 'codes-not-kept'] as const;

/** After the password: a code of the app, or setting the app up where that was never done. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const { callbackUrl, refused } = await searchParams;
  const back = readReturnPath(typeof callbackUrl === 'string' ? callbackUrl : localHref(lang, '/desk'));
  const pending = await pendingSession();
  if (pending === null) redirect((await currentSession()) === null ? localHref(lang, '/signin') : back);
  const t = translator(lang);
  const known = REFUSED.find((one) => one === refused);
  const title = t(pending.enrolled ? 'signIn.second.title' : 'signIn.second.setUpTitle');
  return (
    <PageShell lang={lang} path="/signin" title={title} className="narrow">
      <h1>{title}</h1>
      {known === undefined ? null : (
        <p role="alert" className="notice refusal">
          {t(`signIn.second.refused.${known}`)}
        </p>
      )}
      {pending.enrolled ? (
        <>
          <form method="post" action={localHref(lang, '/signin/second-factor/enter')} className="stack">
            <input type="hidden" name="callbackUrl" value={back} />
            <CodeField t={t} />
            <button type="submit" className="primary">
              {t('signIn.enter')}
            </button>
          </form>
          <details open={known === 'only-recovery'}>
            <summary>{t('signIn.second.noDevice')}</summary>
            <form method="post" action={localHref(lang, '/signin/second-factor/enter')} className="stack">
              <input type="hidden" name="callbackUrl" value={back} />
              <label>
                {t('signIn.second.recovery')}
                <input
                  name="recovery"
                  className="code"
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  maxLength={40}
                  required
                  dir="ltr"
                />
              </label>
              <button type="submit">{t('signIn.enter')}</button>
            </form>
            <p className="quiet">{t('signIn.second.neither')}</p>
          </details>
        </>
      ) : (
        <>
          <p>{t('signIn.second.why')}</p>
          <SetUpForm
            t={t}
            name={pending.name}
            enrolment={
              await readEnrolment(
                { sessionId: pending.id, userId: pending.userId },
                serverKey(),
                liveContext(connections()),
              )
            }
            action={localHref(lang, '/signin/second-factor/set-up')}
            back={back}
          />
        </>
      )}
      <form method="post" action={localHref(lang, '/desk/sign-out')}>
        <button type="submit" className="plain">
          {t('signIn.second.leave')}
        </button>
      </form>
    </PageShell>
  );
}
