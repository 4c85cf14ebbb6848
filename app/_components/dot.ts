/** What stands between two facts in a line; the space before it does not break, so that no line begins with a dot. */
export const DOT = '\u00a0· ';
