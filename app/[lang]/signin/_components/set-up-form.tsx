import { publicUrl } from '@/lib/env';
import type { Enrolment } from '@/lib/people/second-factor/enrolment';
import { base32, otpauthAddress } from '@/lib/people/second-factor/totp';
import type { Translator } from '@/lib/web/translator';
import { CodeField } from './code-field';
import { KeptCodes } from './kept-codes';
import { QrCode } from './qr-code';

/** Sets up a second factor: scan or type the secret, keep the recovery codes, show a code. */
export function SetUpForm({
  t,
  name,
  enrolment,
  action,
  back,
}: {
  t: Translator;
  /** The sign-in name that the app will show. */
  name: string;
  enrolment: Enrolment;
  action: string;
  /** Where to go afterwards. */
  back?: string | undefined;
}) {
  const address = otpauthAddress(enrolment.secret, { name, archive: new URL(publicUrl()).host });
  return (
    <form method="post" action={action} className="stack set-up">
      {back === undefined ? null : <input type="hidden" name="callbackUrl" value={back} />}
      <ol>
        <li>
          <h2>{t('signIn.second.scan')}</h2>
          <p className="quiet">{t('signIn.second.scanHint')}</p>
          <QrCode text={address} label={t('signIn.second.qr')} />
          <p>
            <a href={address}>{t('signIn.second.sameDevice')}</a>
          </p>
          <p>
            {t('signIn.second.byHand')}{' '}
            <code className="secret" dir="ltr">
              {base32(enrolment.secret).replace(/.{4}(?=.)/g, '$& ')}
            </code>
          </p>
        </li>
        <li>
          <h2>{t('signIn.second.keep')}</h2>
          <p className="quiet">{t('signIn.second.keepHint')}</p>
          <KeptCodes t={t} codes={enrolment.codes} />
        </li>
        <li>
          <h2>{t('signIn.second.confirm')}</h2>
          <CodeField t={t} />
        </li>
      </ol>
      <button type="submit" className="primary">
        {t('signIn.second.setUp')}
      </button>
    </form>
  );
}
