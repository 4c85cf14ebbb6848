/**
 * The boundaries of the house (docs/architecture.md), each with its reason. A stage writes rows that
 * the next one reads, and no stage calls a later one:
 * intake → review → publication → search → reading, and custody writes down every step.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const NOT_TESTS = '(\\.(test|contract)\\.tsx?$|/testing/)';

const later = (stage, others) => ({
  name: `${stage}-calls-no-later-stage`,
  comment: `${stage} writes rows; the stages after it read them. A call forward would tie them in a knot.`,
  severity: 'error',
  from: { path: `^lib/${stage}/`, pathNot: NOT_TESTS },
  to: { path: `^lib/(${others.join('|')})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'archive-is-pure',
      comment: 'The nouns depend on nothing but zod and the EDTF grammar, so that every stage may use them.',
      severity: 'error',
      from: { path: '^lib/archive/', pathNot: NOT_TESTS },
      to: { pathNot: ['^lib/archive/', '^lib/result\\.ts$', '^node_modules/(zod|edtf)/'] },
    },
    later('access', ['intake', 'review', 'publication', 'search', 'reading', 'web', 'people']),
    later('custody', ['intake', 'review', 'publication', 'search', 'reading', 'web', 'people']),
    later('people', ['intake', 'review', 'publication', 'search', 'reading', 'web']),
    later('intake', ['review', 'publication', 'search', 'reading', 'web']),
    later('review', ['publication', 'search', 'reading', 'web']),
    later('publication', ['search', 'reading', 'web']),
    later('search', ['reading', 'web']),
    later('reading', ['web']),
    {
      name: 'operating-only-looks',
      comment: 'What watches the archive must not be able to change it, nor drag the stages into the server.',
      severity: 'error',
      from: { path: '^lib/operating/', pathNot: NOT_TESTS },
      to: { path: '^lib/(intake|review|publication|search|reading|web|people)/' },
    },
    {
      name: 'next-at-the-edge',
      comment: 'Next changes every year; only web and app know it.',
      severity: 'error',
      from: {
        pathNot: ['^lib/web/', '^app/', '^proxy\\.ts$', '^next\\.config\\.js$', '^instrumentation\\.ts$'],
      },
      to: { path: '^node_modules/(next|next-auth|react|react-dom)/' },
    },
    {
      name: 'sign-in-in-one-file',
      comment: 'next-auth is known to the session alone, so that replacing it is one file.',
      severity: 'error',
      from: { pathNot: ['^lib/web/session', '^app/api/auth/'] },
      to: { path: '^node_modules/next-auth/' },
    },
    {
      name: 'prisma-in-few-rooms',
      comment:
        'Queries live in db, custody, reading and the stages’ own use cases; pages and pure rules have none.',
      severity: 'error',
      from: { path: ['^app/', '^lib/archive/', '^lib/access/', '/rules\\.ts$'] },
      to: { path: ['^lib/db/', '^node_modules/(@prisma|pg)/'] },
    },
    {
      name: 'app-imports-no-store',
      comment: 'A page that wrote a table itself would go round authorisation.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '/store\\.ts$' },
    },
    {
      name: 'one-engine-client',
      comment: 'Only its adapter knows Meilisearch, so that the port does not leak its shape.',
      severity: 'error',
      from: { pathNot: ['^lib/search/engines/meilisearch', '^lib/search/testing/'] },
      to: { path: '^node_modules/meilisearch/' },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What serves tests must not be shipped or called.',
      severity: 'error',
      from: { pathNot: [NOT_TESTS, '^e2e/', '^scripts/(bench/|migration)', '\\.contract\\.ts$', '^vitest'] },
      to: { path: NOT_TESTS },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: '^(lib/db/generated|\\.next)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
