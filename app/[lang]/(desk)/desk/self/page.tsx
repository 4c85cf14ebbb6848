import { listPasskeys } from '@/lib/people/passkeys/manage';
import { readSecondFactor } from '@/lib/people/second-factor/read-second-factor';
import { listSessions } from '@/lib/people/sessions';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import { day, isolate, moment } from '../_components/times';
import type { Query } from '../queue-params';
import { Passkeys } from './_components/passkeys';

/** One's own password, second factor, sessions and keys. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await deskVisit(params, '/desk/self');
  const { t, lang, actor } = visit;
  const [sessions, factor, passkeys] = await Promise.all([
    listSessions(actor, visit.context),
    readSecondFactor(actor, visit.context),
    listPasskeys(actor, visit.context),
  ]);
  return (
    <DeskShell visit={visit} path="/desk/self" title={t('desk.self.title')} room="self" notice={query}>
      <h1>{t('desk.self.title')}</h1>
      <p>{t('desk.self.signedInAs', { name: isolate(actor.name), role: t(`desk.roles.${actor.role}`) })}</p>
      <section aria-labelledby="password">
        <h2 id="password">{t('desk.self.password')}</h2>
        <form method="post" action={localHref(lang, '/desk/self/password')} className="filters">
          <label>
            {t('desk.self.old')}
            <input name="old" type="password" autoComplete="current-password" required />
          </label>
          <label>
            {t('desk.self.fresh')}
            <input
              name="fresh"
              type="password"
              autoComplete="new-password"
              required
              minLength={12}
              maxLength={256}
            />
          </label>
          <button type="submit">{t('desk.self.change')}</button>
        </form>
      </section>
      <section aria-labelledby="second-factor">
        <h2 id="second-factor">{t('desk.self.secondFactor')}</h2>
        <p>
          {factor === null
            ? t('desk.self.noSecondFactor')
            : t('desk.self.secondFactorSince', { day: isolate(day(factor.since, lang)) })}{' '}
          {factor === null ? null : t('desk.self.codesLeft', { count: factor.codesLeft })}
        </p>
        <p>
          <a href={localHref(lang, '/desk/self/second-factor')}>
            {t(factor === null ? 'desk.self.setUpSecondFactor' : 'desk.self.changeSecondFactor')}
          </a>
        </p>
      </section>
      <Passkeys t={t} lang={lang} passkeys={passkeys} able={factor !== null} />
      <section aria-labelledby="sessions">
        <h2 id="sessions">{t('desk.self.sessions')}</h2>
        <ul className="history">
          {sessions.map((one) => (
            <li key={one.id} className="bar">
              {t('desk.self.since', { time: isolate(moment(one.createdAt, lang)) })}
              {one.waiting ? <span className="alarm">{t('desk.self.waitingSession')}</span> : null}
              {one.id === visit.session.id ? (
                <strong>{t('desk.self.thisOne')}</strong>
              ) : (
                <form method="post" action={localHref(lang, `/desk/self/sessions/${one.id}/end`)}>
                  <button type="submit" className="plain">
                    {t('desk.self.end')}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="keyboard">
        <h2 id="keyboard">{t('desk.self.keyboard')}</h2>
        <p>{t('desk.self.keyboardHint')}</p>
        <p className="quiet">{t('desk.item.keysHelp')}</p>
        <button
          type="button"
          hidden
          data-keys-switch
          data-on={t('desk.item.keysOn')}
          data-off={t('desk.item.keysOff')}
        >
          {t('desk.self.keysSwitch')}
        </button>
        <noscript>
          <p>{t('desk.self.needsScript')}</p>
        </noscript>
      </section>
    </DeskShell>
  );
}
