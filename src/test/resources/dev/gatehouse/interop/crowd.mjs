// One of several writers of a store that work at the same time: strangers who ask, approvals and removals, all with the
// product's own functions. Tells what it did, an event a line; ends after what it has in hand when its input ends.
// usage: crowd.mjs DIST CHANNEL NAME SEED ACCOUNT...
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { functionsOf } from './product.mjs';

const [dist, channel, name, seed, ...accounts] = process.argv.slice(2);
const dm = await functionsOf(dist, 'pairing-store');

let state = Number(seed);
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

// The first approval loads the channels, for seconds and under the lock: get that over with in a store of no interest.
const aside = fs.mkdtempSync(path.join(os.tmpdir(), 'aside-'));
await dm.addChannelAllowFromStoreEntry({ channel, entry: '1', env: { OPENCLAW_STATE_DIR: aside } });
fs.rmSync(aside, { recursive: true, force: true });

let ending = false;
let start;
const started = new Promise((resolve) => (start = resolve));
process.stdin.on('data', () => start());
process.stdin.on('end', () => { ending = true; start(); });
tell({ event: 'ready' });
await started;

const mine = [];
const approved = [];
for (let count = 1; !ending; count++) {
  const dice = random();
  const account = accounts[Math.floor(random() * accounts.length)];
  try {
    if (dice < 0.5) {
      const id = `${seed}${String(count).padStart(6, '0')}`;
      const { code, created } = await dm.upsertChannelPairingRequest({
        channel, accountId: account, id, meta: { username: `${name}${count}` } });
      tell({ event: created ? 'asked' : 'dropped', account, id });
      if (created) mine.push({ account, id, code });
    } else if (dice < 0.8 && mine.length > 0) {
      const [one] = mine.splice(Math.floor(random() * mine.length), 1);
      const done = await dm.approveChannelPairingCode({ channel, accountId: one.account, code: one.code });
      tell({ event: done ? 'approved' : 'gone', account: one.account, id: one.id });
      if (done) approved.push(one);
    } else if (dice < 0.85 && approved.length > 5) {
      const one = approved.shift();
      const { changed } = await dm.removeChannelAllowFromStoreEntry({
        channel, accountId: one.account, entry: one.id });
      tell({ event: changed ? 'removed' : 'missing', account: one.account, id: one.id });
    } else {
      await dm.listChannelPairingRequests(channel, process.env, account);
      await dm.readChannelAllowFromStore(channel, process.env, account);
    }
  } catch (e) {
    tell({ event: 'failed', account, message: e.message });
  }
  await pause(Math.floor(random() * 40));
}
process.exit(0);
