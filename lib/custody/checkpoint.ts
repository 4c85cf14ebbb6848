import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { rawPublicKey } from './signing-key';

/**
 * A checkpoint: the log's size and head, signed, in the text form of the C2SP specifications
 * `tlog-checkpoint` and `signed-note`, so that tools made for other transparency logs read it.
 */
export interface Checkpoint {
  /** Names the log: `sawt/` and the beginning of its first leaf hash. */
  origin: string;
  size: number;
  root: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  /** The signed text, with its final line break. */
  text: string;
  signatures: { name: string; keyHash: string; signature: Uint8Array }[];
}

/** A log is named after its own first entry, which no other log can share. */
export function originOf(firstLeaf: Uint8Array): string {
  return `sawt/${Buffer.from(firstLeaf).toString('hex').slice(0, 32)}`;
}

/** Signs a checkpoint with an Ed25519 private key; gives the whole note, to be kept to the byte. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject, publicKey: KeyObject): string {
  const root = Buffer.from(checkpoint.root).toString('base64');
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${root}\n`;
  const signature = sign(null, Buffer.from(text), privateKey);
  const blob = Buffer.concat([Buffer.from(keyHash(checkpoint.origin, publicKey), 'hex'), signature]);
  return `${text}\n— ${checkpoint.origin} ${blob.toString('base64')}\n`;
}

/** Reads a note, strictly: null when it is not exactly a checkpoint and its signature lines. */
export function readCheckpoint(note: string): SignedCheckpoint | null {
  const parts =
    /^(([^\n ]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— [^\n ]+ [A-Za-z0-9+/]+={0,2}\n)+)$/.exec(
      note,
    );
  if (!parts) return null;
  const [, text, origin, size, root, lines] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const signatures = lines
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, name, blob] = line.split(' ') as [string, string, string];
      const bytes = Buffer.from(blob, 'base64');
      return {
        name,
        keyHash: bytes.subarray(0, 4).toString('hex'),
        signature: new Uint8Array(bytes.subarray(4)),
        isPlain: bytes.toString('base64') === blob,
      };
    });
  const head = Buffer.from(root, 'base64');
  // Base 64 has spare bits: a note that says the same in other letters is not the note that was signed.
  if (head.toString('base64') !== root || signatures.some(({ isPlain }) => !isPlain)) return null;
  return {
    origin,
    size: Number(size),
    root: new Uint8Array(head),
    text,
    signatures: signatures.map(({ name, keyHash: hash, signature }) => ({ name, keyHash: hash, signature })),
  };
}

/** Whether one of the note's signatures is by `publicKey` (Ed25519) over the note's text. */
export function isSignedBy(checkpoint: SignedCheckpoint, publicKey: KeyObject): boolean {
  return checkpoint.signatures.some(
    ({ name, keyHash: hash, signature }) =>
      name === checkpoint.origin &&
      hash === keyHash(name, publicKey) &&
      verify(null, Buffer.from(checkpoint.text), publicKey, signature),
  );
}

/** The same key under another log's name has another hash, as `signed-note` asks. */
function keyHash(name: string, publicKey: KeyObject): string {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(1))
    .update(rawPublicKey(publicKey))
    .digest('hex')
    .slice(0, 8);
}
