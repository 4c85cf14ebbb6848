import { EssayPage } from '@/app/_components/essay-page';
import { apiArabic } from '@/lib/web/essays/api-ar';
import { apiEnglish } from '@/lib/web/essays/api-en';
import { pageLanguage } from '@/lib/web/languages';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  return <EssayPage essay={lang === 'ar' ? apiArabic : apiEnglish} lang={lang} path="/about/api" />;
}
