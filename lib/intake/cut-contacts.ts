import { cutPrivate } from './cut-private';

/**
 * Takes the ways to reach or find a person out of the bytes of a platform's JSON record, whichever format
 * it came in: e-mail addresses, telephone numbers and addresses of the network. Tools and platforms write
 * them into the author of a public post when the collector was signed in as that author. Gives the bytes
 * as they came where there are none, and null where they may hold some and are too broken to be cut.
 */
export function cutContacts(bytes: Uint8Array): { bytes: Uint8Array; cut: string[] } | null {
  // Almost always none: looked for without walking the record.
  if (!MAY_HOLD.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))) {
    return { bytes, cut: [] };
  }
  try {
    return cutPrivate(bytes, (path) => CONTACT.test(String(path.at(-1)))) ?? { bytes, cut: [] };
  } catch {
    return null;
  }
}

const REACH = '(?:e[-_]?mail|phone|telephone|mobile)(?:[-_]?(?:address|number))?';
const NETWORK = '(?:(?:upload|login|creation|client|remote|last)[-_]?)?ip(?:[-_]?address)?';
const CONTACT = new RegExp(`^(?:${REACH}|${NETWORK})$`, 'i');
const MAY_HOLD = new RegExp(`"(?:${REACH}|${NETWORK})"\\s*:`, 'i');
