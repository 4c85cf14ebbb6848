import { describe, expect, it } from 'vitest';
import { SUGGESTION_CODES } from '@/lib/archive/suggestion';
import { INTERFACE_LANGUAGES } from '../languages';
import { translator } from '../translator';
import { ar } from './ar';
import { en } from './en';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

/** The arguments that a message takes, outside of its plural and select branches too. */
function argumentsOf(message: string): string[] {
  return [
    ...new Set([...message.matchAll(/\{(\w+)\s*[,}]|<(\w+)>/g)].map((match) => match[1] ?? match[2] ?? '')),
  ].sort();
}

const english = flatten(en);
const arabic = new Map(flatten(ar));

describe('the messages of the interface', () => {
  it('are the same in English and in Arabic, none missing and none left over', () => {
    expect([...arabic.keys()].sort()).toEqual(english.map(([key]) => key).sort());
    expect([...arabic].filter(([, words]) => words.trim() === '')).toEqual([]);
  });

  it('are in Arabic letters where they are Arabic', () => {
    const untranslated = [...arabic].filter(([key, words]) => {
      const own = words.replace(/\{\w+\}/g, '');
      // Names of formats and of the other language stay as the world writes them.
      return /\p{L}/u.test(own) && !/\p{Script=Arabic}/u.test(own) && key !== 'frame.otherLanguage';
    });
    expect(untranslated.filter(([, words]) => !/^[A-Z0-9-]+$/.test(words))).toEqual([]);
  });

  it('name and explain each thing that intake can notice', () => {
    expect(Object.keys(en.desk.item.codes).sort()).toEqual([...SUGGESTION_CODES].sort());
    expect(Object.keys(en.desk.item.grounds).sort()).toEqual([...SUGGESTION_CODES].sort());
  });

  it('take the same arguments in both languages', () => {
    for (const [key, words] of english) {
      expect([key, argumentsOf(arabic.get(key) ?? '')]).toEqual([key, argumentsOf(words)]);
    }
  });

  it('can all be formatted', () => {
    for (const lang of INTERFACE_LANGUAGES) {
      const t = translator(lang) as unknown as { rich(key: string, values: object): unknown[] | string };
      for (const [key, words] of english) {
        const values = Object.fromEntries(
          argumentsOf(words).map((name) => [name, words.includes(`<${name}>`) ? () => 'x' : 3]),
        );
        expect(t.rich(key, values).length, key).toBeGreaterThan(0);
      }
    }
  });

  it('give Arabic each of its six plurals wherever something is counted', () => {
    for (const [key, words] of arabic) {
      if (!words.includes(', plural,')) continue;
      for (const form of ['zero', 'one', 'two', 'few', 'many', 'other']) {
        expect(words, key).toMatch(
          new RegExp(`(${form}|=${{ zero: 0, one: 1, two: 2 }[form] ?? '-'})\\s*\\{`),
        );
      }
    }
  });
});
