import type pg from 'pg';

/** What can be asked about what is held: one connection, or whichever of a pool is free. */
export type Asks = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>;
