import '@/app/forms.css';
import { EssayPage } from '@/app/_components/essay-page';
import { readNewest } from '@/lib/reading/newest';
import { connections } from '@/lib/web/connections';
import { apiArabic } from '@/lib/web/essays/api-ar';
import { apiEnglish } from '@/lib/web/essays/api-en';
import { pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';
import { TryForm } from './try-form';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const [newest] = await readNewest(connections().reading, 1);
  return (
    <EssayPage essay={lang === 'ar' ? apiArabic : apiEnglish} lang={lang} path="/about/api">
      <TryForm t={translator(lang)} example={newest?.form} />
    </EssayPage>
  );
}
