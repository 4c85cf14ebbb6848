import { z } from 'zod';
import {
  publicAccount,
  publicCollection,
  publicEvent,
  publicPerson,
  publicPlace,
  publicSource,
  publicTestimony,
} from '@/lib/archive/public-form';
import { RELATION_TYPES, WITHDRAWAL_CLASSES } from '@/lib/archive/vocabulary';
import { CITATION_STYLES } from '../citation/cite';

/** What the API answers, as schemas: the OpenAPI document is made from these, and tests hold answers against them. */
const day = z.iso.date();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const testimonyBody = publicTestimony.omit({ form: true, url: true }).extend({
  /** Its page here; where it was first published is `originalUrl`. */
  url: z.url(),
  originalUrl: z.url().nullable(),
  version: z.int(),
});

export const wholeTestimony = testimonyBody.extend({
  relations: z.array(
    z.object({
      type: z.enum(RELATION_TYPES),
      /** `out`: this one says it of the other; `in`: the other of this one. */
      direction: z.enum(['out', 'in']),
      reference: z.string(),
      url: z.url(),
      reason: z.record(z.string(), z.string()),
    }),
  ),
  provenance: z.object({
    accession: z.string(),
    original: z.string(),
    basis: z.string(),
    reviewedBy: z.string(),
  }),
  /** What happened to it, on which day, by which role: never by name. */
  custody: z.array(z.object({ position: z.int(), type: z.string(), day: z.string(), role: z.string() })),
  versions: z.array(z.object({ version: z.int(), sha256, day })),
  fixity: z.object({
    algorithm: z.literal('SHA-256'),
    canonicalisation: z.literal('RFC 8785'),
    /** Of this version's public form. */
    sha256,
    /** Salted, so that nobody can confirm a guess at what was erased. */
    commitments: z.array(z.object({ position: z.int(), field: z.string(), commitment: sha256 })),
  }),
  log: z.object({ included: z.boolean(), size: z.int(), proof: z.url() }),
});

/** One version by its digest, also when it was replaced since. */
export const testimonyVersion = z.object({
  reference: z.string(),
  version: z.int(),
  sha256,
  day,
  /** Whether it is the one that is shown now. */
  current: z.boolean(),
  /** The public form: in canonical JSON (RFC 8785) its SHA-256 is `sha256`. */
  form: publicTestimony,
});

export const authorityBodies = {
  people: publicPerson.omit({ form: true }).extend({
    url: z.url(),
    testimonies: z.int(),
    statements: z.int(),
  }),
  accounts: publicAccount.omit({ form: true }).extend({
    speakers: z.array(z.object({ slug: z.string(), name: z.record(z.string(), z.string()) })),
  }),
  events: publicEvent.omit({ form: true }).extend({ url: z.url() }),
  places: publicPlace.omit({ form: true }),
  sources: publicSource.omit({ form: true }).extend({ url: z.url(), records: z.int() }),
  collections: publicCollection.omit({ form: true }).extend({ url: z.url() }),
} as const;
export type AuthorityRoom = keyof typeof authorityBodies;

export const citationQuery = z.object({ style: z.enum(CITATION_STYLES).default('apa') });

export const goneProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.literal(410),
  detail: z.string(),
  state: z.enum(['withdrawn', 'erased']),
  reasonClass: z.enum(WITHDRAWAL_CLASSES),
  day,
});

export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ parameter: z.string(), message: z.string() })).optional(),
});
