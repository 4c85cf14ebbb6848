import { describe, expect, it } from 'vitest';
import { sampleDate, sampleTestimony } from '../testing/sample-archive';
import { cite } from './cite';
import { cslItem } from './csl-item';

const post = sampleTestimony({
  reference: 'q1q1q1q1q1',
  text: 'Assad & Iranians broke the ceasefire. the genocide still ongoing!',
  platform: 'twitter',
  date: sampleDate('2016-12-14~'),
});
const read = { baseUrl: 'https://sawt.example', accessed: new Date('2026-11-24T10:00:00Z') };
const item = (form = post) => cslItem({ form, key: form.reference, version: 2 }, read);

const address = 'https://sawt.example/t/q1q1q1q1q1';

describe('a citation', () => {
  it.each([
    [
      'apa',
      `Lina Shamy. (ca. 2016, December 14). Assad & Iranians broke the ceasefire. the genocide still ongoing! [Post; version 2]. Twitter. Sawt q1q1q1q1q1. Retrieved November 24, 2026, from ${address}`,
    ],
    [
      'mla',
      `Lina Shamy. “Assad & Iranians broke the ceasefire. the genocide still ongoing!” Twitter, ca. 14 Dec. 2016. Sawt q1q1q1q1q1, version 2, ${address}. Accessed 24 Nov. 2026.`,
    ],
    [
      'chicago',
      `Lina Shamy. “Assad & Iranians broke the ceasefire. the genocide still ongoing!” Post, Twitter, ca. December 14, 2016. Sawt q1q1q1q1q1, version 2. Accessed November 24, 2026. ${address}.`,
    ],
  ] as const)('says in %s who, when, what, where, which version and the day it was read', (style, expected) => {
    expect(cite([item()], style)).toBe(expected);
  });

  it('in BibTeX has letters of every script, and nothing that LaTeX would run', () => {
    const arabic = sampleTestimony({
      reference: 'q2q2q2q2q2',
      text: 'نحن هنا في حلب 🕊️ \\input{x} 100% #Aleppo_now {',
      speaker: { ...post.speaker, name: { ar: 'لينا & الشامي' } },
    });
    const bibtex = cite([item(arabic)], 'bibtex');
    expect(bibtex).toContain('نحن هنا في حلب 🕊️');
    expect(bibtex).toContain('author = {{لينا \\& الشامي}}');
    expect(bibtex).toMatch(/\\textbackslash\{\}input\\\{x\\\} 100\\% \\#\{?Aleppo\}?\\_now \\\{/);
    const signs = bibtex.replaceAll(/\\[{}]/g, '');
    expect(signs.split('{').length, 'each brace is closed').toBe(signs.split('}').length);
  });

  it('in BibTeX keeps the name whole and puts what BibTeX has no field for into the note', () => {
    const bibtex = cite([item()], 'bibtex');
    expect(bibtex).toMatch(/^@misc\{q1q1q1q1q1,/);
    expect(bibtex).toContain('author = {{Lina Shamy}}');
    expect(bibtex).toContain('month = {12}');
    expect(bibtex).toMatch(
      /note = \{Sawt q1q1q1q1q1, version 2\. Date approximate or uncertain\. Accessed 2026-11-24\./,
    );
    expect(bibtex).toContain('Dated 2016-12-14');
  });

  it('in RIS has one whole field a line', () => {
    const lines = cite([item()], 'ris').trimEnd().split('\n');
    expect(lines.filter((line) => !/^[A-Z][A-Z0-9] {2}-/.test(line))).toEqual([]);
    expect(lines).toContain('DA  - 2016/12/14/');
  });

  it('says that what a source paraphrases is reported', () => {
    expect(cite([item({ ...post, wording: 'reported' })], 'mla')).toContain('“[Reported: Assad');
  });

  it('holds no words where a warning is set, and no date where none is known', () => {
    const silent = cite([item({ ...post, warnings: ['death'], date: sampleDate(null) })], 'apa');
    expect(silent).toContain('Lina Shamy. (n.d.). [Post by Lina Shamy]');
    expect(silent).not.toContain('genocide');
  });

  it('gives a date that is no single day in words', () => {
    const open = { ...post, date: sampleDate('[2016-04,2016-05]') };
    expect(cite([item(open)], 'apa')).toContain('(April or May 2016)');
  });

  it('in CSL-JSON is the item itself', () => {
    expect(JSON.parse(cite([item()], 'csl-json'))).toEqual([item()]);
  });
});
