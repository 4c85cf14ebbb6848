import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The lowest versions without a known hole, of what strangers reach. */
const FLOORS = { next: '16.4.5', 'next-auth': '4.24.15', react: '19.2.6', 'react-dom': '19.2.6' };

it.each(Object.entries(FLOORS))('%s is at least %s wherever it is installed', (name, floor) => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  const found = Object.entries(lock.packages)
    .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version ?? '');
  expect(found.length).toBeGreaterThan(0);
  for (const version of found) expect(isAtLeast(version, floor), `${name} ${version}`).toBe(true);
});

function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((one) => one.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  for (const at of [0, 1, 2]) if (a[at] !== b[at]) return a[at]! > b[at]!;
  return !version.includes('-');
}
