import { connect } from '@/lib/db/client';
import { postgresEngine } from '../engines/postgres';
import { keepIndexing } from '../index-worker';

/** An index worker of its own, for tests that kill it: its databases come in the environment. */
const { TEST_APP_URL: app, TEST_READING_URL: reading } = process.env;
if (!app || !reading) throw new Error('TEST_APP_URL and TEST_READING_URL say where to work.');
const { appPool, readingPool } = connect({ app, reading }, 3);
const engine = postgresEngine({ app: appPool, reading: readingPool, isName: () => false });
keepIndexing({ app: appPool, engines: [engine] }, { poll: 20, failed: (error) => console.error(error) });
process.stdout.write('works\n');
