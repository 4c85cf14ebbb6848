import { randomUUID } from 'node:crypto';
import type { ReactNode } from 'react';
import { localHref } from '@/lib/web/languages';
import type { ItemPageView } from '../item-page-view';

/** A form of one item: what each of them carries, so that it is about what its sender saw, and once. */
export function ItemForm({
  page,
  door,
  children,
  className,
  id,
}: {
  page: ItemPageView;
  door: 'accept' | 'return' | 'reject' | 'escalate' | 'claim' | 'release' | 'undo' | 'edit';
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  return (
    <form
      method="post"
      action={localHref(page.visit.lang, `/desk/items/${page.item.id}/${door}`)}
      className={className}
      id={id}
      data-door={door}
    >
      <input type="hidden" name="version" value={page.item.version} />
      <input type="hidden" name="requestKey" value={randomUUID()} />
      <input type="hidden" name="from" value={page.from} />
      {children}
    </form>
  );
}
