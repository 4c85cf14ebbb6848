/**
 * Makes UUIDs of version 7 (RFC 9562) that sort in the order in which they were made, so that items keep
 * the file's order and indexes grow at their end. `clock` and `random` are handed in.
 */
export function timeOrderedIds(clock: () => Date, random: (size: number) => Uint8Array): () => string {
  let millisecond = 0;
  let count = 0;
  let time = '';
  let drawn = Buffer.alloc(0);
  let at = 0;
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
    if (at >= drawn.length) {
      drawn = Buffer.from(random(8 * 1024));
      at = 0;
    }
    if (count === 0) {
      const digits = millisecond.toString(16).padStart(12, '0');
      time = `${digits.slice(0, 8)}-${digits.slice(8)}-`;
    }
    drawn[at] = (drawn[at]! & 0x3f) | 0x80;
    const id = `${time}${(0x7000 + count).toString(16)}-${drawn.toString('hex', at, at + 2)}-${drawn.toString('hex', at + 2, at + 8)}`;
    at += 8;
    return id;
  };
}
