import { listMessages } from '@/lib/review/outside/messages';
import { deskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';
import { DeskShell } from '../../_components/desk-shell';
import { day } from '../_components/times';
import type { Query } from '../queue-params';

/** Concerns and takedown wishes from outside: a line for each record and kind, however often sent. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await deskVisit(params, '/desk/outside');
  const { t, lang, may } = visit;
  const listed = await listMessages(visit.actor, visit.context);
  if (!listed.ok) throw new Error(listed.message);
  return (
    <DeskShell
      visit={visit}
      path="/desk/outside"
      title={t('desk.outside.title')}
      room="outside"
      notice={query}
    >
      <h1>{t('desk.outside.title')}</h1>
      <p className="quiet">{t('desk.outside.intro')}</p>
      <p>
        <a href={localHref(lang, '/desk?view=outside')}>{t('desk.outside.proposals')}</a>
      </p>
      {listed.value.length === 0 ? <p className="empty">{t('desk.outside.none')}</p> : null}
      <ul className="beside">
        {listed.value.map((one) => (
          <li key={`${one.kind} ${one.reference}`}>
            <strong className={one.kind === 'takedown' ? 'alarm' : undefined}>
              {t(`desk.outside.kinds.${one.kind}`)}
            </strong>{' '}
            · {t('desk.outside.about')}{' '}
            <a href={localHref(lang, `/desk/records/${one.reference}`)}>
              <code>{one.reference}</code>
            </a>{' '}
            · {t('desk.outside.times', { count: one.times })} ·{' '}
            <small>
              {t('desk.outside.received')} {day(one.since, lang)}
            </small>
            {one.words.map((words) => (
              <blockquote key={words} dir="auto">
                {words}
              </blockquote>
            ))}
            {may('item.decide') ? (
              <form method="post" action={localHref(lang, '/desk/outside/settle')} className="bar">
                <input type="hidden" name="kind" value={one.kind} />
                <input type="hidden" name="reference" value={one.reference} />
                <span className="quiet">{t('desk.outside.settle')}:</span>
                <button type="submit" name="outcome" value="acted">
                  {t('desk.outside.acted')}
                </button>
                <button type="submit" name="outcome" value="declined">
                  {t('desk.outside.declined')}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </DeskShell>
  );
}
