// A device that connects to the gateway as a real one does: the challenge signed with a key of its own. Prints one line
// on how it was received and leaves.
// usage: device.mjs URL TOKEN KEY_FILE NAME ROLE [SCOPE...]     (the key is made where there is none yet)
import crypto from 'node:crypto';
import fs from 'node:fs';

const [url, token, keyFile, displayName, role, ...scopes] = process.argv.slice(2);
const secret = fs.existsSync(keyFile)
  ? crypto.createPrivateKey(fs.readFileSync(keyFile))
  : crypto.generateKeyPairSync('ed25519').privateKey;
fs.writeFileSync(keyFile, secret.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
const rawKey = Buffer.from(crypto.createPublicKey(secret).export({ format: 'jwk' }).x, 'base64url');
const id = crypto.createHash('sha256').update(rawKey).digest('hex');
const kind = role === 'node' ? { id: 'node-host', mode: 'node' } : { id: 'cli', mode: 'cli' };
// What a node offers to do for its gateway.
const offers = role === 'node' ? { caps: ['canvas'], commands: ['canvas.present'] } : { caps: [] };
const client = { ...kind, displayName, version: '1.0.0', platform: 'linux' };

function connectWith({ nonce, ts }) {
  const text = ['v3', id, client.id, client.mode, role, scopes.join(','), ts, token, nonce, client.platform, ''].join('|');
  const signature = crypto.sign(null, Buffer.from(text), secret).toString('base64url');
  const device = { id, publicKey: rawKey.toString('base64url'), signature, signedAt: ts, nonce };
  return { minProtocol: 3, maxProtocol: 4, client, role, scopes, ...offers, auth: { token }, device };
}

// Resolves to how the gateway received the device, or to null if it was not ready to receive anybody.
function knock() {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.event === 'connect.challenge') {
        socket.send(JSON.stringify({ type: 'req', id: '1', method: 'connect', params: connectWith(frame.payload) }));
      } else if (frame.id === '1' && frame.ok) {
        resolve({ admitted: true, said: frame.payload.type });
        socket.close();
      } else if (frame.id === '1') {
        resolve(frame.error.code === 'UNAVAILABLE' ? null : { admitted: false, said: frame.error.code });
        socket.close();
      }
    };
    socket.onclose = ({ code }) => resolve(code === 1013 || code === 1006 ? null : { admitted: false, said: `close ${code}` });
    setTimeout(() => resolve({ admitted: false, said: 'no answer' }), 15_000).unref();
  });
}

for (let attempt = 0; attempt < 40; attempt++) {
  const received = await knock();
  if (received) {
    console.log(JSON.stringify({ id, ...received }));
    process.exit(0);
  }
  await new Promise((resume) => setTimeout(resume, 250));
}
console.log(JSON.stringify({ id, admitted: false, said: 'never ready' }));
process.exit(0);
