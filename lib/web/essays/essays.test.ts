import { describe, expect, it } from 'vitest';
import { aboutArabic } from './about-ar';
import { aboutEnglish } from './about-en';
import { methodArabic } from './method-ar';
import { methodEnglish } from './method-en';

describe.each([
  ['about', aboutEnglish, aboutArabic],
  ['method', methodEnglish, methodArabic],
])('the page %s', (_name, english, arabic) => {
  it('says as much in Arabic as in English, section by section', () => {
    expect(arabic.sections.map(({ id, paragraphs }) => [id, paragraphs.length])).toEqual(
      english.sections.map(({ id, paragraphs }) => [id, paragraphs.length]),
    );
    for (const words of arabic.sections.flatMap(({ name, paragraphs }) => [name, ...paragraphs])) {
      expect(words).toMatch(/\p{Script=Arabic}{2}/u);
    }
  });
});
