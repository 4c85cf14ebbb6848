import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { DOORS, WITHOUT_FIELDS } from './testing/doors';

const POSTS = /export (?:async function|const) POST|\bas POST\b/;

/** The files of the interface that take what a form sends, by their addresses without the language. */
const files = readdirSync('app', { recursive: true })
  .map((file) => path.join('app', String(file)))
  .filter((file) => path.basename(file) === 'route.ts' && POSTS.test(readFileSync(file, 'utf8')))
  .map((file) => ({ file, source: readFileSync(file, 'utf8'), address: addressOf(file) }))
  .filter(({ address }) => !/^\/(?:api|oai)(?:\/|$)/.test(address));

function addressOf(file: string): string {
  const parts = path.dirname(file).split(path.sep).slice(1);
  return `/${parts.filter((part) => part !== '[lang]' && !/^\(.*\)$/.test(part)).join('/')}`;
}

/**
 * Fields that decide about what no form may say: who acted, what became of it, and who one is. Where a
 * door reads one of them by right, the table of doors says so.
 */
const FOREIGN =
  `role disabled name id userId actor decidedBy decidedById firstApproverId claimedById claimedUntil
  state status version current sealed published publishedAt createdAt revokedAt secondAt basis risk minor
  reference testimonyId accessionId duplicateKey platformId quarantined requestKey kind reason outcome digest
  madeBy confirmedBy receipt note passwordHash admin isAdmin __proto__ constructor toString`.split(/\s+/);

describe('the doors', () => {
  const forms = new Map<string, z.ZodObject>();

  beforeAll(async () => {
    for (const { file, address } of files) {
      if (WITHOUT_FIELDS.includes(address)) continue;
      const { POST } = await import(/* @vite-ignore */ pathToFileURL(path.resolve(file)).href);
      forms.set(address, POST.form);
    }
  }, 120_000);

  it('are those of the table, each made by a maker that hands on its form’s fields alone', () => {
    const known = [...Object.keys(DOORS), ...WITHOUT_FIELDS];
    expect(files.map(({ address }) => address).sort()).toEqual(known.sort());
    const others = files.filter(({ source }) => !/POST = (?:desk|signIn|outside)Door\(/.test(source));
    expect(others.map(({ address }) => address).sort()).toEqual([...WITHOUT_FIELDS].sort());
    // Leaving only ends what the cookie names; a passkey's question is the same for everybody.
    for (const { source } of others) expect(source).not.toMatch(/formData|\.json\(\)|\.text\(\)/);
  });

  it('each read the fields that the table names, and no other', () => {
    for (const [address, { fields }] of Object.entries(DOORS)) {
      const read = Object.keys(forms.get(address)?.shape ?? { nothing: true });
      expect(read.sort(), address).toEqual([...fields].sort());
    }
  });

  it('take the whole form of the table, and hand on nothing that is not theirs with it', () => {
    for (const [address, { form, fields }] of Object.entries(DOORS)) {
      const foreign = FOREIGN.filter((name) => !fields.includes(name));
      const sent = Object.fromEntries([
        ...foreign.map((name) => [name, 'administrator']),
        ...Object.entries(form),
      ]);
      const read = forms.get(address)!.parse(sent);
      expect(
        Object.keys(read).filter((name) => !fields.includes(name)),
        address,
      ).toEqual([]);
      expect(read, address).toEqual(forms.get(address)!.parse(form));
    }
  });

  it('hand on nothing else whatever is sent', () => {
    const addresses = Object.keys(DOORS);
    const extra = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...FOREIGN)), fc.string(), {
      maxKeys: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...addresses), extra, (address, more) => {
        const { form, fields } = DOORS[address]!;
        const read = forms.get(address)!.safeParse({ ...more, ...form });
        if (read.success) {
          for (const name of Object.keys(read.data)) expect(fields, address).toContain(name);
        }
      }),
      { numRuns: process.env.SAWT_TEST_SIZE === 'long' ? 20_000 : 500 },
    );
  });

  it('that change a version of an item are told which one was seen, wherever anybody’s work could be lost', () => {
    const telling = Object.entries(DOORS)
      .filter(([, { fields }]) => fields.includes('version') || fields.includes('chosen'))
      .map(([address]) => address);
    const items = ['accept', 'edit', 'escalate', 'reject', 'return'].map(
      (name) => `/desk/items/[id]/${name}`,
    );
    expect(telling.sort()).toEqual(['/desk/bulk/decide', ...items].sort());
    for (const address of telling) {
      const { form } = DOORS[address]!;
      const { version: _, chosen: __, ...unsaid } = form;
      expect(forms.get(address)!.safeParse(unsaid).success, address).toBe(false);
    }
  });
});
