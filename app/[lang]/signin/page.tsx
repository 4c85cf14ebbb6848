import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import '@/app/forms.css';
import { PageShell } from '@/app/_components/page-shell';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { readReturnPath } from '@/lib/web/return-path';
import { currentSession } from '@/lib/web/session';
import { translator } from '@/lib/web/translator';

export const metadata: Metadata = { robots: { index: false } };

/** Signing in: a plain form to next-auth's own door. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const { callbackUrl, error, again, welcome, over } = await searchParams;
  const back = readReturnPath(typeof callbackUrl === 'string' ? callbackUrl : localHref(lang, '/desk'));
  if (error === undefined && again === undefined && (await currentSession()) !== null) redirect(back);
  const t = translator(lang);
  const token = (await headers()).get('x-sawt-sign-in-token') ?? '';
  return (
    <PageShell lang={lang} path="/signin" title={t('signIn.title')} className="narrow">
      <h1>{t('signIn.title')}</h1>
      <p className="quiet">{t('signIn.forWhom')}</p>
      {welcome === undefined ? null : (
        <p role="status" className="notice">
          {t('desk.done.welcome')}
        </p>
      )}
      {over === undefined ? null : (
        <p role="status" className="notice">
          {t('signIn.over')}
        </p>
      )}
      {again === undefined || error !== undefined ? null : (
        <p role="status" className="notice">
          {t('signIn.again')}
        </p>
      )}
      {error === undefined ? null : (
        <p role="alert" className="notice refusal">
          {t(
            error === 'too-many-tries'
              ? 'signIn.tooMany'
              : error === 'wrong-passkey'
                ? 'signIn.passkey.wrong'
                : 'signIn.wrong',
          )}
        </p>
      )}
      <form method="post" action="/api/auth/callback/credentials" className="stack">
        <input type="hidden" name="csrfToken" value={token} />
        <input type="hidden" name="callbackUrl" value={back} />
        <label>
          {t('signIn.name')}
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            dir="auto"
          />
        </label>
        <label>
          {t('signIn.password')}
          <input name="password" type="password" autoComplete="current-password" required dir="auto" />
        </label>
        <button type="submit" className="primary">
          {t('signIn.enter')}
        </button>
      </form>
      <form
        method="post"
        action="/api/auth/callback/passkey"
        className="stack"
        hidden
        data-passkey="get"
        data-begin={localHref(lang, '/signin/passkey')}
        data-failed={t('signIn.passkey.failed')}
      >
        <input type="hidden" name="csrfToken" value={token} />
        <input type="hidden" name="callbackUrl" value={back} />
        <input type="hidden" name="answer" />
        <button type="submit">{t('signIn.passkey.enter')}</button>
        <p className="quiet">{t('signIn.passkey.hint')}</p>
      </form>
      <p className="quiet">{t('signIn.forgotten')}</p>
      <script src="/passkey.js" defer />
    </PageShell>
  );
}
