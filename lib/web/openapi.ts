import { z } from 'zod';
import { STANCES, TESTIMONY_KINDS } from '@/lib/archive/vocabulary';
import {
  type AuthorityRoom,
  authorityBodies,
  goneProblem,
  problemBody,
  testimonyVersion,
  wholeTestimony,
} from '@/lib/reading/api/schemas';
import { CITATION_STYLES } from '@/lib/reading/citation/cite';
import { EXPORT_FORMATS } from '@/lib/reading/export-lines';
import { FACETS } from '@/lib/search/facets';
import { LONGEST_QUERY, MOST_PER_PAGE, SORTS } from '@/lib/search/parameters';

type Node = Record<string, unknown>;

/**
 * The API's description, OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), made from the schemas
 * that answers are held against. `server` is the archive's address.
 */
export function openApiDocument(server: string): Node {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sawt',
      version: '1',
      summary: 'Testimony on social media, with its sources, read by programs.',
      description:
        'Read only, open to every origin. What is withdrawn is gone from every answer at once; its address answers 410. Every answer has an ETag.',
      license: { name: 'MIT (the code; the words are their speakers’)', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    paths: {
      '/api/v1/testimonies': {
        get: operation(
          'searchTestimonies',
          'Search testimonies and statements',
          [...filters(), ...paging()],
          {
            200: json('What was found, counted and lit up', searchAnswer()),
            400: problemAnswer(),
            503: problemAnswer(),
          },
        ),
      },
      '/api/v1/testimonies/{reference}': {
        get: operation('getTestimony', 'One testimony whole, with its history and proofs', [REFERENCE], {
          200: json('The testimony', schema(wholeTestimony)),
          308: { description: 'To the reference’s true form' },
          404: problemAnswer(),
          410: {
            description: 'Withdrawn or erased: its public class and day, and nothing else',
            content: { 'application/problem+json': { schema: schema(goneProblem) } },
          },
        }),
      },
      '/api/v1/testimonies/{reference}/versions/{digest}': {
        get: operation(
          'getTestimonyVersion',
          'One version by the SHA-256 of its public form, also when it was replaced since',
          [REFERENCE, DIGEST],
          { 200: json('The version', schema(testimonyVersion)), 404: problemAnswer(), 410: problemAnswer() },
        ),
      },
      '/api/v1/testimonies/{reference}/citation': {
        get: operation(
          'citeTestimony',
          'How to cite a testimony, read today',
          [REFERENCE, query('style', { type: 'string', enum: [...CITATION_STYLES], default: 'apa' })],
          {
            200: { description: 'The citation', content: { 'text/plain': { schema: { type: 'string' } } } },
            400: problemAnswer(),
            404: problemAnswer(),
            410: problemAnswer(),
          },
        ),
      },
      '/api/v1/export': {
        get: operation(
          'exportTestimonies',
          'Every match of the same filters, streamed',
          [query('format', { type: 'string', enum: [...EXPORT_FORMATS], default: 'jsonl' }), ...filters()],
          {
            200: {
              description: 'All of them',
              content: {
                'application/jsonl': { schema: { type: 'string' } },
                'text/csv': { schema: { type: 'string' } },
                'application/vnd.citationstyles.csl+json': { schema: { type: 'array' } },
              },
            },
            400: problemAnswer(),
          },
        ),
      },
      ...Object.assign({}, ...(Object.keys(authorityBodies) as AuthorityRoom[]).map(roomPaths)),
      '/api/v1/log/checkpoint': log('getCheckpoint', 'The newest signed checkpoint of the log', []),
      '/api/v1/log/entries': log('listLogEntries', 'Every position of the log, public entries whole', [
        query('from', { type: 'integer', minimum: 0, default: 0 }),
        query('count', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
      ]),
      '/api/v1/log/consistency': log('proveConsistency', 'That a longer log begins with a shorter one', [
        { ...query('from', { type: 'integer', minimum: 1 }), required: true },
        query('to', { type: 'integer', minimum: 1 }),
      ]),
      '/api/v1/log/proof/{reference}': log('proveTestimony', 'What the log proves about one testimony', [
        REFERENCE,
      ]),
    },
    components: { schemas: { Problem: schema(problemBody) } },
  };
}

const REFERENCE = {
  name: 'reference',
  in: 'path',
  required: true,
  description: 'Ten characters of Crockford’s base 32',
  schema: { type: 'string', pattern: '^[0-9a-hjkmnp-tv-z]{10}$' },
};

const DIGEST = {
  name: 'digest',
  in: 'path',
  required: true,
  description: 'SHA-256 of the version’s public form',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
};

function roomPaths(room: AuthorityRoom): Node {
  const body = schema(authorityBodies[room]);
  const name = room[0]?.toUpperCase() + room.slice(1);
  return {
    [`/api/v1/${room}`]: {
      get: operation(`list${name}`, `All ${room}`, [], {
        200: json(`All ${room}`, {
          type: 'object',
          properties: { total: { type: 'integer' }, items: { type: 'array', items: body } },
          required: ['total', 'items'],
        }),
      }),
    },
    [`/api/v1/${room}/{slug}`]: {
      get: operation(
        `getOneOf${name}`,
        `One of the ${room}`,
        [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }],
        { 200: json(`One of the ${room}`, body), 404: problemAnswer() },
      ),
    },
  };
}

function filters(): Node[] {
  const values: Record<string, Node> = {
    kind: { type: 'string', enum: [...TESTIMONY_KINDS] },
    stance: { type: 'string', enum: [...STANCES] },
  };
  return [
    query('q', { type: 'string', maxLength: LONGEST_QUERY }),
    ...FACETS.map((name) => query(name, { type: 'array', items: values[name] ?? { type: 'string' } })),
    query('from', { type: 'string', description: 'EDTF or ISO 8601, days of Damascus' }),
    query('to', { type: 'string', description: 'EDTF or ISO 8601, days of Damascus' }),
    query('sort', { type: 'string', enum: [...SORTS], default: 'relevance' }),
  ];
}

function paging(): Node[] {
  return [
    query('page', { type: 'integer', minimum: 1, default: 1 }),
    query('perPage', { type: 'integer', minimum: 1, maximum: MOST_PER_PAGE, default: 20 }),
    query('facets', { type: 'string', description: `Of ${FACETS.join(', ')}, with commas between; or none` }),
  ];
}

function searchAnswer(): Node {
  const strings = { type: 'array', items: { type: 'string' } };
  return {
    type: 'object',
    required: [
      'engine',
      'total',
      'totalIsExact',
      'page',
      'perPage',
      'understood',
      'items',
      'facets',
      'histogram',
      'undated',
    ],
    properties: {
      engine: { type: 'string' },
      total: { type: 'integer' },
      totalIsExact: { type: 'boolean' },
      page: { type: 'integer' },
      perPage: { type: 'integer' },
      understood: {
        type: 'object',
        properties: { words: strings, phrases: strings, without: strings, dropped: strings },
      },
      items: {
        type: 'array',
        items: {
          type: 'object',
          required: ['reference', 'url', 'text', 'lang', 'matched', 'highlights'],
          properties: {
            reference: { type: 'string' },
            url: { type: 'string', format: 'uri' },
            text: { type: 'string' },
            lang: { type: 'string' },
            matched: strings,
            highlights: {
              type: 'array',
              items: {
                type: 'object',
                description: 'Ranges are UTF-16 offsets into the text as shown',
                properties: {
                  field: { type: 'string' },
                  ranges: {
                    type: 'array',
                    items: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
                  },
                },
              },
            },
          },
        },
      },
      facets: { type: 'object' },
      histogram: {
        type: 'array',
        items: {
          type: 'object',
          properties: { period: { type: 'string' }, count: { type: 'integer' } },
        },
      },
      undated: { type: 'integer' },
    },
  };
}

function log(operationId: string, summary: string, parameters: Node[]): Node {
  const answers = { 200: json(summary, { type: 'object' }), 400: problemAnswer(), 404: problemAnswer() };
  return { get: operation(operationId, summary, parameters, answers) };
}

function operation(operationId: string, summary: string, parameters: Node[], responses: Node): Node {
  return { operationId, summary, parameters, responses };
}

function query(name: string, shape: Node): Node {
  return { name, in: 'query', required: false, schema: shape };
}

function json(description: string, body: Node): Node {
  return { description, content: { 'application/json': { schema: body } } };
}

function problemAnswer(): Node {
  return {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function schema(of: z.ZodType): Node {
  const { $schema: _dialect, ...body } = z.toJSONSchema(of, { io: 'output' });
  return body;
}
