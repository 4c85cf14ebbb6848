import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import '@/app/forms.css';
import './styles/desk.css';
import './styles/tables.css';
import './styles/item.css';

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** The desk's looks, and nothing else: each page asks for itself who is there. */
export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
