/**
 * Gives what `source` gives, and has it work on the next one while the one before is being dealt with. Fails
 * where `source` failed, after what came before; when nobody asks further, lets `source` end.
 */
export async function* oneAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let coming = begin(source);
  try {
    for (;;) {
      const { done, value } = await coming;
      if (done) return;
      coming = begin(source);
      yield value;
    }
  } finally {
    await coming.catch(() => {});
    await source.return(undefined);
  }
}

function begin<Item>(source: AsyncGenerator<Item>): Promise<IteratorResult<Item>> {
  const coming = source.next();
  // Awaited when it is asked for; until then its failure must not count as unhandled.
  coming.catch(() => {});
  return coming;
}
