import { type Format, FormatRefused } from '../../format';
import { peek } from '../../input/input';
import { identityFromUrl } from '../../post-identity';
import { readJsonLines } from '../../read-json-lines';
import { textAt } from '../../read-json-records';
import type { Reading } from '../../reading';

const PAGES = /(^|\/)pages\/[^/]+\.jsonl$/;
const HEADER = /^\uFEFF?\s*\{[^\n]{0,500}"format"\s*:\s*"json-pages-1\.0"/;

/**
 * Web archives in WACZ (https://specs.webrecorder.net/wacz/1.1.1/): its list of pages says what was captured
 * and when. The captured web pages themselves are never opened: their HTML is a stranger's program.
 */
export const wacz: Format = {
  name: 'wacz',
  title: 'WACZ web archive (its list of pages)',
  bundle: true,
  async recognise(input) {
    const names = input.members.map((member) => member.name);
    const pages: string[] = [];
    for (const name of names.filter((name) => PAGES.test(name))) {
      if (HEADER.test(await peek(input, name))) pages.push(name);
    }
    if (pages.length === 0 && input.members.length === 1 && (await isWarc(await peek(input, names[0]!)))) {
      throw new FormatRefused(
        'warc-alone',
        'A WARC alone has no list of its pages. Make a WACZ of it (the tool py-wacz does: `wacz create`) and import that.',
      );
    }
    return pages;
  },
  async *read(input, members) {
    for (const member of members) {
      let header = true;
      yield* readJsonLines(input.open(member), member, (page, line): Reading[] => {
        const first = header;
        header = false;
        // A damaged header may have run into the first page.
        const alone =
          first &&
          textAt(page.format) === 'json-pages-1.0' &&
          page.url === undefined &&
          page.text === undefined;
        return alone ? [] : [readPage(page, line)];
      });
    }
  },
};

async function isWarc(start: string): Promise<boolean> {
  return /^WARC\/1\.[01]\r?\n/.test(start);
}

function readPage(
  page: Record<string, unknown>,
  line: { member: string; position: number; length: number; bytes: Uint8Array },
): Reading {
  const { bytes, ...standing } = line;
  const url = textAt(page.url);
  const captured = textAt(page.ts);
  const text = (textAt(page.text) ?? textAt(page.title) ?? '').trim();
  if (url === undefined || text === '') return { is: 'passed-over', ...standing, reason: 'no-words' };
  return {
    is: 'record',
    ...line,
    record: {
      kind: 'post',
      text,
      speaker: 'unknown',
      url,
      ...identityFromUrl(url),
      // When the page was captured: when it was written is not known from here.
      captured,
      lang: 'und',
    },
    suggestions: [
      {
        code: 'other-words',
        level: 'warn',
        field: 'text',
        why: 'These are the words of a whole web page as a crawler saw it. Keep the speaker’s own, and say who and when.',
      },
    ],
    make: 'submitted-row',
    mediaType: 'application/json',
  };
}
