import { liveContext } from '@/lib/context';
import { sequenceAll } from '@/lib/custody/sequence';
import { connect } from '@/lib/db/client';
import { openIndexing } from '@/lib/search/choose-engine';
import { keepIndexing } from '@/lib/search/index-worker';
import { importAndPublish } from './import-and-publish';

/** Everything that writes, in one process, for tests that kill it: what it works on comes in the environment. */
const { TEST_APP_URL: app, TEST_READING_URL: reading, TEST_FILE: file, TEST_PEOPLE: people } = process.env;
if (!app || !reading || !file || !people) throw new Error('The settings of the test are missing.');
const connections = connect({ app, reading }, 4);
const context = liveContext(connections);
const house = openIndexing(
  { SEARCH_ENGINE: 'postgres' },
  { app: connections.appPool, reading: connections.readingPool },
);
keepIndexing(house, { poll: 20, failed: () => {} });
const numbering = setInterval(() => sequenceAll(context).catch(() => {}), 100);
process.stdout.write('works\n');
await importAndPublish(JSON.parse(people), file, context);
clearInterval(numbering);
// Done before it was killed: it waits for that.
setInterval(() => {}, 1_000);
