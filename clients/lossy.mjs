// A network that loses answers: what was asked has been done, and the one who asked never hears of it.
import { Agent, createServer, request } from 'node:http';

/** Listens on a free port and hands everything on; of every few answers, one is cut off. */
export async function lossy(port, every) {
  const agent = new Agent({ keepAlive: false });
  const lost = { answers: 0 };
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent }, (answer) => {
      count += 1;
      const isLost = answer.statusCode === 200 && count % every === 0;
      if (isLost) {
        lost.answers += 1;
        answer.resume();
        answer.once('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
      answer.once('error', () => incoming.socket.destroy());
    });
    onward.once('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, lost, close: () => server.close() };
}
