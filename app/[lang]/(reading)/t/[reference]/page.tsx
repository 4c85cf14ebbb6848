import { permanentRedirect } from 'next/navigation';
import { NotFoundHere } from '@/app/_components/not-found-here';
import { readReference } from '@/lib/archive/reference';
import { getTestimony } from '@/lib/reading/get-testimony';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { GonePage } from './gone-page';
import { TestimonyPage } from './testimony-page';

export default async function Page({ params }: { params: Promise<{ lang: string; reference: string }> }) {
  const lang = await pageLanguage(params);
  const typed = (await params).reference;
  const reference = readReference(typed);
  if (reference === null) return <NotFoundHere lang={lang} />;
  if (reference !== typed) permanentRedirect(localHref(lang, `/t/${reference}`));
  const found = await getTestimony(connections().reading, reference);
  switch (found.state) {
    case 'published':
      return <TestimonyPage found={found} lang={lang} today={new Date()} />;
    case 'gone':
      return <GonePage reference={reference} gone={found.tombstone} lang={lang} />;
    case 'never':
      return <NotFoundHere lang={lang} />;
  }
}
