import { Row } from '@/app/_components/row';
import { dateInWords } from '@/lib/archive/date-words';
import { publicUrl } from '@/lib/env';
import { cite } from '@/lib/reading/citation/cite';
import { cslItem } from '@/lib/reading/citation/csl-item';
import { markedWordsSource } from '@/lib/reading/citation/marked-words';
import type { Found, Testimony } from '@/lib/reading/get-testimony';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import type { Translator } from '@/lib/web/translator';

const IN_WORDS = [
  ['APA', 'apa'],
  ['MLA', 'mla'],
  ['Chicago', 'chicago'],
] as const;
const FILES = [
  ['BibTeX', 'bib'],
  ['RIS', 'ris'],
  ['CSL-JSON', 'csl.json'],
  ['JSON', 'json'],
  ['JSON-LD', 'jsonld'],
  ['TXT', 'txt'],
] as const;

/** How to cite this version, read on `today`, in words and as files. */
export function CiteRow({ testimony, t, today }: { testimony: Testimony; t: Translator; today: Date }) {
  const { key } = testimony;
  const baseUrl = publicUrl();
  const item = cslItem(testimony, { baseUrl, accessed: today });
  return (
    <Row name={t('reading.testimony.cite')} id="cite">
      <p>
        {t('reading.testimony.address')}
        <br />
        <a href={`/t/${key}`} dir="ltr">
          {`${baseUrl.replace(/^https?:\/\//, '')}/t/${key}`}
        </a>
      </p>
      <details>
        <summary>{t('reading.testimony.citeAs')}</summary>
        {/* public/reading.js finds its words here; marked words are tied to this version. */}
        <dl
          data-cite={markedWordsSource(testimony, baseUrl)}
          data-copy={t('reading.testimony.copy')}
          data-copied={t('reading.testimony.copied')}
          data-selection={t('reading.testimony.copySelection')}
          className="citations"
          lang="en"
          dir="ltr"
        >
          {IN_WORDS.map(([name, style]) => (
            <div key={style}>
              <dt>{name}</dt>
              <dd data-citation="">{cite([item], style)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p className="quiet files">
        {t('reading.testimony.files')}
        <br />
        {FILES.map(([name, shape]) => (
          <a key={shape} href={`/t/${key}.${shape}`} dir="ltr">
            {name}
          </a>
        ))}
      </p>
    </Row>
  );
}

/** What a reader types to check this testimony on a machine of their own. */
function checkAlone(reference: string): string {
  const log = `${publicUrl()}/api/v1/log`;
  return `curl -o verify.mjs ${log}/verifier\ncurl -o proof.json ${log}/proof/${reference}\nnode verify.mjs proof.json --key FINGERPRINT`;
}

/** What lets anybody check that this is what was published: versions, digests, the log. */
export function VerifyRow({
  found,
  lang,
  t,
}: {
  found: Extract<Found, { state: 'published' }>;
  lang: InterfaceLanguage;
  t: Translator;
}) {
  return (
    <Row name={t('reading.testimony.verify')}>
      <details>
        <summary>
          {t('reading.testimony.version', {
            version: found.testimony.version,
            day: dateInWords({ edtf: found.versions[0]?.day ?? null }, lang),
          })}
        </summary>
        <p className="quiet">{t('reading.testimony.digest')}</p>
        {found.versions.map(({ version, digest, day }) => (
          <p key={version}>
            {found.versions.length === 1 ? null : (
              <span className="quiet">
                {t('reading.testimony.version', { version, day: dateInWords({ edtf: day }, lang) })}
                <br />
              </span>
            )}
            {version === found.testimony.version ? (
              <code dir="ltr">{digest}</code>
            ) : (
              <a href={localHref(lang, `/t/${found.testimony.key}/v/${digest}`)}>
                <code dir="ltr">{digest}</code>
              </a>
            )}
          </p>
        ))}
        <p>{t('reading.testimony.proves')}</p>
        <p>{t('reading.testimony.provesNot')}</p>
        <div className="on-screen">
          <p>
            <a href={`/api/v1/log/proof/${found.testimony.key}`}>{t('reading.testimony.proof')}</a>
          </p>
          <p>{t('reading.testimony.checkAlone')}</p>
          <pre dir="ltr">
            <code>{checkAlone(found.testimony.key)}</code>
          </pre>
          <p className="quiet">{t('reading.testimony.keepCheckpoint')}</p>
        </div>
      </details>
    </Row>
  );
}
