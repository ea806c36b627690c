// A way into the network that this runs in: whoever connects to the socket file is connected to ADDRESS:PORT. Says
// "ready" when it is there, and ends with its input.
// usage: tunnel.mjs SOCKET_FILE ADDRESS PORT
import net from 'node:net';

const [file, address, port] = process.argv.slice(2);
const server = net.createServer((near) => {
  const far = net.connect(Number(port), address);
  for (const [one, other] of [[near, far], [far, near]]) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
});
server.listen(file, () => console.log('ready'));
process.stdin.on('end', () => process.exit(0)).resume();
