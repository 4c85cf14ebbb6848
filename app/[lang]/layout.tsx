import type { ReactNode } from 'react';
import '../styles.css';
import { readInterfaceLanguage } from '@/lib/web/languages';

// What a page says can be withdrawn at any moment: nothing is rendered ahead of time.
export const dynamic = 'force-dynamic';

export default async function Layout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ lang: string }>;
}) {
  const lang = readInterfaceLanguage((await params).lang) ?? 'en';
  return (
    <html lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
      <body>{children}</body>
    </html>
  );
}
