import { Row } from '@/app/_components/row';
import { publicUrl } from '@/lib/env';
import { SORTS } from '@/lib/search/parameters';
import type { Translator } from '@/lib/web/translator';

/** A plain form whose answer is the API's own: what it sends is what a program would. */
export function TryForm({ t }: { t: Translator }) {
  const address = `${publicUrl()}/api/v1/testimonies`;
  return (
    <Row name={t('reading.api.tryName')} id="try">
      <p>{t('reading.api.tryWhat')}</p>
      <form action="/api/v1/testimonies" method="get">
        <label>
          {t('reading.api.tryWords')}
          <input name="q" defaultValue="ceasefire" dir="auto" maxLength={2000} />
        </label>
        <label>
          {t('reading.api.tryOrder')}
          <select name="sort" defaultValue="oldest" dir="ltr">
            {SORTS.map((sort) => (
              <option key={sort}>{sort}</option>
            ))}
          </select>
        </label>
        <label>
          {t('reading.api.tryMost')}
          <input name="perPage" type="number" min={1} max={100} defaultValue={5} />
        </label>
        <p>
          <button type="submit">{t('reading.api.tryAsk')}</button>
        </p>
      </form>
      <p dir="ltr">
        <code>{`curl '${address}?q=ceasefire&sort=oldest&perPage=5'`}</code>
      </p>
      <p>
        <a href="/api/v1/openapi.json">{t('reading.api.tryAll')}</a>
      </p>
    </Row>
  );
}
