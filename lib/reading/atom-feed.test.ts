import { describe, expect, it } from 'vitest';
import { atomFeed } from './atom-feed';
import { judgeXml } from './testing/judge-xml';
import { SAMPLE_FORMS, sampleTestimony } from './testing/sample-archive';

const OPTIONS = {
  self: 'https://archive.example/feed.atom?q=a&sort=newest',
  baseUrl: 'https://archive.example',
  title: 'Sawt',
};
const entries = SAMPLE_FORMS.flatMap((form) =>
  form.form === 'testimony' ? [{ form, day: '2026-11-24' }] : [],
);

const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)].map(([, found]) => found);

describe('the Atom feed', () => {
  const xml = atomFeed(entries, OPTIONS);

  it('is as RFC 4287 wants it, full and empty', () => {
    expect(judgeXml(xml, 'atom')).toEqual([]);
    expect(judgeXml(atomFeed([], OPTIONS), 'atom')).toEqual([]);
  });

  it('is found wanting by the same judge when something is missing, doubled or of no date', () => {
    for (const [what, instead] of [
      [/<id>.*<\/id>/, ''],
      ['<title>', '<title>a</title><title>'],
      [/<updated>.*?<\/updated>/, '<updated>2026-11-24</updated>'],
      ['</feed>', '<guid>x</guid></feed>'],
      ['</feed>', ''],
    ] as const) {
      expect(judgeXml(xml.replace(what, instead), 'atom'), instead).not.toEqual([]);
    }
  });

  it('names itself, and each testimony once, under the address of its page', () => {
    expect(all(xml, /rel="self"[^>]* href="(.*?)"/g)).toEqual([OPTIONS.self.replaceAll('&', '&amp;')]);
    const ids = all(xml, /<entry>.*?<id>(.*?)<\/id>/gs);
    expect(ids).toEqual(entries.map(({ form }) => `${OPTIONS.baseUrl}/t/${form.reference}`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carries words as text, in their own language, with no markup of theirs', () => {
    const nasty = sampleTestimony({
      reference: 'q1q1q1q1q1',
      lang: 'ar',
      text: '</content><b>&amp;\u0001 حلب]]>',
    });
    const made = atomFeed([{ form: nasty, day: '2026-11-24' }], OPTIONS);
    expect(judgeXml(made, 'atom')).toEqual([]);
    expect(made).toContain(
      '<content type="text" xml:lang="ar">&lt;/content&gt;&lt;b&gt;&amp;amp; حلب]]&gt;</content>',
    );
  });

  it('does not pass words of an unknown language for English, which is the feed’s own', () => {
    const unknown = sampleTestimony({ reference: 'q1q1q1q1q1', lang: 'und', text: 'Halab' });
    const made = atomFeed([{ form: unknown, day: '2026-11-24' }], OPTIONS);
    expect(made).toContain('<content type="text" xml:lang="und">Halab</content>');
  });

  it('has of words with a warning the warning alone', () => {
    const warned = SAMPLE_FORMS.flatMap((form) =>
      form.form === 'testimony' && form.warnings.length > 0 ? [form] : [],
    );
    expect(warned.length).toBeGreaterThan(0);
    for (const form of warned) {
      expect(xml).not.toContain(form.text.slice(0, 30));
      for (const { text } of form.translations) expect(xml).not.toContain(text.slice(0, 30));
    }
    expect(xml).toContain('Content warning: child-in-danger, despair.');
  });
});
