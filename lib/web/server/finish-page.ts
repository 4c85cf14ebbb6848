import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A page as it leaves: its bytes three times over, made once. */
export interface FinishedPage {
  status: number;
  /** Set on a redirect alone. */
  location: string | null;
  etag: string;
  identity: Buffer;
  gzip: Buffer;
  br: Buffer;
}

const SCRIPT = /<script\b([^>]*)>[\s\S]*?<\/script>/g;
const SCRIPT_LINK = /<link\b[^>]*\b(?:as="script"|rel="modulepreload")[^>]*>/g;
const STATUS = /<meta name="sawt-status" content="(404|410)"\/>/;

/**
 * Takes the framework's scripts and script preloads out of a reading page, which then is plain HTML.
 * What stays: linked data (a data block, never run) and our own external scripts. In Next's output
 * `<script` occurs in markup only, since React escapes `<` in every text and attribute.
 */
export function withoutFrameworkScripts(html: string): string {
  return html
    .replace(SCRIPT, (whole, attributes: string) =>
      attributes.includes('type="application/ld+json"') ||
      /src="\/(?:reading|search|desk|passkey)\.js"/.test(attributes)
        ? whole
        : '',
    )
    .replace(SCRIPT_LINK, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace('<div hidden=""></div>', '');
}

/**
 * The status that a page itself asks for: a missing record is a 404 and a withdrawn one a 410, though
 * Next can only render both as pages. Only the head is read, where no words of others stand.
 */
export function readStatus(html: string, fallback: number): { status: number; html: string } {
  const head = html.slice(0, html.indexOf('</head>'));
  const found = STATUS.exec(head);
  if (found === null) return { status: fallback, html };
  return { status: Number(found[1]), html: html.replace(found[0], '') };
}

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** Makes a finished page of what Next rendered. */
export async function finishPage(rendered: {
  status: number;
  location: string | null;
  body: Buffer;
}): Promise<FinishedPage> {
  const { status, html } = readStatus(
    withoutFrameworkScripts(rendered.body.toString('utf8')),
    rendered.status,
  );
  const identity = Buffer.from(html, 'utf8');
  const [zipped, brotli] = await Promise.all([
    gzipped(identity, { level: 9 }),
    brotlied(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  ]);
  return {
    status,
    location: rendered.location,
    // Weak: the same page in three encodings.
    etag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    identity,
    gzip: zipped,
    br: brotli,
  };
}
