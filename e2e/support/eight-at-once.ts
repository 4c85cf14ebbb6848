/** Does `work` for each of `all`, eight side by side, since most of the time is waiting; ends at the first failure. */
export async function eightAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let one = left.shift(); one; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
