/** Where the page server says whence a request comes, as a mark that names nobody (client-mark.ts). */
export const FROM_HEADER = 'x-sawt-from';

/** Where the page server says that a request was made on this very machine, without a proxy. */
export const FROM_THIS_MACHINE = 'x-sawt-from-this-machine';
