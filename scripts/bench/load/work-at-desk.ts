import { randomUUID } from 'node:crypto';
import { ask, type Tally } from './ask';

/**
 * What a curator does once: looks at the queue, opens an item, publishes it. Notes each answer in
 * `tally`; gives whether an item was published. Another curator may be faster: then nothing was.
 */
export async function workAtDesk(
  tally: Tally,
  site: string,
  cookie: string,
  pick: (many: number) => number,
): Promise<boolean> {
  const headers = { cookie };
  const queue = await ask(tally, 'desk: queue', { url: `${site}/desk`, headers });
  const items = [...new Set([...queue.body.matchAll(/\/desk\/items\/([0-9a-f-]{36})/g)].map(([, id]) => id))];
  const id = items[pick(items.length)];
  if (id === undefined) return false;
  const item = await ask(tally, 'desk: item', { url: `${site}/desk/items/${id}`, headers });
  const version = /name="version" value="(\d+)"/.exec(item.body)?.[1];
  if (version === undefined) return false;
  const accepted = await ask(tally, 'desk: decision', {
    url: `${site}/desk/items/${id}/accept`,
    method: 'POST',
    headers: {
      ...headers,
      accept: 'application/json',
      origin: site,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      version,
      requestKey: randomUUID(),
      basis: 'public-figure',
      risk: 'ordinary',
      minor: 'no',
    }).toString(),
  });
  return accepted.status === '200';
}
