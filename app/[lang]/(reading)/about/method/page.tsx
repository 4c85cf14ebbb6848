import { EssayPage } from '@/app/_components/essay-page';
import { methodArabic } from '@/lib/web/essays/method-ar';
import { methodEnglish } from '@/lib/web/essays/method-en';
import { pageLanguage } from '@/lib/web/languages';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  return <EssayPage essay={lang === 'ar' ? methodArabic : methodEnglish} lang={lang} path="/about/method" />;
}
