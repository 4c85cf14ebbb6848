import type { Prisma } from '@/lib/db/generated/client';

/**
 * The names by which readers would know a protected speaker: theirs in every language, the others they
 * are found under, and those of the account that carried the words. None where the name is not protected.
 */
export function protectedNames(whole: {
  speaker: Prisma.SpeakerGetPayload<object>;
  account: Prisma.AccountGetPayload<object> | null;
}): string[] {
  const { speaker, account } = whole;
  if (!speaker.nameProtected) return [];
  const names = [
    ...inEveryLanguage(speaker.name),
    ...speaker.aliases,
    ...(account === null ? [] : [...inEveryLanguage(account.name), account.handle ?? '']),
  ].map((name) => name.trim().replace(/^@/, ''));
  // One letter stands in every text, and tells nobody.
  return [...new Set(names)].filter((name) => [...name].length > 1);
}

function inEveryLanguage(name: Prisma.JsonValue): string[] {
  return Object.values(name as Record<string, string>);
}
