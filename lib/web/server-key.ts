import { env } from '@/lib/env';

/** The server's secret, from which invitations, session cookies and seals of second factors are made. */
export function serverKey(): string {
  const { NEXTAUTH_SECRET } = env();
  if (!NEXTAUTH_SECRET) throw new Error('The web server needs NEXTAUTH_SECRET: start it with npm start.');
  return NEXTAUTH_SECRET;
}
