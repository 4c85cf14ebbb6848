import type { Translator } from '@/lib/web/translator';

const BY_ITSELF = ['founding', 'operator', 'public'] as const;

/** Who brought an accession in: a person by name, or what the archive did by itself, in words. */
export function Importer({ t, name }: { t: Translator; name: string }) {
  const itself = BY_ITSELF.find((one) => one === name);
  return itself === undefined ? <bdi>{name}</bdi> : t(`desk.roles.${itself}`);
}
