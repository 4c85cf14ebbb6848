/** Under which name what the last try came to is kept for the person who tried. */
export const TRIED = '/desk/accessions/import#tried';
