import type { Metadata } from 'next';
import '@/app/forms.css';
import { PageShell } from '@/app/_components/page-shell';
import { liveContext } from '@/lib/context';
import { isInvited } from '@/lib/people/invitation';
import { connections } from '@/lib/web/connections';
import { localHref, readInterfaceLanguage } from '@/lib/web/languages';
import { serverKey } from '@/lib/web/server-key';
import { translator } from '@/lib/web/translator';

export const metadata: Metadata = { robots: { index: false } };

/** Where an invitation leads: one chooses the password of one's account, once. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  const t = translator(lang);
  const query = await searchParams;
  const name = typeof query.name === 'string' ? query.name : '';
  const token = typeof query.token === 'string' ? query.token : '';
  const open = await isInvited({ name, token }, serverKey(), liveContext(connections()));
  return (
    <PageShell lang={lang} path="/signin" title={t('desk.invitation.title')} className="narrow">
      <h1>{t('desk.invitation.title')}</h1>
      {query.refused === undefined ? null : (
        <p role="alert" className="notice refusal">
          {t(query.refused === 'weak-password' ? 'desk.refused.weak-password' : 'desk.refused.link-used')}
        </p>
      )}
      {open ? (
        <form method="post" action={localHref(lang, '/signin/invitation/accept')} className="stack">
          <p>{t('desk.invitation.forName', { name: `\u2068${name}\u2069` })}</p>
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="username" value={name} autoComplete="username" />
          <label>
            {t('desk.invitation.fresh')}
            <input
              name="password"
              type="password"
              autoComplete="new-password"
              required
              minLength={12}
              maxLength={256}
            />
          </label>
          <button type="submit" className="primary">
            {t('desk.invitation.set')}
          </button>
        </form>
      ) : (
        <p>{t('desk.invitation.over')}</p>
      )}
    </PageShell>
  );
}
