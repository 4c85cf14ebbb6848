import type { DraftFields } from '@/lib/people/drafts';
import type { ItemView } from '@/lib/review/view-item';
import type { DeskVisit } from '@/lib/web/desk-visit';

/** What the parts of an item's page share. */
export interface ItemPageView {
  visit: DeskVisit;
  item: ItemView;
  /** The queue's view that one came from, as a query. */
  from: string;
  /** What cannot be seen is shown. */
  reveal: boolean;
  /** What was typed into the forms of this item and refused, by the form's door. */
  drafts: Record<string, DraftFields>;
}

/** A draft's field as one text. */
export function drafted(page: ItemPageView, door: string, field: string): string | undefined {
  const value = page.drafts[door]?.[field];
  return typeof value === 'string' ? value : undefined;
}
