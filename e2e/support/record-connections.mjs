// Loaded before each process of an archive (NODE_OPTIONS): writes every connection that it opens, and every
// packet's and name's question that it sends, to the file that CONNECTIONS_FILE names, a line each.
import { Socket as Packets } from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

const file = process.env.CONNECTIONS_FILE;
const note = (line) => appendFileSync(file, `${line}\n`);

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...words) {
  const [options] = Array.isArray(words[0]) ? words[0] : words;
  const {
    host = 'localhost',
    port,
    path,
  } = typeof options === 'object' ? options : { port: options, host: words[1] };
  note(path ?? `${host}:${port}`);
  return connect.apply(this, words);
};

for (const name of ['send', 'connect']) {
  const before = Packets.prototype[name];
  Packets.prototype[name] = function (...words) {
    note(`packet ${words.filter((word) => ['string', 'number'].includes(typeof word)).join(' ')}`);
    return before.apply(this, words);
  };
}

for (const name of Object.keys(dns).filter((name) => /^(resolve|reverse)/.test(name))) {
  for (const house of [dns, dns.promises]) {
    const before = house[name];
    if (typeof before !== 'function') continue;
    house[name] = (...words) => {
      note(`name ${words[0]}`);
      return before.apply(house, words);
    };
  }
}
