import type { z } from 'zod';
import { readReference } from '@/lib/archive/reference';
import type { ReadingDb } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { citationQuery, type testimonyVersion } from '@/lib/reading/api/schemas';
import { toWholeTestimony } from '@/lib/reading/api/testimony-body';
import { type CitationStyle, cite } from '@/lib/reading/citation/cite';
import { cslItem } from '@/lib/reading/citation/csl-item';
import { readVersion } from '@/lib/reading/find-forms';
import { type Found, getTestimony } from '@/lib/reading/get-testimony';
import { testimonyJsonLd } from '@/lib/reading/json-ld';
import { plainText } from '@/lib/reading/plain-text';
import { answer, answerJson } from './answer';
import { mementoLinks } from './memento-link';
import { forgetPicture } from './picture-memory';
import { problem } from './problem';
import { badParameters, refuseUnknown } from './read-route';

type Published = Extract<Found, { state: 'published' }>;

const CITATION_TYPES: Record<CitationStyle, string> = {
  apa: 'text/plain; charset=utf-8',
  mla: 'text/plain; charset=utf-8',
  chicago: 'text/plain; charset=utf-8',
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  'csl-json': 'application/vnd.citationstyles.csl+json; charset=utf-8',
};

/** The shapes of `/t/{reference}.{shape}`, and the style behind each that is a citation. */
const CITED_SHAPES: Record<string, CitationStyle> = { bib: 'bibtex', ris: 'ris', 'csl.json': 'csl-json' };

/** `GET /api/v1/testimonies/{reference}`: the whole public form, with its history and proofs. */
export function answerTestimony(db: ReadingDb, request: Request, typed: string): Promise<Response> {
  return withTestimony(db, request, typed, [], async (found) => {
    const { key } = found.testimony;
    return answerJson(request, await toWholeTestimony(db, found, publicUrl()), {
      links: [
        `<${publicUrl()}/t/${key}>; rel="canonical"; type="text/html"`,
        `<${publicUrl()}/api/v1/log/proof/${key}>; rel="describedby"; type="application/json"`,
        ...mementoLinks(found.testimony, publicUrl()),
      ],
    });
  });
}

/**
 * `GET /api/v1/testimonies/{reference}/versions/{digest}`: one version by the SHA-256 of its public form,
 * also when it was replaced since. `form` in canonical JSON (RFC 8785) has that digest.
 */
export function answerVersion(
  db: ReadingDb,
  request: Request,
  typed: string,
  digest: string,
): Promise<Response> {
  return withTestimony(db, request, typed, [], async ({ testimony: { key } }) => {
    const found = await readVersion(db, key, digest);
    if (found === null) {
      return problem(
        404,
        'no-such-version',
        'No version with this digest is shown: there never was one, or something in it was taken out.',
      );
    }
    const { version, createdAt, current, form } = found;
    return answerJson(request, {
      reference: key,
      version,
      sha256: digest,
      day: createdAt.toISOString().slice(0, 10),
      current,
      form,
    } satisfies z.infer<typeof testimonyVersion>);
  });
}

/** `GET /api/v1/testimonies/{reference}/citation?style=`: how to cite it, read `today`. */
export function answerCitation(
  db: ReadingDb,
  request: Request,
  typed: string,
  today: Date,
): Promise<Response> {
  return withTestimony(db, request, typed, ['style'], async (found) => {
    const query = citationQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) {
      return badParameters([
        { parameter: 'style', message: 'must be apa, mla, chicago, bibtex, ris or csl-json' },
      ]);
    }
    return citation(request, found, query.data.style, today);
  });
}

/** `GET /t/{reference}.{shape}`: json, jsonld, txt, bib, ris, csl.json, png; and `/ar/t/{reference}.png`. */
export function answerShape(
  db: ReadingDb,
  request: Request,
  typed: string,
  shape: string,
  today: Date,
): Promise<Response> {
  return withTestimony(db, request, typed, [], async (found) => {
    const style = CITED_SHAPES[shape];
    if (style !== undefined) return citation(request, found, style, today);
    switch (shape) {
      case 'json':
        return answerJson(request, await toWholeTestimony(db, found, publicUrl()), {
          links: mementoLinks(found.testimony, publicUrl()),
        });
      case 'jsonld':
        return answerJson(request, testimonyJsonLd(found.testimony, publicUrl()), {
          type: 'application/ld+json; charset=utf-8',
        });
      case 'txt':
        return answer(request, plainText(found, publicUrl(), today), { type: 'text/plain; charset=utf-8' });
      case 'png':
      case 'ar.png': {
        // Loaded by the first who asks for a picture: fonts and shaping are 2 MB that most answers need not.
        const { testimonyPicture } = await import('./share-pictures');
        return answer(request, await testimonyPicture(found.testimony, shape === 'png' ? 'en' : 'ar'), {
          type: 'image/png',
        });
      }
      default:
        return nothingHere();
    }
  });
}

function citation(request: Request, found: Published, style: CitationStyle, today: Date): Response {
  const item = cslItem(found.testimony, { baseUrl: publicUrl(), accessed: today });
  return answer(request, cite([item], style), { type: CITATION_TYPES[style] });
}

/**
 * Finds the testimony that an address names, and answers for those that are not there: 308 to the true
 * form of a reference, 410 for one that went, with its public class and day alone, else 404.
 */
async function withTestimony(
  db: ReadingDb,
  request: Request,
  typed: string,
  parameters: readonly string[],
  respond: (found: Published) => Promise<Response>,
): Promise<Response> {
  const wrong = refuseUnknown(request, parameters);
  if (wrong !== null) return wrong;
  const reference = readReference(typed);
  if (reference === null) return nothingHere();
  if (reference !== typed) return toTrueForm(request, typed, reference);
  const found = await getTestimony(db, reference);
  switch (found.state) {
    case 'published':
      return respond(found);
    case 'gone': {
      forgetPicture(reference);
      const { state, reasonClass, day } = found.tombstone;
      return problem(410, state, `This testimony was ${state} on ${day}.`, { state, reasonClass, day });
    }
    case 'never':
      return nothingHere();
  }
}

function toTrueForm(request: Request, typed: string, reference: string): Response {
  const url = new URL(request.url);
  // A rewrite may have changed the path inside; what the client asked for is built again from its parts.
  const shape = /^\/shapes\/[^/]+\/(.+)$/.exec(url.pathname)?.[1];
  const path =
    shape === undefined
      ? url.pathname.replace(typed, reference)
      : shape === 'ar.png'
        ? `/ar/t/${reference}.png`
        : `/t/${reference}.${shape}`;
  return new Response(null, { status: 308, headers: { Location: path + url.search } });
}

function nothingHere(): Response {
  return problem(404, 'no-such-testimony', 'The archive has no testimony at this address, and never had.');
}
