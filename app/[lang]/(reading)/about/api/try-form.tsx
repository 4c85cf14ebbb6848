import { Row } from '@/app/_components/row';
import type { FormOf } from '@/lib/archive/public-form';
import { publicUrl } from '@/lib/env';
import { SORTS } from '@/lib/search/parameters';
import type { Translator } from '@/lib/web/translator';

/**
 * A plain form whose answer is the API's own, and lines that ask the same without a browser. They ask for a
 * record that is here, so that whoever tries them gets an answer.
 */
export function TryForm({ t, example }: { t: Translator; example: FormOf<'testimony'> | undefined }) {
  const address = `${publicUrl()}/api/v1/testimonies`;
  const lines =
    example === undefined
      ? [`curl '${address}'`]
      : [
          `curl '${address}?speaker=${example.speaker.slug}&sort=oldest&perPage=5'`,
          `curl '${address}/${example.reference}'`,
        ];
  return (
    <Row name={t('reading.api.tryName')} id="try">
      <p>{t('reading.api.tryWhat')}</p>
      <form action="/api/v1/testimonies" method="get" className="stack">
        <label>
          {t('reading.api.tryWords')}
          <input name="q" dir="auto" maxLength={2000} />
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
      {lines.map((line) => (
        <p key={line} dir="ltr">
          <code>{line}</code>
        </p>
      ))}
      <p>
        <a href="/api/v1/openapi.json">{t('reading.api.tryAll')}</a>
      </p>
    </Row>
  );
}
