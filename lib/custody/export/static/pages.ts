import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import type { FormOf } from '@/lib/archive/public-form';

type Testimony = FormOf<'testimony'>;

/** What one page carries so that the reader's own browser can check it. */
export interface PageProof {
  /** The form in canonical JSON, as the log commits to it. */
  form: string;
  field: string;
  salt: string;
  position: number;
  entry: string;
  inclusion: string[];
  checkpoint: string;
  /** The log's newest public key, in base 64. */
  publicKey: string;
}

/** The list of all testimonies, which is also what is searched. Without scripts it is still the list. */
export function indexPage(forms: readonly Testimony[]): string {
  const items = forms.map(
    (form) => `<li>
<p><a href="t/${form.reference}.html">${name(form.speaker.name)}</a>${dateOf(form)}</p>
${words('blockquote', form.text, form.lang)}
${form.translations.map(({ lang, text }) => words('blockquote', text, lang)).join('\n')}
<p class="quiet">${form.tags.map(({ label }) => `#${asText(label)}`).join(' ')}</p>
</li>`,
  );
  return page(
    'A copy of the archive',
    '',
    `<h1>A copy of the archive</h1>
<p>This folder holds what the archive shows to everybody, as it was when the copy was made. It needs no
network. Beside the pages lie the records themselves, the log that tells their history, and a program that
checks both: see README.txt.</p>
<form hidden><label for="words">Search</label> <input id="words" type="search" autocomplete="off"></form>
<p><span id="count">${forms.length}</span> of ${forms.length} records</p>
<ol id="records">
${items.join('\n')}
</ol>
<script src="search.js"></script>`,
  );
}

/** One testimony with its sources and its proof. */
export function testimonyPage(form: Testimony, proof: PageProof): string {
  const sources = form.sources.map(
    ({ label, title, publisher, locator }) =>
      `<li>${[title ?? plain(label), publisher, locator]
        .filter(Boolean)
        .map((part) => bdi(String(part)))
        .join(', ')}</li>`,
  );
  const translations = form.translations.map(
    ({ lang, text, machine, status }) => `<h2>In ${asText(lang)}</h2>
${words('blockquote', text, lang)}
<p class="quiet">${machine ? 'Made by a machine' : 'Translated'}, ${asText(status)}.</p>`,
  );
  return page(
    plain(form.speaker.name),
    '../',
    `<p><a href="../index.html">All records</a></p>
<h1>${name(form.speaker.name)}</h1>
<p>${form.stance === 'testimony' ? 'Testimony' : 'Statement'}${dateOf(form)}${form.wording === 'reported' ? '. Reported by the source in its own words, not a quotation' : ''}.</p>
<blockquote id="text" lang="${asText(form.lang)}" dir="auto">${asText(form.text)}</blockquote>
${translations.join('\n')}
${form.context ? `<p>${name(form.context)}</p>` : ''}
<h2>Sources</h2>
<ul>${sources.join('')}</ul>
<p class="quiet">${bdi(form.rights)}</p>
<h2>Verify</h2>
<p id="outcome">Your browser has not checked this page.</p>
<p>Checked is that these words are what the archive published and put into its log; not that they are
true, nor who the speaker is. The whole folder is checked by <code>node verify-bundle.mjs</code>.</p>
<p class="quiet">Reference ${form.reference}, entry ${proof.position} of the log.</p>
<script type="application/json" id="proof">${json(proof)}</script>
<script src="../verify.js"></script>`,
  );
}

export const STYLE = `:root { color-scheme: light dark; font: 1.1rem/1.6 serif; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
blockquote { margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid; white-space: pre-wrap; }
[lang|='ar'] { font-size: 1.15em; line-height: 1.8; }
.quiet { opacity: 0.75; font-size: 0.85em; }
input { font: inherit; width: min(24rem, 100%); }
li { margin-block: 1.5rem; }
`;

function page(title: string, root: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${asText(title)}</title>
<link rel="stylesheet" href="${root}style.css">
</head>
<body>
${body}
</body>
</html>
`;
}

function dateOf(form: Testimony): string {
  return form.date.edtf === null ? '' : `, ${asText(dateInWords(form.date, 'en'))}`;
}

function words(tag: string, text: string, lang: string): string {
  return `<${tag} lang="${asText(lang)}" dir="auto">${asText(text)}</${tag}>`;
}

function name(text: Record<string, string>): string {
  const { text: shown, lang } = pickText(text, 'en')!;
  return `<bdi lang="${asText(lang)}">${asText(shown)}</bdi>`;
}

function plain(text: Record<string, string>): string {
  return pickText(text, 'en')!.text;
}

function bdi(text: string): string {
  return `<bdi>${asText(text)}</bdi>`;
}

// What people wrote is text, never markup: a post may hold a script.
function asText(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // A parser of HTML would make a line feed of it, and the words would no longer be those of the record.
      .replaceAll('\r', '&#13;')
  );
}

// Inside a script element only < could end it.
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
