/** A picture as it leaves. */
export type Png = Uint8Array<ArrayBuffer>;

const MOST_KEPT = 100;
const kept = new Map<string, { digest: string; png: Png }>();

/** The picture kept under `name`, if it was made from the public form that has this digest. */
export function keptPicture(name: string, digest: string): Png | null {
  const known = kept.get(name);
  return known?.digest === digest ? known.png : null;
}

/** Keeps a picture, the one that was made longest ago going first. */
export function keepPicture(name: string, digest: string, png: Png): void {
  kept.delete(name);
  kept.set(name, { digest, png });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
}

/** Lets a withdrawn or erased testimony's pictures go from memory. */
export function forgetPicture(reference: string): void {
  for (const lang of ['en', 'ar']) kept.delete(`${lang}/${reference}`);
}
