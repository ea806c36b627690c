// Stands in for the chat server that a bot writes to (Mattermost's API), where the bot itself is the product's own. Says
// "ready" when it is there, then each message that the bot sends, one a line in JSON, and ends with its input.
// usage: chat.mjs PORT
import http from 'node:http';

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    if (request.url.endsWith('/posts')) {
      console.log(JSON.stringify({ message: JSON.parse(body).message }));
    }
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'p', create_at: 1, message: '', user_id: 'u', channel_id: 'c' }));
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0)).resume();
