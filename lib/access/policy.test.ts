import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Actor } from './actor';
import { authorize } from './authorize';
import { ACTIONS } from './policy';

const user = (role: 'archivist' | 'curator' | 'administrator'): Actor => ({
  type: 'user',
  id: '0193a000-0000-7000-8000-000000000001',
  name: role,
  role,
});
const ACTORS: Record<string, Actor> = {
  public: { type: 'public' },
  archivist: user('archivist'),
  curator: user('curator'),
  administrator: user('administrator'),
  founding: { type: 'system', name: 'founding' },
  operator: { type: 'system', name: 'operator' },
  worker: { type: 'system', name: 'worker' },
};

/**
 * The policy written down a second time, as one table: the public, archivist, curator, Administrator,
 * founding, operator, worker.
 */
const TABLE = `
  desk.view               . a c A . . .
  accession.import        . a c A f o .
  accession.withdraw      . . c A . o .
  item.claim              . a c A . . .
  item.edit               . a c A . . .
  item.decide             . . c A . . .
  testimony.publish       . . c A f . .
  testimony.edit          . a c A . . .
  testimony.redact        . . c A . . .
  testimony.withdraw      . . c A . o .
  testimony.restore       . . . A . o .
  testimony.erase         . . . A . o .
  testimony.erase-again   . . . . . o w
  relation.edit           . a c A . . .
  collection.edit         . a c A . . .
  name.reveal             . . . A . . .
  custody.view            . a c A . o .
  export.all              . . . A . o .
  user.manage             . . . A . o .
  report.submit           p a c A . . .
`;
const ROWS = new Map(
  TABLE.trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .map(([action, ...marks]) => [action, marks.map((mark) => mark !== '.')]),
);

describe('the policy', () => {
  it.each(ACTIONS)('%s is allowed to exactly those whom the table names', (action) => {
    const allowed = Object.values(ACTORS).map((actor) => authorize(actor, action).ok);
    expect(allowed, action).toEqual(ROWS.get(action));
  });

  it('names nothing that no use case asks for, and no row is left over', () => {
    const sources = ['lib', 'scripts'].flatMap((root) =>
      readdirSync(root, { recursive: true })
        .map((file) => path.join(root, String(file)))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated')),
    );
    const asked = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
    const unasked = ACTIONS.filter(
      (action) => !new RegExp(`authorize\\([^()]*'${action.replace('.', '\\.')}'`).test(asked),
    );
    expect(unasked).toEqual([]);
    expect([...ROWS.keys()].sort()).toEqual([...ACTIONS].sort());
  });

  it('gives a grant that names the action and the actor, and refuses with a sentence', () => {
    const yes = authorize(ACTORS.curator!, 'item.decide');
    expect(yes.ok && yes.value).toMatchObject({ action: 'item.decide', actor: ACTORS.curator });
    const no = authorize(ACTORS.archivist!, 'item.decide');
    expect(!no.ok && no.message).toBe('An archivist may not do this (item.decide).');
  });
});
