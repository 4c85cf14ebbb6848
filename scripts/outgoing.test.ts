import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/**
 * Nothing is fetched from an address that a stranger gave: no code of the product opens a connection, but
 * for these files, each of which knows its address from the settings or from this machine. The database's
 * and the search server's own clients are the packages pg and meilisearch, whose addresses are settings.
 */
const ALLOWED: Record<string, string> = {
  'lib/db/embedded/server.ts': 'asks whether the embedded PostgreSQL answers, on loopback',
  'lib/search/engines/meilisearch-ask.ts': 'asks the search server, whose address is a setting',
  'lib/search/meilisearch-program.ts': 'asks whether the Meilisearch started here answers, on loopback',
  'scripts/start/run.ts': 'asks whether the web part answers, on this machine',
  'scripts/start/single-instance.ts': 'asks who holds the data folder, on loopback',
  'scripts/health.mjs': 'asks whether this container’s own web part answers',
  'public/desk.js': 'runs in a browser and asks the page’s own server, which its policy holds it to',
  'public/search.js': 'runs in a browser and asks the page’s own server, which its policy holds it to',
  'public/passkey.js': 'runs in a browser and asks the page’s own server, which its policy holds it to',
};
const MODULES = /^(node:)?(http|https|http2|net|tls|dgram|dns)(\/|$)|^(undici|axios|got|ws|node-fetch)$/;
/** What these modules give that opens no connection. */
const PASSIVE = new Set(['createServer', 'isIPv6', 'IncomingMessage', 'ServerResponse', 'Socket']);
const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

function connectsIn(file: string, source = readFileSync(file, 'utf8')): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const module = node.moduleSpecifier.text;
      const clause = node.importClause;
      if (MODULES.test(module) && clause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
        const bindings = clause?.namedBindings;
        const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : null;
        const active = names?.filter(
          (one) => !one.isTypeOnly && !PASSIVE.has((one.propertyName ?? one.name).text),
        );
        if (active === undefined || active.length > 0) found.push(`imports ${module}`);
      }
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = node.expression;
      if (ts.isIdentifier(called) && GLOBALS.has(called.text)) found.push(`calls ${called.text}`);
      if (ts.isPropertyAccessExpression(called) && /^(fetch|sendBeacon)$/.test(called.name.text))
        found.push(`calls ${called.getText()}`);
      const [first] = node.arguments ?? [];
      const loads = called.kind === ts.SyntaxKind.ImportKeyword || called.getText() === 'require';
      if (loads && first && ts.isStringLiteral(first) && MODULES.test(first.text))
        found.push(`loads ${first.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const files = ['app', 'lib', 'scripts', 'public', 'prisma']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  .filter((name) => /\.(tsx?|m?js)$/.test(name))
  .filter((name) => !/(\.test|\.contract)\.tsx?$|(^|\/)(testing|generated)\/|^scripts\/bench\//.test(name))
  .concat('proxy.ts', 'next.config.js');

it('no code of the product opens a connection, but to the parts of the archive', () => {
  expect(files.length).toBeGreaterThan(300);
  const connecting = files.filter((file) => connectsIn(file).length > 0);
  expect(connecting.sort()).toEqual(Object.keys(ALLOWED).sort());
});

it.each([
  "import { request } from 'node:https';",
  "import http from 'http';",
  "const { get } = await import('node:http');",
  'const page = await fetch(record.url);',
  'await globalThis.fetch(url);',
  'new WebSocket(url);',
])('the search for such code finds %s', (source) => {
  expect(connectsIn('x.ts', source)).toHaveLength(1);
});
