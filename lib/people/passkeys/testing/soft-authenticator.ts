import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator and the browser before it put into an answer; tests bend it. */
export interface Circumstances {
  /** The origin that the browser says it asked from. */
  origin: string;
  rpId: string;
  challenge: string;
  /** Whether the device made sure who holds it. */
  verified?: boolean;
  counter?: number;
}

/**
 * An authenticator made of software, after WebAuthn Level 3 (6.1, 6.5.4): makes one ES256 credential and
 * signs with it, without attestation. For tests, which then hold a real verifier against real signatures.
 */
export function softAuthenticator(userHandle: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const jwk = publicKey.export({ format: 'jwk' });
  const coseKey = cborMap([
    [cborInt(1), cborInt(2)],
    [cborInt(3), cborInt(-7)],
    [cborInt(-1), cborInt(1)],
    [cborInt(-2), cborBytes(Buffer.from(jwk.x ?? '', 'base64url'))],
    [cborInt(-3), cborBytes(Buffer.from(jwk.y ?? '', 'base64url'))],
  ]);
  const answer = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      response,
    });
  return {
    id: id.toString('base64url'),
    /** Answers a registration, as JSON. */
    create(how: Circumstances): string {
      const length = Buffer.from([0, id.length]);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey]);
      const attestationObject = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(Buffer.concat([authenticatorData(how, 0x40), credential]))],
      ]);
      return answer({
        clientDataJSON: clientData('webauthn.create', how).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      });
    },
    /** Answers a sign-in, as JSON. */
    get(how: Circumstances): string {
      const [data, client] = [authenticatorData(how, 0), clientData('webauthn.get', how)];
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle: Buffer.from(userHandle).toString('base64url'),
      });
    },
  };
}

function clientData(type: string, { origin, challenge }: Circumstances): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authenticatorData({ rpId, verified = true, counter = 0 }: Circumstances, more: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = Buffer.from([0x01 | (verified ? 0x04 : 0) | more]);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), flags, count]);
}

// As much of CBOR (RFC 8949) as an attestation needs.
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}
const cborInt = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborMap = (pairs: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, pairs.length), ...pairs.flat()]);
