import type { Actor } from '@/lib/access/actor';
import { liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import { stageAccession } from '../stage-accession';

/**
 * An import in a process of its own, for a test that kills it: `FILE`, the actor and the database's
 * addresses as JSON. Writes a line for each batch that is kept, and `done` with the outcome.
 */
const [file, actor, urls] = process.argv.slice(2) as [string, string, string];
const connections = connect(JSON.parse(urls), 3);
const say = (words: string) => process.stdout.write(`${words}\n`);
say('begun');
const outcome = await stageAccession(
  JSON.parse(actor) as Actor,
  { paths: [file], onProgress: (records) => say(String(records)) },
  liveContext(connections),
);
say(`done ${JSON.stringify(outcome)}`);
await connections.close();
