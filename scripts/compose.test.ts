import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readEnv, SETTING_NAMES } from '@/lib/env';
import { PARTS, WEB_PATIENCE } from './start/part';

/** No engine for containers is needed: the files are held to the settings, the parts and each other. */
interface Service {
  build?: string;
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  networks: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  tmpfs?: string[];
  ports?: string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
}
const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const SECRET = 'a1'.repeat(32);

/** Fills `${NAME:?…}` with a secret and `${NAME:-x}` with x, as the engine does. */
const filled = (value: string) =>
  value.replace(/\$\{\w+:([?-])([^}]*)\}/g, (_, kind, rest) => (kind === '?' ? SECRET : rest));

describe('compose.yaml', () => {
  it.each(ours)('gives %s settings that the archive takes, and none that it does not know', (_, service) => {
    const given = Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([name, value]) => [name, filled(value)]),
    );
    expect(Object.keys(given).filter((name) => !SETTING_NAMES.includes(name as never))).toEqual([]);
    const read = readEnv(given);
    expect(read).toMatchObject({ ok: true, value: { TRUST_PROXY: true, NEXTAUTH_SECRET: SECRET } });
  });

  it('runs two web processes with the same settings, a worker, and a preparation before them', () => {
    const parts = ours.map(([, { command }]) => command?.at(-1));
    expect(parts.sort()).toEqual(['prepare', 'web', 'web', 'worker']);
    for (const part of parts) expect(PARTS).toContain(part);
    expect(compose.services['web-1']).toEqual(compose.services['web-2']);
    for (const name of ['web-1', 'web-2', 'worker'])
      expect(compose.services[name]?.depends_on?.prepare?.condition).toBe('service_completed_successfully');
  });

  it.each(services)('lets %s write nowhere but where it must, and asks how it is', (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.security_opt).toContain('no-new-privileges:true');
    // PostgreSQL's image begins as root to give its folder away.
    if (name !== 'postgres') expect(service.cap_drop).toEqual(['ALL']);
    if (name !== 'prepare') expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    for (const volume of service.volumes ?? [])
      expect(volume.startsWith('./') || volume.split(':')[0]! in compose.volumes, volume).toBe(true);
  });

  it('lets nobody in or out but through the proxy', () => {
    expect(compose.networks.inside?.internal).toBe(true);
    for (const [name, service] of services) {
      expect(service.ports === undefined, name).toBe(name !== 'proxy');
      expect(service.networks, name).toEqual(name === 'proxy' ? ['inside', 'outside'] : ['inside']);
    }
  });

  it('keeps the keys from the web processes', () => {
    const withData = ours.filter(([, { volumes }]) => volumes?.some((one) => one.startsWith('data:')));
    expect(withData.map(([name]) => name).sort()).toEqual(['prepare', 'worker']);
  });

  it('gives the web processes the time to stop that they take', () => {
    for (const name of ['web-1', 'web-2']) {
      const { stop_grace_period: grace, environment } = compose.services[name]!;
      const needed = WEB_PATIENCE / 1000 + Number(environment?.DRAIN_SECONDS);
      expect(Number.parseInt(grace!, 10)).toBeGreaterThanOrEqual(needed);
    }
  });

  it('names the web processes as the proxy’s configuration does', () => {
    const conf = readFileSync('deploy/nginx.conf', 'utf8');
    const named = [...conf.matchAll(/^\s*server ([\w-]+):(\d+)/gm)].map(([, name, port]) => [name, port]);
    expect(named).toEqual([
      ['web-1', '3000'],
      ['web-2', '3000'],
    ]);
    expect(compose.services.proxy?.volumes).toContain('./deploy/nginx.conf:/etc/nginx/nginx.conf:ro');
    expect(conf).toContain('listen 8080');
  });
});

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('runs without root, and knows when it is well', () => {
    const user = last.find((line) => line.startsWith('USER '));
    expect(user).toBe('USER node');
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    const copied = last.filter((line) => line.startsWith('COPY'));
    expect(copied.every((line) => !line.includes('--chown'))).toBe(true);
  });

  it('copies and runs only what is there', () => {
    for (const line of lines.filter((one) => /^COPY (?!--from)/.test(one))) {
      const named = line.split(/\s+/).slice(1, -1);
      for (const file of named) expect(existsSync(file), file).toBe(true);
    }
    for (const [, script] of lines.join('\n').matchAll(/(scripts\/[\w.]+\.mjs)/g))
      expect(existsSync(script!), script).toBe(true);
  });

  it('takes no secret, no data and no build of this machine into the image', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const name of ['.env*', 'data', 'node_modules', '.git', '.next']) expect(ignored).toContain(name);
  });
});
