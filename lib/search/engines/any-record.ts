/** Every record has it, so that a query of negations alone has something to subtract from. */
export const ANY_RECORD = ':any';
