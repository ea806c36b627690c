// Does what it is told, with the product's own functions: a request a line on standard input, an answer a line on
// standard output, with the monotonic clock's nanoseconds at which it was done. Ends with its input.
// usage: acts.mjs DIST STATE
import readline from 'node:readline';
import { functionsOf } from './product.mjs';

const [dist, state] = process.argv.slice(2);
const dm = await functionsOf(dist, 'pairing-store');
// A later release keeps devices in the hands of its gateway; its functions are not for others.
const device = () => functionsOf(dist, 'device-pairing');
const node = () => functionsOf(dist, 'node-pairing');

const acts = {
  upsert: ({ channel, account, id, name }) =>
    dm.upsertChannelPairingRequest({ channel, accountId: account, id, meta: { username: name, firstName: name } }),
  list: ({ channel, account }) => dm.listChannelPairingRequests(channel, process.env, account),
  allowed: ({ channel, account }) => dm.readChannelAllowFromStore(channel, process.env, account),
  approve: ({ channel, account, code }) => dm.approveChannelPairingCode({ channel, accountId: account, code }),
  allow: ({ channel, account, id }) => dm.addChannelAllowFromStoreEntry({ channel, accountId: account, entry: id }),
  disallow: ({ channel, account, id }) => dm.removeChannelAllowFromStoreEntry({ channel, accountId: account, entry: id }),
  devices: async () => (await device()).listDevicePairing(state),
  nodes: async () => (await node()).listNodePairing(state),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { id, act, args } = JSON.parse(line);
  let answer;
  try {
    const result = (await acts[act](args)) ?? null;
    answer = { id, result, at: String(process.hrtime.bigint()) };
  } catch (e) {
    answer = { id, error: e.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
