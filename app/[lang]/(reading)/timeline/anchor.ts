import type { TimelineGroup } from '@/lib/reading/timeline';

/** The name of a date's place on the page: its EDTF, with signs that an address cannot carry spelled out. */
export function anchorOf({ date }: Pick<TimelineGroup, 'date'>): string {
  return `d-${(date.edtf ?? '').replace(/[^0-9A-Za-z-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}`)}`;
}
