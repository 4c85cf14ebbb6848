import { BASES, REJECTION_CLASSES, RISKS } from '@/lib/archive/vocabulary';
import { OPEN_STATES } from '@/lib/review/rules';
import { localHref } from '@/lib/web/languages';
import { hour, isolate } from '../../../_components/times';
import { drafted, type ItemPageView } from '../item-page-view';
import { ItemForm } from './item-form';

/** What can be done with the item: each decision a form of its own. */
export function DecisionForms({ page }: { page: ItemPageView }) {
  const { visit, item } = page;
  const { t, lang, may } = visit;
  const open = (OPEN_STATES as readonly string[]).includes(item.state);
  return (
    <section className="decide" aria-labelledby="decide">
      <h2 id="decide">{t('desk.item.decide')}</h2>
      <Standing page={page} />
      {open ? <Claim page={page} /> : null}
      {open && !may('item.decide') ? <p className="quiet">{t('desk.item.mayNotDecide')}</p> : null}
      {open && may('item.decide') ? <Decisions page={page} /> : null}
      {item.claim && !item.claim.mine ? (
        <p className="quiet">
          {t('desk.item.held', { name: isolate(item.claim.by), time: hour(item.claim.until, lang) })}
        </p>
      ) : null}
    </section>
  );
}

function Standing({ page: { visit, item } }: { page: ItemPageView }) {
  const { t, lang } = visit;
  return (
    <>
      {item.state === 'accepted' || item.state === 'rejected' || item.state === 'withdrawn' ? (
        <p>{t('desk.item.decided', { state: t(`desk.states.${item.state}`) })}</p>
      ) : null}
      {item.reference === null ? null : (
        <p>
          <a href={localHref(lang, `/t/${item.reference}`)}>{t('desk.item.seePublished')}</a>
          {' · '}
          <a href={localHref(lang, `/desk/records/${item.reference}`)}>{t('desk.records.title')}</a>
        </p>
      )}
      {item.state === 'quarantined' ? (
        <p>{t('desk.item.quarantinedBecause', { reason: isolate(item.stateReason ?? '') })}</p>
      ) : null}
      {item.state === 'returned' || item.state === 'escalated' ? (
        item.stateReason === null ? null : (
          <blockquote className="question">
            <strong>{t('desk.item.question')}:</strong> <bdi>{item.stateReason}</bdi>
          </blockquote>
        )
      ) : null}
      {item.firstApprover === null || item.state !== 'escalated' ? null : (
        <p className="notice">
          {item.firstApprover.me
            ? t('desk.item.firstAgreedYou')
            : t('desk.item.firstAgreed', { name: isolate(item.firstApprover.name) })}
        </p>
      )}
    </>
  );
}

function Claim({ page }: { page: ItemPageView }) {
  const { item, visit } = page;
  const { t, lang } = visit;
  if (item.claim === null) {
    return (
      <ItemForm page={page} door="claim">
        <button type="submit" className="plain">
          {t('desk.item.claim')}
        </button>
      </ItemForm>
    );
  }
  if (!item.claim.mine) return null;
  return (
    <ItemForm page={page} door="release" className="bar">
      <span className="quiet">{t('desk.item.heldByYou', { time: hour(item.claim.until, lang) })}</span>
      <button type="submit" className="plain">
        {t('desk.item.release')}
      </button>
    </ItemForm>
  );
}

function Decisions({ page }: { page: ItemPageView }) {
  const { t } = page.visit;
  return (
    <>
      <AcceptForm page={page} />
      <details open={page.drafts.return !== undefined}>
        <summary data-key="r">{t('desk.item.return')}</summary>
        <ItemForm page={page} door="return" className="stack">
          <label>
            {t('desk.item.returnNote')}
            <textarea name="note" required dir="auto" defaultValue={drafted(page, 'return', 'note')} />
          </label>
          <button type="submit">{t('desk.item.return')}</button>
        </ItemForm>
      </details>
      <details open={page.drafts.reject !== undefined}>
        <summary data-key="x">{t('desk.item.reject')}</summary>
        <ItemForm page={page} door="reject" className="stack">
          <label>
            {t('desk.item.rejectReason')}
            <select name="reason" required defaultValue={drafted(page, 'reject', 'reason') ?? ''}>
              <option value="">{t('desk.item.choose')}</option>
              {REJECTION_CLASSES.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`desk.reasons.${reason}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('desk.item.rejectNote')}
            <textarea name="note" dir="auto" defaultValue={drafted(page, 'reject', 'note')} />
          </label>
          <button type="submit">{t('desk.item.reject')}</button>
        </ItemForm>
      </details>
      <details open={page.drafts.escalate !== undefined}>
        <summary>{t('desk.item.escalate')}</summary>
        <ItemForm page={page} door="escalate" className="stack">
          <label>
            {t('desk.item.escalateNote')}
            <textarea name="note" required dir="auto" defaultValue={drafted(page, 'escalate', 'note')} />
          </label>
          <button type="submit">{t('desk.item.escalate')}</button>
        </ItemForm>
      </details>
    </>
  );
}

function AcceptForm({ page }: { page: ItemPageView }) {
  const { item, visit } = page;
  const { t } = visit;
  const authority = item.recordKind !== 'testimony';
  const asSecond = item.firstApprover !== null && !item.firstApprover.me;
  const first = item.firstApprover?.me === true;
  if (first) return null;
  const last = item.decisions.findLast((one) => one.decision === 'accept');
  const minor = item.minor === null ? (asSecond || authority ? 'unknown' : '') : item.minor ? 'yes' : 'no';
  return (
    <ItemForm page={page} door="accept" className="stack accept">
      <label>
        {t('desk.item.basis')}
        <select name="basis" required defaultValue={drafted(page, 'accept', 'basis') ?? ''}>
          <option value="">{t('desk.item.choose')}</option>
          {BASES.map((basis) => (
            <option key={basis} value={basis}>
              {t(`desk.bases.${basis}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('desk.item.risk')}
        <select name="risk" required defaultValue={drafted(page, 'accept', 'risk') ?? item.risk ?? ''}>
          <option value="">{t('desk.item.choose')}</option>
          {RISKS.map((risk) => (
            <option key={risk} value={risk}>
              {t(`desk.risks.${risk}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('desk.item.minor')}
        <select name="minor" required defaultValue={drafted(page, 'accept', 'minor') ?? minor}>
          <option value="">{t('desk.item.choose')}</option>
          <option value="yes">{t('desk.yes')}</option>
          <option value="no">{t('desk.no')}</option>
          <option value="unknown">{t('desk.unknown')}</option>
        </select>
      </label>
      <p className="quiet">{last === undefined ? t('desk.item.twoNeeded') : null}</p>
      <button type="submit" className="primary" data-key="a">
        {asSecond ? t('desk.item.acceptSecond') : t('desk.item.accept')}
      </button>
    </ItemForm>
  );
}
