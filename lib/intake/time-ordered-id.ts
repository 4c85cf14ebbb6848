/**
 * Makes UUIDs of version 7 (RFC 9562) that sort in the order in which they were made, so that items keep
 * the file's order and indexes grow at their end. `clock` and `random` are handed in.
 */
export function timeOrderedIds(clock: () => Date, random: (size: number) => Uint8Array): () => string {
  let millisecond = 0;
  let count = 0;
  let drawn = Buffer.alloc(0);
  return () => {
    const now = clock().getTime();
    count += 1;
    if (now > millisecond) {
      millisecond = now;
      count = 0;
    } else if (count > 0xfff) {
      // More than 4,096 in one millisecond: borrow from the next, as the RFC allows.
      millisecond += 1;
      count = 0;
    }
    // Drawn by the thousand: asking the system for each id's eight bytes costs more than all the rest.
    if (drawn.length < 8) drawn = Buffer.from(random(8 * 1024));
    const tail = drawn.subarray(0, 8);
    drawn = drawn.subarray(8);
    tail[0] = (tail[0]! & 0x3f) | 0x80;
    const time = millisecond.toString(16).padStart(12, '0');
    const rest = tail.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${rest.slice(0, 4)}-${rest.slice(4)}`;
  };
}
