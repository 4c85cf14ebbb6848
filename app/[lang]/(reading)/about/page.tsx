import { EssayPage } from '@/app/_components/essay-page';
import { aboutArabic } from '@/lib/web/essays/about-ar';
import { aboutEnglish } from '@/lib/web/essays/about-en';
import { pageLanguage } from '@/lib/web/languages';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  return <EssayPage essay={lang === 'ar' ? aboutArabic : aboutEnglish} lang={lang} path="/about" />;
}
