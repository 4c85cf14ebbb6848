// Plain Node without packages: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes this checkout ready to run TypeScript in this very process: the right Node, the packages of the
 * lockfile, the loader. Ends the process with one line where it cannot.
 */
export async function prepare() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  requireNode(20, 19);
  installPackages();
  const { register } = await import('tsx/esm/api');
  register();
}

/** Stops with one line where Node is too old for what follows. */
function requireNode(major, minor) {
  const [have, haveMinor] = process.versions.node.split('.').map(Number);
  if (have > major || (have === major && haveMinor >= minor)) return;
  console.error(`Sawt needs Node ${major}.${minor} or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs `npm ci` when the lockfile is not the one that was installed last. */
function installPackages() {
  const digest = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const mark = path.join('node_modules', '.sawt-installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  console.log('Installing packages (npm ci): a minute or two, the first time …');
  const npm = process.env.npm_execpath;
  const [command, words] = npm ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(command, [...words, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    env: installEnvironment(),
    shell: !npm && process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('npm ci failed: see its words above. Nothing was started.');
    process.exit(1);
  }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(mark, digest);
}

/**
 * npm hands its own settings to what it runs, among them this very script's; passed on, they would
 * bend the inner npm. NODE_ENV=production would silently leave out what building needs.
 */
function installEnvironment() {
  const kept = /^npm_config_(registry|cache|proxy|https_proxy|noproxy|userconfig|cafile)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => (!/^npm_/i.test(name) || kept.test(name)) && name !== 'NODE_ENV',
    ),
  );
}
