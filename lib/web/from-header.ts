/** Where the page server says whence a request comes, as a mark that names nobody (client-mark.ts). */
export const FROM_HEADER = 'x-sawt-from';
