import type { Testimony } from '@/lib/reading/get-testimony';

/**
 * The Link header values (RFC 8288) that name this record as a memento (RFC 7089) of the address where
 * the words stood: of the day that they were captured, else that the record was published here. None
 * where that address is unknown. `baseUrl` is the archive's own.
 */
export function mementoLinks({ form, key, createdAt }: Testimony, baseUrl: string): string[] {
  if (form.url === null) return [];
  // Angle brackets and quotes end a header's parts; an address that has them is written with escapes.
  const original = encodeURI(form.url).replaceAll('%25', '%');
  const taken = form.captured?.earliest ?? null;
  const at = taken === null ? createdAt : new Date(taken);
  return [
    `<${baseUrl}/t/${key}>; rel="memento"; anchor="${original}"; datetime="${at.toUTCString()}"`,
    `<${original}>; rel="original"`,
  ];
}
