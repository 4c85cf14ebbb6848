import type { Essay } from './essay';

/** Sections are named by the `type` of a problem (RFC 9457), so that its address leads to its meaning. */
export const apiEnglish: Essay = {
  title: 'For programs',
  lead: 'Everything that can be read here can be asked for by a program, without a key.',
  sections: [
    {
      id: 'asking',
      name: 'Asking',
      paragraphs: [
        'Search is at /api/v1/testimonies, a record at /api/v1/testimonies/ and its reference, everything that matches at /api/v1/export. The whole description, for machines, is at /api/v1/openapi.json.',
        'Harvesters use /oai, readers of feeds /feed.atom. Every answer can be read from any origin.',
        'A refusal is a problem document (RFC 9457). What each of its types means stands below.',
      ],
    },
    {
      id: 'bad-parameter',
      name: 'bad-parameter (400)',
      paragraphs: [
        'A parameter is unknown, or its value is not one it takes. The list of errors names each and says what it takes.',
      ],
    },
    {
      id: 'no-such-testimony',
      name: 'no-such-testimony (404)',
      paragraphs: ['No published record has this reference.'],
    },
    {
      id: 'no-such-version',
      name: 'no-such-version (404)',
      paragraphs: [
        'No version of the record with this digest is shown: there never was one, or something that it showed was taken out since.',
      ],
    },
    {
      id: 'no-such-address',
      name: 'no-such-address (404)',
      paragraphs: ['Nothing is kept at this address.'],
    },
    {
      id: 'no-checkpoint',
      name: 'no-checkpoint (404)',
      paragraphs: [
        'The log has not been signed yet. Its first checkpoint is made within minutes of the first start.',
      ],
    },
    {
      id: 'no-such-format',
      name: 'no-such-format (501)',
      paragraphs: ['oEmbed answers are made as json and as xml, and in no other format.'],
    },
    {
      id: 'withdrawn',
      name: 'withdrawn (410)',
      paragraphs: [
        'The record was published and has been withdrawn. The answer says a class and a day, and nothing more.',
      ],
    },
    {
      id: 'erased',
      name: 'erased (410)',
      paragraphs: ['The record was destroyed. Its reference is never used again.'],
    },
    {
      id: 'search-too-slow',
      name: 'search-too-slow (503)',
      paragraphs: [
        'The search took longer than it may. Narrow it, or try again after the time that Retry-After gives.',
      ],
    },
    {
      id: 'search-busy',
      name: 'search-busy (503)',
      paragraphs: [
        'Very many search at this moment. Try again after the time that Retry-After gives; nothing about your search is wrong.',
      ],
    },
    {
      id: 'busy',
      name: 'busy (503)',
      paragraphs: [
        'Very many programs ask the archive at this moment. Try again after the time that Retry-After gives.',
      ],
    },
    {
      id: 'exports-busy',
      name: 'exports-busy (503)',
      paragraphs: [
        'As many exports as the archive makes at once are being taken. Try again after the time that Retry-After gives.',
      ],
    },
    {
      id: 'search-away',
      name: 'search-away (503)',
      paragraphs: ['No search engine answers just now. Try again after the time that Retry-After gives.'],
    },
    {
      id: 'database-away',
      name: 'database-away (503)',
      paragraphs: [
        'The archive cannot reach its database, and shows nothing that might be out of date. Try again shortly.',
      ],
    },
    {
      id: 'failed',
      name: 'failed (500)',
      paragraphs: ['Something went wrong here, not in what you asked.'],
    },
  ],
};
