import { NotFoundHere } from '@/app/_components/not-found-here';
import { pageLanguage } from '@/lib/web/languages';

/** Whatever no other route knows. Next's own not-found page is blank without JavaScript. */
export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  return <NotFoundHere lang={await pageLanguage(params)} />;
}
