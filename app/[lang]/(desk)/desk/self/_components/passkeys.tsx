import type { listPasskeys } from '@/lib/people/passkeys/manage';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';
import { day, isolate } from '../../_components/times';

/** One's passkeys: each with its name, when it was made and last used, to rename and to take away. */
export function Passkeys({
  t,
  lang,
  passkeys,
  able,
}: {
  t: Translator;
  lang: InterfaceLanguage;
  passkeys: Awaited<ReturnType<typeof listPasskeys>>;
  /** Whether there are recovery codes beside which one may be made. */
  able: boolean;
}) {
  const when = (at: Date) => isolate(day(at, lang));
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{t('desk.self.passkeys')}</h2>
      <p className="quiet">{t('desk.self.passkeysHint')}</p>
      {passkeys.length === 0 ? (
        <p>{t('desk.self.noPasskey')}</p>
      ) : (
        <ul className="history">
          {passkeys.map((one) => (
            <li key={one.id}>
              <p>
                <strong>
                  <bdi>{one.name}</bdi>
                </strong>{' '}
                <span className="quiet">
                  {t('desk.self.passkeySince', { day: when(one.createdAt) })}{' '}
                  {one.lastUsedAt === null
                    ? t('desk.self.passkeyUnused')
                    : t('desk.self.passkeyUsed', { day: when(one.lastUsedAt) })}
                </span>
              </p>
              <div className="bar">
                <form
                  method="post"
                  action={localHref(lang, `/desk/self/passkeys/${one.id}/name`)}
                  className="bar"
                >
                  <label>
                    <span className="visually-hidden">
                      {t('desk.self.passkeyNewName', { name: isolate(one.name) })}
                    </span>
                    <input name="name" defaultValue={one.name} required maxLength={60} dir="auto" />
                  </label>
                  <button type="submit" className="plain">
                    {t('desk.self.passkeyRename')}
                  </button>
                </form>
                <form method="post" action={localHref(lang, `/desk/self/passkeys/${one.id}/remove`)}>
                  <button type="submit" className="plain">
                    {t('desk.self.passkeyRemove')}
                  </button>
                </form>
              </div>
            </li>
          ))}
        </ul>
      )}
      {able ? (
        <>
          <form
            method="post"
            action={localHref(lang, '/desk/self/passkeys/add')}
            className="filters"
            hidden
            data-passkey="create"
            data-begin={localHref(lang, '/desk/self/passkeys/begin')}
            data-failed={t('desk.self.passkeyFailed')}
          >
            <input type="hidden" name="answer" />
            <label>
              {t('desk.self.passkeyName')}
              <input name="name" required maxLength={60} dir="auto" />
            </label>
            <button type="submit">{t('desk.self.passkeyAdd')}</button>
          </form>
          <noscript>
            <p>{t('desk.self.passkeyNeedsScript')}</p>
          </noscript>
        </>
      ) : (
        <p>{t('desk.self.passkeyFirst')}</p>
      )}
      <script src="/passkey.js" defer />
    </section>
  );
}
