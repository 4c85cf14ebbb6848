// Paths that are not pages in a language: everything else is English without a prefix, or /ar/….
const OUTSIDE_LANGUAGES = [
  'en',
  'ar',
  'api',
  '_next',
  'shapes',
  'oai',
  'share',
  'healthz',
  'readyz',
  'metrics',
  'robots\\.txt',
  'sitemap(?:-\\d+)?\\.xml',
  'sitemaps',
  'feed\\.atom',
  'opensearch\\.xml',
  'oembed',
  'reading\\.js',
  'desk\\.js',
  'search\\.js',
  'passkey\\.js',
  'icon\\.svg',
  'favicon\\.ico',
].join('|');

/** @type {import('next').NextConfig} */
export default {
  // A second server (a test's, a preview's) must not write into the folder that the first one serves.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  devIndicators: false,
  // Our own server redirects and compresses (lib/web/server): one place decides.
  compress: false,
  skipTrailingSlashRedirect: true,
  // No page uses it, and it would let anybody have pictures made in any size, and write each to the disk.
  images: { unoptimized: true },
  // `npm run check` holds the types; a reader's first start should not wait for that again.
  typescript: { ignoreBuildErrors: true },
  // The one finds its WebAssembly beside its own file, which bundling would move; the other reads formats
  // of keys and certificates by classes that it finds by name.
  serverExternalPackages: ['harfbuzzjs', '@simplewebauthn/server'],
  async redirects() {
    // English has no prefix: two addresses for one page would split its citations.
    return [
      { source: '/en', destination: '/', permanent: true },
      { source: '/en/:path*', destination: '/:path*', permanent: true },
    ];
  },
  async rewrites() {
    return {
      beforeFiles: [
        {
          source: '/t/:reference([0-9A-Za-z]+).:shape(csl\\.json|jsonld|json|txt|bib|ris|png)',
          destination: '/shapes/:reference/:shape',
        },
        { source: '/ar/t/:reference([0-9A-Za-z]+).png', destination: '/shapes/:reference/ar.png' },
        { source: '/sitemap-:part(\\d+).xml', destination: '/sitemaps/:part' },
        { source: '/', destination: '/en' },
        { source: `/:path((?!(?:${OUTSIDE_LANGUAGES})(?:/|$)).*)`, destination: '/en/:path' },
      ],
    };
  },
};
