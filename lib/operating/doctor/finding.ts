/** One thing looked at: how it stands, and what to do where it is not well. */
export interface Finding {
  what: string;
  well: boolean;
  says: string;
  remedy?: string;
}

/** A finding, with its remedy only where it is not well. */
export function finding(what: string, well: boolean, says: string, remedy: string): Finding {
  return well ? { what, well, says } : { what, well, says, remedy };
}
