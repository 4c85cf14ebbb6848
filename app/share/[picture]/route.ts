import { answer } from '@/lib/web/answer';
import { readInterfaceLanguage } from '@/lib/web/languages';
import { problem } from '@/lib/web/problem';
import { readRoute } from '@/lib/web/read-route';
import { sitePicture } from '@/lib/web/share-pictures';

export const dynamic = 'force-dynamic';

/** `/share/en.png`, `/share/ar.png`: the archive's own picture for those who share a page. */
export const GET = readRoute<{ picture: string }>(async (request, { picture }) => {
  const lang = picture.endsWith('.png') ? readInterfaceLanguage(picture.slice(0, -4)) : null;
  if (lang === null)
    return problem(404, 'no-such-address', 'The archive has two pictures here: en.png and ar.png.');
  return answer(request, await sitePicture(lang), { type: 'image/png' });
});
