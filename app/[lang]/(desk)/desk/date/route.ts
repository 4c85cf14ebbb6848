import { dateInWords } from '@/lib/archive/date-words';
import { computeDate } from '@/lib/archive/edtf-date';
import { readInterfaceLanguage } from '@/lib/web/languages';
import { currentSession } from '@/lib/web/session';
import { translator } from '@/lib/web/translator';

/** An EDTF date in plain words with its bounds, while somebody types it. */
export async function GET(request: Request, route: { params: Promise<{ lang: string }> }): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const lang = readInterfaceLanguage((await route.params).lang) ?? 'en';
  const t = translator(lang);
  const query = new URL(request.url).searchParams;
  const edtf = (query.get('edtf') ?? '').slice(0, 200).trim();
  if (edtf === '') return new Response('');
  const zone = query.get('zone')?.trim() || undefined;
  const computed = computeDate(edtf, zone);
  if (!computed.ok) return new Response(lang === 'en' ? computed.message : t('desk.item.dateUnread'));
  const { earliest, latest } = computed.value;
  const bounds = {
    earliest: earliest?.replace('T', ' ').replace('Z', '') ?? t('desk.item.unbounded'),
    latest: latest?.replace('T', ' ').replace('Z', '') ?? t('desk.item.unbounded'),
  };
  return new Response(`${dateInWords({ edtf, zone }, lang)} · ${t('desk.item.dateBounds', bounds)}`);
}
