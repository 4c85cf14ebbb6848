import { DOT } from '@/app/_components/dot';
import { countHidden } from '@/lib/archive/hidden-characters';
import { localHref } from '@/lib/web/languages';
import { RevealedText } from '../../../_components/revealed-text';
import { isolate } from '../../../_components/times';
import { itemPath, readQueueQuery } from '../../../queue-params';
import type { ItemPageView } from '../item-page-view';

const SHOWN = 20_000;

/** The archived original to the byte, with what cannot be seen shown on demand. */
export function OriginalPanel({ page }: { page: ItemPageView }) {
  const { item, visit, reveal } = page;
  const { t, lang } = visit;
  const { original } = item;
  if (original === null) return <p className="quiet">{t('desk.item.noOriginal')}</p>;
  const text = readText(original.bytes);
  const size = original.bytes.length;
  const hidden = countHidden(text ?? '');
  const { filter } = readQueueQuery(Object.fromEntries(new URLSearchParams(page.from)));
  const here = localHref(lang, itemPath(item.id, filter));
  return (
    <section aria-labelledby="original" className="original">
      <h2 id="original">{t('desk.item.original')}</h2>
      <p className="quiet">
        {t(`desk.item.makes.${original.make as 'transcription'}`)}
        {DOT}
        {t('desk.item.bytes', { count: size })}
        {original.member === null ? null : (
          <>
            {DOT}
            <bdi>
              {t('desk.item.standing', {
                member: isolate(original.member),
                position: Number(original.position),
              })}
            </bdi>
          </>
        )}
        {DOT}
        <code>{original.mediaType}</code>
      </p>
      {text === null ? (
        <>
          <p>{t('desk.item.notText')}</p>
          <pre dir="ltr">{hexOf(original.bytes.subarray(0, 512))}</pre>
        </>
      ) : (
        <RevealedText className="bytes" text={text.slice(0, SHOWN)} lang={null} reveal={reveal} />
      )}
      {text !== null && text.length > SHOWN ? <p className="quiet">{t('desk.item.cutAt')}</p> : null}
      <p className="bar">
        {hidden === 0 ? null : (
          <a href={reveal ? here : `${here}${here.includes('?') ? '&' : '?'}reveal=1`}>
            {reveal ? t('desk.item.conceal') : t('desk.item.reveal', { count: hidden })}
          </a>
        )}
        <a href={localHref(lang, `/desk/originals/${original.id}`)}>{t('desk.item.download')}</a>
        <code title="SHA-256">{original.digest.slice(0, 16)}…</code>
      </p>
      {item.captures.length === 0 ? null : (
        <p className="quiet">{t('desk.item.captures', { count: item.captures.length })}</p>
      )}
    </section>
  );
}

/** The bytes as UTF-8, byte order mark and all; null when they are not. */
function readText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function hexOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)].map((byte) => byte.toString(16).padStart(2, '0'));
    lines.push(`${at.toString(16).padStart(6, '0')}  ${row.join(' ')}`);
  }
  return lines.join('\n');
}
