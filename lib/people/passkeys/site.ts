/** For which site passkeys are made: an authenticator shows them to no other. */
export interface PasskeySite {
  /** The relying party's id (WebAuthn Level 3, 5.1.3): the site's domain without its port. */
  id: string;
  /** The origin that a browser must say it asked from. */
  origin: string;
}

/** The site of an archive that the world knows under `publicUrl`: nothing that a request says counts. */
export function passkeySite(publicUrl: string): PasskeySite {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
}

/** What somebody without a passkey that fits is told; never which part of it was wrong. */
export const WRONG_PASSKEY = 'This passkey does not open the desk, or the question it answered has run out.';
