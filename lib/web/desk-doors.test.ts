import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const POSTS = /export (?:async function|const) POST/;

describe('the doors of the desk', () => {
  it('are all made by one maker, and drop every field that their form does not name', () => {
    const root = 'app/[lang]/(desk)';
    const files = readdirSync(root, { recursive: true })
      .map((file) => path.join(root, String(file)))
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) => ({ file, source: readFileSync(file, 'utf8') }));
    const doors = files.filter(({ source }) => POSTS.test(source));
    expect(doors.length).toBeGreaterThan(40);
    // Leaving takes no form: it only ends what the cookie names.
    const others = doors.filter(({ source }) => !source.includes('deskDoor(')).map(({ file }) => file);
    expect(others).toEqual(['app/[lang]/(desk)/desk/sign-out/route.ts']);
    const letting = doors.filter(({ source }) => /looseObject|passthrough|catchall|\.loose\(/.test(source));
    expect(letting.map(({ file }) => file)).toEqual([]);
  });
});
