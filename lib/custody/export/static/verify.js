// Checks this page's record against the signed log, in the reader's own browser and without a network.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const bytes = (text) => new TextEncoder().encode(text);
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const toHex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));

async function opens({ form, salt, entry, field }) {
  const key = await crypto.subtle.importKey('raw', fromHex(salt), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const made = await crypto.subtle.sign('HMAC', key, bytes(`sawt/commitment/1\n${field}\n${form}`));
  return toHex(made) === JSON.parse(entry).commitments[field];
}

// RFC 9162, 2.1.3.2.
async function isIncluded({ entry, position, inclusion }, size, root) {
  let hash = await sha256([0], bytes(entry));
  let index = position;
  let last = size - 1;
  for (const sibling of inclusion.map(fromHex)) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = await sha256([1], sibling, hash);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = await sha256([1], hash, sibling);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && toHex(hash) === toHex(root);
}

async function isSigned(note, publicKey) {
  const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), 'Ed25519', false, ['verify']);
  const [text, signature] = note.split('\n\n— ');
  const blob = fromBase64(signature.trim().split(' ')[1]);
  return crypto.subtle.verify('Ed25519', key, blob.slice(4), bytes(`${text}\n`));
}

async function check() {
  const proof = read('proof');
  const [, size, root] = proof.checkpoint.split('\n');
  const shown = document.getElementById('text').textContent;
  if (shown !== JSON.parse(proof.form).text) return 'The words on this page are not those of the record.';
  if (proof.field !== 'form') return 'This record is older than the log; verify-bundle.mjs checks it.';
  if (!(await opens(proof))) return 'The record is not the one that the log commits to.';
  if (!(await isIncluded(proof, Number(size), fromBase64(root))))
    return 'The entry is not in the signed log.';
  const signed = await isSigned(proof.checkpoint, proof.publicKey).catch(() => null);
  if (signed === false) return 'The checkpoint is not signed by the key in this copy.';
  return `These words are those that entry ${proof.position} of the log commits to, among ${size} entries${
    signed ? ', under the signature of the key in this copy.' : '. This browser cannot check the signature.'
  } Whether the key is the archive’s own, this page cannot know.`;
}

const outcome = document.getElementById('outcome');
if (globalThis.crypto?.subtle) {
  check().then(
    (sentence) => {
      outcome.textContent = sentence;
    },
    (error) => {
      outcome.textContent = `This could not be checked here: ${error.message}`;
    },
  );
}
