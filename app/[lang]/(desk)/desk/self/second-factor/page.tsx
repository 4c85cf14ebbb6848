import { KeptCodes } from '@/app/[lang]/signin/_components/kept-codes';
import { SetUpForm } from '@/app/[lang]/signin/_components/set-up-form';
import '@/app/[lang]/signin/second-factor.css';
import { readEnrolment, readNewCodes } from '@/lib/people/second-factor/enrolment';
import { readSecondFactor } from '@/lib/people/second-factor/read-second-factor';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { serverKey } from '@/lib/web/server-key';
import { DeskShell } from '../../../_components/desk-shell';
import type { Query } from '../../queue-params';

/** One's second factor: set up, moved to another device, or given new recovery codes. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await deskVisit(params, '/desk/self/second-factor');
  const { t, lang, actor, context, session } = visit;
  const of = { sessionId: session.id, userId: actor.id };
  const [factor, enrolment, codes] = await Promise.all([
    readSecondFactor(actor, context),
    readEnrolment(of, serverKey(), context),
    readNewCodes(of, serverKey(), context),
  ]);
  const setUp = (
    <SetUpForm
      t={t}
      name={actor.name}
      enrolment={enrolment}
      action={localHref(lang, '/desk/self/second-factor/set-up')}
    />
  );
  const title = t('desk.self.secondFactor');
  return (
    <DeskShell visit={visit} path="/desk/self/second-factor" title={title} room="self" notice={query}>
      <h1>{title}</h1>
      {factor === null ? (
        <>
          <p>{t('signIn.second.why')}</p>
          {setUp}
        </>
      ) : (
        <>
          <section aria-labelledby="codes">
            <h2 id="codes">{t('desk.self.newCodes')}</h2>
            <p>{t('desk.self.codesLeft', { count: factor.codesLeft })}</p>
            <details>
              <summary>{t('desk.self.showNewCodes')}</summary>
              <form
                method="post"
                action={localHref(lang, '/desk/self/second-factor/codes')}
                className="stack"
              >
                <p className="quiet">{t('desk.self.newCodesHint')}</p>
                <KeptCodes t={t} codes={codes} />
                <button type="submit">{t('desk.self.replaceCodes')}</button>
              </form>
            </details>
          </section>
          <section aria-labelledby="device">
            <h2 id="device">{t('desk.self.anotherDevice')}</h2>
            <p className="quiet">{t('desk.self.anotherDeviceHint')}</p>
            <details>
              <summary>{t('desk.self.moveDevice')}</summary>
              {setUp}
            </details>
          </section>
        </>
      )}
    </DeskShell>
  );
}
