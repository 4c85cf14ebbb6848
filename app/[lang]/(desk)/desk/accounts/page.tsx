import { ROLES } from '@/lib/archive/vocabulary';
import { publicUrl } from '@/lib/env';
import { type Invitation, listInvitations } from '@/lib/people/invitation';
import { listUsers } from '@/lib/people/list-users';
import { type DeskVisit, deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { serverKey } from '@/lib/web/server-key';
import { DeskShell } from '../../_components/desk-shell';
import { DeskTable } from '../_components/desk-table';
import { day, isolate, moment } from '../_components/times';
import type { Query } from '../queue-params';

type User = Extract<Awaited<ReturnType<typeof listUsers>>, { ok: true }>['value'][number];

/** Accounts, for administrators: invite, change a role, invite again, disable. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await deskVisit(params, '/desk/accounts');
  const { t, lang, actor, context } = visit;
  const [users, invitations] = await Promise.all([
    listUsers(actor, context),
    listInvitations(actor, serverKey(), context),
  ]);
  if (!users.ok || !invitations.ok) {
    return (
      <DeskShell visit={visit} path="/desk/accounts" title={t('desk.accounts.title')} status={404}>
        <h1>{t('desk.refused.not-allowed')}</h1>
      </DeskShell>
    );
  }
  return (
    <DeskShell
      visit={visit}
      path="/desk/accounts"
      title={t('desk.accounts.title')}
      room="accounts"
      notice={query}
    >
      <h1>{t('desk.accounts.title')}</h1>
      <p className="quiet">{t('desk.accounts.intro')}</p>
      {invitations.value.map((one) => (
        <InvitationNotice key={one.name} visit={visit} invitation={one} />
      ))}
      <section aria-labelledby="add">
        <h2 id="add">{t('desk.accounts.add')}</h2>
        <form
          method="post"
          action={localHref(lang, '/desk/accounts/add')}
          className="filters"
          data-door="add"
        >
          <label>
            {t('desk.accounts.name')}
            <input name="name" required maxLength={40} autoComplete="off" autoCapitalize="none" dir="auto" />
          </label>
          <RoleChoice visit={visit} value="archivist" />
          <button type="submit">{t('desk.accounts.addButton')}</button>
        </form>
      </section>
      <DeskTable
        columns={[
          t('desk.accounts.name'),
          t('desk.accounts.role'),
          t('desk.accounts.lastSignIn'),
          t('desk.accounts.secondFactor'),
          t('desk.accounts.sessions'),
          { hidden: t('desk.accounts.manage') },
        ]}
        rows={users.value.map((user) => ({
          key: user.id,
          cells: [
            <>
              <bdi>{user.name}</bdi>
              {user.disabled ? <small className="alarm">{t('desk.accounts.disabled')}</small> : null}
            </>,
            t(`desk.roles.${user.role}`),
            user.lastSignInAt === null ? t('desk.accounts.never') : moment(user.lastSignInAt, lang),
            user.secondFactorSince === null
              ? t('desk.accounts.noSecondFactor')
              : t('desk.accounts.since', { day: isolate(day(user.secondFactorSince, lang)) }),
            user.openSessions,
            <Manage key="manage" visit={visit} user={user} />,
          ],
        }))}
      />
    </DeskShell>
  );
}

function InvitationNotice({ visit, invitation }: { visit: DeskVisit; invitation: Invitation }) {
  const { t, lang } = visit;
  const { name, token, until } = invitation;
  const query = new URLSearchParams({ name, token });
  return (
    <section className="notice">
      <h2>{t('desk.accounts.invitation', { name: isolate(name) })}</h2>
      <p>
        <code dir="ltr">{`${publicUrl()}${localHref(lang, '/signin/invitation')}?${query}`}</code>
      </p>
      <p className="quiet">{t('desk.accounts.invitationHint', { until: day(until, lang) })}</p>
    </section>
  );
}

function Manage({ visit, user }: { visit: DeskVisit; user: User }) {
  const { t, lang } = visit;
  const door = (name: string) => localHref(lang, `/desk/accounts/${encodeURIComponent(user.name)}/${name}`);
  return (
    <details>
      <summary>
        {t('desk.accounts.manage')} <span className="visually-hidden">{user.name}</span>
      </summary>
      <form method="post" action={door('role')} className="bar">
        <RoleChoice visit={visit} value={user.role} />
        <button type="submit">{t('desk.accounts.changeRole')}</button>
      </form>
      <form method="post" action={door('reset')}>
        <p className="quiet">{t('desk.accounts.resetHint')}</p>
        <button type="submit">{t('desk.accounts.reset')}</button>
      </form>
      {user.secondFactorSince === null || user.id === visit.actor.id ? null : (
        <form method="post" action={door('second-factor')}>
          <p className="quiet">{t('desk.accounts.clearHint')}</p>
          <button type="submit">{t('desk.accounts.clear')}</button>
        </form>
      )}
      <form method="post" action={door(user.disabled ? 'enable' : 'disable')}>
        <button type="submit">{t(user.disabled ? 'desk.accounts.enable' : 'desk.accounts.disable')}</button>
      </form>
    </details>
  );
}

function RoleChoice({ visit: { t }, value }: { visit: DeskVisit; value: User['role'] }) {
  return (
    <label>
      {t('desk.accounts.role')}
      <select name="role" defaultValue={value}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`desk.roles.${role}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
