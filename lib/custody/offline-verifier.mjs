#!/usr/bin/env node
// Checks a bundle of this archive with Node alone: no network, no database, nothing of the project.
// It is one file so that a stranger can read it whole and run a copy that they trust.
//
//   node verify-bundle.mjs PROOF.json [--key FINGERPRINT] [--json]
//   node verify-bundle.mjs [BUNDLE] [--checkpoint FILE] [--key FINGERPRINT] [--json]
//
// PROOF.json is what the archive answers under /api/v1/log/proof/ about one testimony. BUNDLE is the
// folder of an export (default: the folder that this file lies in). FILE is a checkpoint
// that somebody kept; FINGERPRINT is the SHA-256 of the archive's public key, learned elsewhere. With
// neither, a bundle that was forged as a whole still agrees with itself, and the answer says so.
// Exit: 0 it holds, 1 it does not (the first thing wrong is named), 2 wrong use.

import { createHash, createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRIES = 'data/log/entries.jsonl';
const FORMS = 'data/records/forms.jsonl';
const OPENINGS = 'data/log/openings.jsonl';
const RECORD_SHAPE = {
  kind: 'string',
  version: 'number',
  form: 'object',
  position: 'number',
  field: 'string',
  salt: 'string',
};
const OPENING_SHAPE = {
  position: 'number',
  field: 'string',
  commitment: 'string',
  salt: 'string?',
  file: 'string?',
};
const SHOWS = ['published', 'redacted', 'restored'];
const HIDES = ['withdrawn', 'erased'];

class Wrong extends Error {
  constructor(what, entry = null) {
    super(what);
    this.entry = entry;
  }
}

/**
 * Checks a bundle: `files.list()` gives its paths, `files.read(path)` one file's bytes. Gives what
 * holds, or the first thing that does not, with the number of the entry where there is one.
 */
export function verifyBundle(files, { checkpoint = null, key = null } = {}) {
  try {
    const log = readLog(files);
    const openings = checkOpenings(files, log);
    const records = checkRecords(files, log, openings);
    const anchored = checkCheckpoints(files, log, checkpoint, key);
    checkBag(files);
    return { ok: true, entries: log.leaves.length, records, anchored };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, entry: error.entry, what: error.message };
  }
}

/** Checks the proof of one testimony: its form opens the commitment of an entry of the signed log. */
export function verifyProof(bytes, { key = null } = {}) {
  try {
    const { reference, form, checkpoint, publicKey, entries } = readProof(bytes);
    const note = readNote(Buffer.from(checkpoint), 'the checkpoint');
    const raw = Buffer.from(publicKey, 'base64');
    if (raw.length !== 32 || !isSigned(note, keyOf(raw)))
      throw new Wrong('the checkpoint is not signed by the key beside it');
    if (key !== null && sha256(raw).toString('hex') !== key.toLowerCase()) {
      throw new Wrong('the checkpoint is signed by another key than the one that you know');
    }
    for (const { position, entry: text, inclusion } of entries) {
      const { subject } = readEntry(text, position);
      if (subject.key !== reference) throw new Wrong(`tells of ${subject.key}`, position);
      if (!isIncluded(sha256(Buffer.of(0), text), position, note.size, inclusion, note.root)) {
        throw new Wrong('is not in the signed log', position);
      }
    }
    if (form !== null) checkProvenForm(reference, form, entries);
    return {
      ok: true,
      entries: entries.length,
      records: form === null ? 0 : 1,
      anchored: key === null ? [] : ['key'],
    };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, entry: error.entry, what: error.message };
  }
}

function readProof(bytes) {
  let proof;
  try {
    proof = JSON.parse(utf8(bytes, 'the proof'));
  } catch {
    throw new Wrong('the proof is no JSON');
  }
  const { reference, form, checkpoint, publicKey, entries } = proof ?? {};
  const isWhole =
    [reference, checkpoint, publicKey].every((text) => typeof text === 'string') &&
    Array.isArray(entries) &&
    entries.every(
      (one) => typeof one?.entry === 'string' && Array.isArray(one.inclusion) && one.inclusion.every(isHash),
    ) &&
    (form === null || typeof form?.text === 'string');
  if (!isWhole) throw new Wrong('this is no proof of a testimony, or no checkpoint stands over it yet');
  return proof;
}

function checkProvenForm(reference, { text, sha256: digest, version, opening }, entries) {
  if (opening === null)
    throw new Wrong('no checkpoint stands over this version yet: ask again in ten minutes');
  if (sha256(text).toString('hex') !== digest)
    throw new Wrong('the form has another SHA-256 than the proof says');
  if (canonical(text, null, 'the form is').reference !== reference)
    throw new Wrong('the form is of another testimony');
  const told = entries.find(({ position }) => position === opening.position);
  const entry = told && JSON.parse(told.entry);
  if (!entry || !isHash(opening.salt) || entry.commitments.form !== commitment('form', text, opening.salt)) {
    throw new Wrong('does not commit to this form', opening.position);
  }
  if (entry.body.version !== version) throw new Wrong('tells of another version', opening.position);
}

/** Whether `proof` shows `leaf` at `position` in the log of `size` entries (RFC 9162, 2.1.3.2). */
function isIncluded(leaf, position, size, proof, root) {
  if (!Number.isSafeInteger(position) || position < 0 || position >= size) return false;
  let hash = leaf;
  let index = position;
  let last = size - 1;
  for (const sibling of proof.map((hex) => Buffer.from(hex, 'hex'))) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = sha256(Buffer.of(1), sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = sha256(Buffer.of(1), hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(root);
}

function keyOf(raw) {
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
  });
}

// ------------------------------------------------------------------------------------------- log

/** Reads the entries in order: each canonical, in its place, and chained to the one before. */
function readLog(files) {
  const leaves = [];
  const entries = new Map();
  for (const line of linesOf(files, ENTRIES)) {
    const position = leaves.length;
    const row = canonical(line, position);
    if (row.position !== position) throw new Wrong(`stands where entry ${position} belongs`, position);
    if (Object.keys(row).length !== 2) throw new Wrong('has more or less to it than an entry', position);
    if (typeof row.entry === 'string') {
      entries.set(position, readEntry(row.entry, position));
      leaves.push(sha256(Buffer.of(0), row.entry));
    } else {
      if (!isHash(row.leaf)) throw new Wrong('is neither whole nor a leaf hash', position);
      leaves.push(Buffer.from(row.leaf, 'hex'));
    }
  }
  if (entries.get(0)?.type !== 'genesis') throw new Wrong('is not the beginning of a log', 0);
  checkChain(leaves, entries);
  return { leaves, entries, origin: `sawt/${leaves[0].toString('hex').slice(0, 32)}` };
}

function readEntry(text, position) {
  const entry = canonical(text, position);
  const { log, subject, body, commitments } = entry;
  if (
    log !== 'sawt-log/1' ||
    ![subject, body, commitments].every((part) => part && typeof part === 'object')
  ) {
    throw new Wrong('is no entry of the format sawt-log/1', position);
  }
  if (entry.position !== position) throw new Wrong(`says that it is entry ${entry.position}`, position);
  return entry;
}

function checkChain(leaves, entries) {
  const follows = (position) => {
    const before = position === 0 ? '0'.repeat(64) : leaves[position - 1].toString('hex');
    return entries.get(position)?.previous === before;
  };
  for (const position of entries.keys()) {
    if (follows(position)) continue;
    // Either the entry before was changed, or this one's word about it: the entry behind tells which.
    const isVouchedFor = !entries.has(position + 1) || follows(position + 1);
    if (position === 0 || !isVouchedFor) throw new Wrong('does not follow the entry before it', position);
    throw new Wrong(`is not the one that entry ${position} follows`, position - 1);
  }
}

/** The heads (RFC 6962, 2.1) of the first `size` leaves, for each of `sizes`, in one pass. */
function treeHeads(leaves, sizes) {
  const heads = new Map();
  const wanted = new Set(sizes);
  const stack = [];
  for (let position = 0; position <= leaves.length; position += 1) {
    if (wanted.has(position)) heads.set(position, headOfStack(stack));
    if (position === leaves.length) return heads;
    let hash = leaves[position];
    for (let index = position; index % 2 === 1; index = (index - 1) / 2) {
      hash = sha256(Buffer.of(1), stack.pop(), hash);
    }
    stack.push(hash);
  }
}

function headOfStack(stack) {
  if (stack.length === 0) return sha256();
  return stack.reduceRight((right, left) => sha256(Buffer.of(1), left, right));
}

// --------------------------------------------------------------------------------------- records

/** Every record opens the commitment of its entry, and every record that the log says is shown is there. */
function checkRecords(files, log, openings) {
  const here = new Map();
  let count = 0;
  for (const line of linesOf(files, FORMS)) {
    const record = canonical(line, null, `${FORMS}: a line is`);
    mustHave(record, RECORD_SHAPE, `${FORMS}: a line is`);
    const { position, field, kind, version } = record;
    const entry = log.entries.get(position);
    if (!entry) throw new Wrong(`is not here, and a ${kind} names it`, Number(position));
    const made = entry.commitments[field] ?? openings.get(`${position} ${field}`);
    if (!isHash(record.salt) || commitment(field, writeCanonical(record.form), record.salt) !== made) {
      throw new Wrong(`commits to other content than the ${kind} that names it has`, position);
    }
    const isOlder = entry.type === 'genesis' && field.startsWith(`form/${kind}/`);
    if (!isOlder && (field !== 'form' || !SHOWS.includes(entry.type) || entry.subject.kind !== kind)) {
      throw new Wrong(`does not tell of the ${kind} that names it`, position);
    }
    // Only a testimony's name stands in the log, so only there can name and content be held together.
    const name = isOlder ? `${kind} in ${field}` : `${kind} ${entry.subject.key}`;
    if (kind === 'testimony' && !isOlder && record.form.reference !== entry.subject.key) {
      throw new Wrong(`tells of ${entry.subject.key}, and ${record.form.reference} names it`, position);
    }
    if (!isOlder && entry.body.version !== version) throw new Wrong(`tells of another version`, position);
    if (here.has(name)) throw new Wrong(`is named twice by a ${kind}`, position);
    here.set(name, version);
    count += 1;
  }
  for (const [name, { shown, version, position }] of standing(log)) {
    checkStanding(name, here, shown, version, position);
  }
  return count;
}

/**
 * What the log says in the end against what is here. The people, places and sources that testimonies
 * name come and go with them, without entries of their own: of them only the version is held.
 */
function checkStanding(name, here, shown, version, position) {
  if (!here.has(name)) {
    if (shown && name.startsWith('testimony '))
      throw new Wrong(`says that ${name} is public; it is left out`, position);
  } else if (!shown) {
    throw new Wrong(`says that ${name} is withdrawn; it is still here`, position);
  } else if (version !== undefined && here.get(name) !== version) {
    throw new Wrong(`says that ${name} has version ${version}; version ${here.get(name)} is here`, position);
  }
}

/** What the log says of each record in the end: whether it is shown, and in which version. */
function standing(log) {
  const records = new Map();
  for (const [position, { type, subject, body, commitments }] of log.entries) {
    const name = `${subject.kind} ${subject.key}`;
    const before = records.get(name);
    if (SHOWS.includes(type)) {
      const version = commitments.form === undefined ? before?.version : body.version;
      records.set(name, { shown: true, version, position });
    } else if (HIDES.includes(type)) {
      records.set(name, { shown: false, version: before?.version, position });
    }
  }
  return records;
}

/** What the log commits to besides the public forms, file by file; gives the commitments themselves. */
function checkOpenings(files, log) {
  const openings = new Map();
  if (!files.list().includes(OPENINGS)) return openings;
  const batches = new Map();
  for (const line of linesOf(files, OPENINGS)) {
    const opening = canonical(line, null, `${OPENINGS}: a line is`);
    mustHave(opening, OPENING_SHAPE, `${OPENINGS}: a line is`);
    const { position, field, commitment: made, salt, file } = opening;
    const entry = log.entries.get(position);
    if (!entry) throw new Wrong(`${OPENINGS}: entry ${position} is not here`);
    openings.set(`${position} ${field}`, made);
    if (!isHash(made)) throw new Wrong(`${OPENINGS}: holds no commitment to ${field}`, position);
    if (entry.commitments[field] === undefined) {
      if (!batches.has(position)) batches.set(position, []);
      batches.get(position).push(sha256(Buffer.of(0), Buffer.from(made, 'hex')));
    } else if (entry.commitments[field] !== made) {
      throw new Wrong(`commits to another ${field}`, position);
    }
    // Without a salt it was erased: the commitment stays, and opens for nobody.
    if (salt === null || file === null) continue;
    if (!files.list().includes(file)) throw new Wrong(`commits to ${file}, which is missing`, position);
    if (!isHash(salt) || commitment(field, files.read(file), salt) !== made) {
      throw new Wrong(`commits to other bytes than ${file} has`, position);
    }
  }
  for (const [position, leaves] of batches) {
    const root = treeHeads(leaves, [leaves.length]).get(leaves.length).toString('hex');
    if (root !== log.entries.get(position).body.root) {
      throw new Wrong('has another root than the items of its batch', position);
    }
  }
  return openings;
}

// ----------------------------------------------------------------------------------- checkpoints

/** Each checkpoint in the bundle, then the one that was kept and the key that is known. */
function checkCheckpoints(files, log, kept, fingerprint) {
  const keys = [];
  for (const [position, entry] of log.entries) {
    if (entry.type === 'key-adopted') keys.push(readKey(entry, position, keys, log));
  }
  const notes = files
    .list()
    .filter((path) => path.startsWith('data/log/checkpoints/'))
    .map((path) => readNote(files.read(path), path))
    .sort((a, b) => a.size - b.size);
  const mine = kept === null ? null : readNote(noteIn(kept), 'the checkpoint that you gave');
  const heads = treeHeads(
    log.leaves,
    [...notes, ...(mine ? [mine] : [])].map(({ size }) => size),
  );
  let covered = 0;
  let signers = [];
  for (const note of notes) {
    if (note.path !== `data/log/checkpoints/${note.size}.txt`) {
      throw new Wrong(`${note.path}: is the checkpoint of ${note.size} entries`);
    }
    checkHead(note, log, heads, covered);
    signers = keys.filter((known) => known.position < note.size && isSigned(note, known.publicKey));
    if (signers.length === 0) throw new Wrong(`${note.path}: not signed by any key that the log had adopted`);
    covered = note.size;
  }
  if (mine) checkHead(mine, log, heads, 0);
  if (covered !== log.leaves.length) throw new Wrong('has no checkpoint over it', covered);
  if (fingerprint !== null) checkKey(fingerprint.toLowerCase(), keys, signers);
  return [mine && 'checkpoint', fingerprint !== null && 'key'].filter(Boolean);
}

function checkHead(note, log, heads, covered) {
  if (note.origin !== log.origin) throw new Wrong(`${note.path}: is of another log (${note.origin})`, 0);
  const held = log.leaves.length;
  if (note.size > held) {
    throw new Wrong(`is missing: ${note.path} counts ${note.size} entries, the bundle holds ${held}`, held);
  }
  if (heads.get(note.size).equals(note.root)) return;
  // What an entry behind vouches for was not simply edited: the first without that word is the likeliest.
  let first = covered;
  while (first < note.size - 1 && log.entries.has(first + 1)) first += 1;
  const among = `one of the entries ${covered} to ${note.size - 1}`;
  throw new Wrong(`is not as ${note.path} has it signed, or else another: ${among}`, first);
}

/** The last signature must be by the key that is known, or by one that it vouched for in its time. */
function checkKey(fingerprint, keys, signers) {
  const trusted = new Set([fingerprint]);
  for (const known of keys) {
    if (known.endorsedBy !== null && trusted.has(known.endorsedBy)) trusted.add(known.fingerprint);
  }
  if (!signers.some((known) => trusted.has(known.fingerprint))) {
    throw new Wrong('the last checkpoint is not signed by the key that you know, nor by one it vouched for');
  }
}

/** A key's own entry; on a rotation the key before may vouch for it. */
function readKey({ body }, position, keys, log) {
  const texts = [body.publicKey, body.fingerprint, body.previousFingerprint ?? '', body.endorsement ?? ''];
  if (texts.some((text) => typeof text !== 'string')) throw new Wrong('adopts no key', position);
  const raw = Buffer.from(body.publicKey, 'base64');
  if (raw.length !== 32 || sha256(raw).toString('hex') !== body.fingerprint)
    throw new Wrong('adopts a key under a wrong fingerprint', position);
  const publicKey = keyOf(raw);
  let endorsedBy = null;
  if (body.endorsement !== undefined) {
    const before = keys.find((known) => known.fingerprint === body.previousFingerprint);
    const text = `sawt/key/1\n${log.origin}\n${body.publicKey}\n`;
    if (
      !before ||
      !verifySignature(null, Buffer.from(text), before.publicKey, Buffer.from(body.endorsement, 'base64'))
    ) {
      throw new Wrong('adopts a key on the word of one that did not give it', position);
    }
    endorsedBy = before.fingerprint;
  }
  return { position, publicKey, raw, fingerprint: body.fingerprint, endorsedBy };
}

function readNote(bytes, path) {
  const parts =
    /^((sawt\/[0-9a-f]{32})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— [^\n ]+ [A-Za-z0-9+/]+={0,2}\n)+)$/.exec(
      utf8(bytes, path),
    );
  if (!parts) throw new Wrong(`${path}: is not a checkpoint`);
  const [, text, origin, size, root, lines] = parts;
  const signatures = lines
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').slice(1));
  for (const base64 of [root, ...signatures.map(([, blob]) => blob)]) {
    if (Buffer.from(base64, 'base64').toString('base64') !== base64)
      throw new Wrong(`${path}: is not a checkpoint`);
  }
  return { path, text, origin, size: Number(size), root: Buffer.from(root, 'base64'), signatures };
}

/** A checkpoint may have been kept as the archive's API gives it: a JSON object with the note in it. */
function noteIn(bytes) {
  try {
    return Buffer.from(JSON.parse(Buffer.from(bytes).toString()).note);
  } catch {
    return bytes;
  }
}

function isSigned(note, publicKey) {
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
  const hash = sha256(`${note.origin}\n`, Buffer.of(1), raw).subarray(0, 4);
  return note.signatures.some(([name, blob]) => {
    const bytes = Buffer.from(blob, 'base64');
    return (
      name === note.origin &&
      bytes.subarray(0, 4).equals(hash) &&
      verifySignature(null, Buffer.from(note.text), publicKey, bytes.subarray(4))
    );
  });
}

// ------------------------------------------------------------------------------------------- bag

/** The bag of RFC 8493: every file is in both manifests and as they say, and no other file is there. */
function checkBag(files) {
  const all = files.list();
  if (!all.includes('bagit.txt')) throw new Wrong('bagit.txt: is missing');
  if (
    utf8(files.read('bagit.txt'), 'bagit.txt') !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
  )
    throw new Wrong('bagit.txt: is not that of BagIt 1.0');
  for (const algorithm of ['sha256', 'sha512']) {
    const tags = `tagmanifest-${algorithm}.txt`;
    checkManifest(
      files,
      `manifest-${algorithm}.txt`,
      algorithm,
      all.filter((path) => path.startsWith('data/')),
    );
    checkManifest(
      files,
      tags,
      algorithm,
      all.filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-')),
    );
  }
  const stray = all.find((path) => /^tagmanifest-(?!sha(256|512)\.txt$)/.test(path));
  if (stray) throw new Wrong(`${stray}: does not belong here`);
}

function checkManifest(files, manifest, algorithm, expected) {
  const listed = new Map();
  for (const line of linesOf(files, manifest)) {
    const parts = /^([0-9a-f]+) {2}(.+)$/.exec(line);
    if (!parts) throw new Wrong(`${manifest}: is no list of digests and paths`);
    const path = parts[2].replace(/%(0A|0D|25)/g, decodeURIComponent);
    if (listed.has(path)) throw new Wrong(`${manifest}: lists ${path} twice`);
    listed.set(path, parts[1]);
  }
  for (const path of listed.keys()) if (!expected.includes(path)) throw new Wrong(`${path}: is missing`);
  for (const path of expected) {
    if (!listed.has(path)) throw new Wrong(`${path}: is in no manifest`);
    const digest = createHash(algorithm).update(files.read(path)).digest('hex');
    if (digest !== listed.get(path)) throw new Wrong(`${path}: is not as ${manifest} says`);
  }
}

// ----------------------------------------------------------------------------------------- bytes

function linesOf(files, path) {
  if (!files.list().includes(path)) throw new Wrong(`${path}: is missing`);
  const text = utf8(files.read(path), path);
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Wrong(`${path}: ends in the middle of a line`);
  return text.slice(0, -1).split('\n');
}

function utf8(bytes, path) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Wrong(`${path}: is not UTF-8`);
  }
}

/** Reads JSON that must be canonical (RFC 8785): the same content in other bytes is not what was signed. */
function canonical(text, entry, what = 'is') {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Wrong(`${what} no JSON`, entry);
  }
  if (value === null || typeof value !== 'object' || writeCanonical(value) !== text)
    throw new Wrong(`${what} not canonical JSON`, entry);
  return value;
}

/** Exactly these fields, of these types; ? allows null. */
function mustHave(value, shape, what) {
  const fits = Object.entries(shape).every(([name, type]) =>
    value[name] === null ? type.endsWith('?') : typeof value[name] === type.replace('?', ''),
  );
  if (!fits || Object.keys(value).length !== Object.keys(shape).length)
    throw new Wrong(`${what} not of the form that it should have`);
}

function writeCanonical(value) {
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${writeCanonical(value[name])}`).join(',')}}`;
}

function commitment(field, value, salt) {
  return createHmac('sha256', Buffer.from(salt, 'hex'))
    .update(`sawt/commitment/1\n${field}\n`)
    .update(value)
    .digest('hex');
}

function isHash(text) {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

// ------------------------------------------------------------------------------------------ shell

/** The files of a folder, read when asked for. Links are refused: a bundle stands for itself. */
export function folderFiles(folder) {
  const paths = [];
  const walk = (below) => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const path = below === '' ? name : `${below}/${name}`;
      const kind = lstatSync(join(folder, path));
      if (kind.isDirectory()) walk(path);
      else if (kind.isFile()) paths.push(path);
      else throw new Error(`${path} is neither a file nor a folder`);
    }
  };
  walk('');
  return { list: () => paths, read: (path) => readFileSync(join(folder, path)) };
}

/** One sentence or two for people. */
export function describeOutcome(outcome) {
  if (!outcome.ok) return outcome.entry === null ? outcome.what : `entry ${outcome.entry} ${outcome.what}`;
  const held = `${outcome.entries} entries and ${outcome.records} records hold`;
  if (outcome.anchored.length === 0)
    return `${held}: consistent with itself, not anchored. Whoever forged it whole would get this far too: give a checkpoint that was kept, or the fingerprint of the key.`;
  return `${held}, anchored by the ${outcome.anchored.join(' and the ')} that you gave.`;
}

function main(words) {
  const options = { checkpoint: null, key: null, json: false };
  let bundle = null;
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--json') options.json = true;
    else if (word === '--checkpoint' && words.length > 0) options.checkpoint = readFileSync(words.shift());
    else if (word === '--key' && /^[0-9a-fA-F]{64}$/.test(words[0] ?? '')) options.key = words.shift();
    else if (bundle === null && !word.startsWith('-')) bundle = word;
    else {
      console.error('use: node verify-bundle.mjs [BUNDLE] [--checkpoint FILE] [--key FINGERPRINT] [--json]');
      return 2;
    }
  }
  const at = bundle ?? dirname(fileURLToPath(import.meta.url));
  const outcome = lstatSync(at).isFile()
    ? verifyProof(readFileSync(at), options)
    : verifyBundle(folderFiles(at), options);
  console.log(options.json ? JSON.stringify(outcome) : describeOutcome(outcome));
  return outcome.ok ? 0 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
