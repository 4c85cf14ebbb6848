/**
 * An instant given in seconds since 1970, in ISO 8601 to the second. A number that no calendar holds comes
 * back as it is: where dates are checked it is quarantined with its reason.
 */
export function instantOfSeconds(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
