import { describe, expect, it } from 'vitest';
import { atomFeed } from './atom-feed';
import { SAMPLE_FORMS, sampleTestimony } from './testing/sample-archive';

const OPTIONS = {
  self: 'https://archive.example/feed.atom?q=a&sort=newest',
  baseUrl: 'https://archive.example',
  title: 'Sawt',
};
const entries = SAMPLE_FORMS.flatMap((form) =>
  form.form === 'testimony' ? [{ form, day: '2026-11-24' }] : [],
);

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** Reads XML as strictly as the feed needs it; throws where it is not well-formed. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [whole, close, name, attributes, empty, text] of xml
    .replace(/^<\?xml [^>]*\?>\n/, '')
    .matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)|</g)) {
    const current = open.at(-1) ?? root;
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`a bare & in ${text}`);
      current.text += text;
    } else if (name === undefined) throw new Error(`a bare ${whole}`);
    else if (close) {
      if (open.pop()?.name !== name) throw new Error(`${name} closes something else`);
    } else {
      const pairs = [...(attributes ?? '').matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        value,
      ]);
      const made: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      current.children.push(made);
      if (!empty) open.push(made);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one whole element');
  return root.children[0] as Element;
}
const all = (element: Element, name: string) => element.children.filter((child) => child.name === name);
const one = (element: Element, name: string) => {
  const found = all(element, name);
  expect(found, `exactly one ${name} in ${element.name}`).toHaveLength(1);
  return found[0] as Element;
};
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

describe('the Atom feed, by the rules of RFC 4287', () => {
  const feed = parse(atomFeed(entries, OPTIONS));

  it('is one feed with one id, title, date, author and link to itself (4.1.1)', () => {
    expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    for (const name of ['id', 'title', 'updated', 'author', 'rights']) one(feed, name);
    expect(one(feed, 'updated').text).toMatch(DATE_TIME);
    const self = all(feed, 'link').filter(({ attributes }) => attributes.rel === 'self');
    expect(self.map(({ attributes }) => attributes.href)).toEqual([OPTIONS.self.replaceAll('&', '&amp;')]);
  });

  it('has entries each with one id, title, date, author, content and page (4.1.2)', () => {
    const told = all(feed, 'entry');
    expect(told).toHaveLength(entries.length);
    for (const entry of told) {
      for (const name of ['id', 'title', 'updated', 'author', 'content']) one(entry, name);
      one(one(entry, 'author'), 'name');
      expect(one(entry, 'updated').text).toMatch(DATE_TIME);
      expect(() => new URL(one(entry, 'id').text)).not.toThrow();
      const pages = all(entry, 'link').filter(({ attributes }) => attributes.rel === 'alternate');
      expect(pages).toHaveLength(1);
    }
    const ids = told.map((entry) => one(entry, 'id').text);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carries words as text, in their own language, with no markup of theirs (4.1.3)', () => {
    const nasty = sampleTestimony({
      reference: 'q1q1q1q1q1',
      lang: 'ar',
      text: '</content><b>&amp;\u0001 حلب]]>',
    });
    const made = parse(atomFeed([{ form: nasty, day: '2026-11-24' }], OPTIONS));
    const content = one(one(made, 'entry'), 'content');
    expect(content.attributes).toEqual({ type: 'text', 'xml:lang': 'ar' });
    expect(content.children).toEqual([]);
    expect(content.text).toBe('&lt;/content&gt;&lt;b&gt;&amp;amp; حلب]]&gt;');
  });

  it('is whole when nothing was found', () => {
    expect(all(parse(atomFeed([], OPTIONS)), 'entry')).toEqual([]);
    expect(one(parse(atomFeed([], OPTIONS)), 'updated').text).toMatch(DATE_TIME);
  });
});
