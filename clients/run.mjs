// The public libraries against our server, which is killed meanwhile: every event is kept once.
//
// Usage: node run.mjs PROGRAM PYTHON
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { lossy } from './lossy.mjs';
import { events, pause } from './plan.mjs';
import { Server } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [program, python] = process.argv.slice(2).map((path) => (path.includes('/') ? resolve(path) : path));
const clients = [
  { name: 'segment-node', words: [process.execPath, join(here, 'segment_node.mjs')] },
  { name: 'rudderstack-node', words: [process.execPath, join(here, 'rudderstack_node.mjs')] },
  { name: 'segment-python', words: [python, join(here, 'segment_python.py')] },
];
const kills = 2;
const lostEvery = 4;

const folder = mkdtempSync(join(tmpdir(), 'clientele-clients-'));
const server = new Server(program, join(folder, 'data'), await freePort());
try {
  await check();
} finally {
  server.child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function check() {
  server.run('init', '--currency', 'EUR', '--time-zone', 'UTC');
  for (const client of clients) {
    client.source = JSON.parse(server.run('--json', 'source', 'add', '--kind', 'server', client.name));
  }
  await server.start();
  const network = await lossy(server.port, lostEvery);
  const sent = Promise.all(clients.map((client) => send(client, network.url)));
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(1_000);
    await server.stop('SIGKILL');
    await server.start();
  }
  await sent;
  network.close();
  await server.stop('SIGTERM');
  assert.ok(network.lost.answers > 0, 'no answer was lost, so nothing was sent twice');
  for (const client of clients) compare(client);
  console.log(`${kills} kills, ${network.lost.answers} answers lost, every event of ${clients.length} libraries kept once`);
}

function send(client, url) {
  const [command, ...words] = client.words;
  const child = spawn(command, [...words, url, client.source.write_key], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (text) => (told = (told + text).slice(-4_000)));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`${client.name} ended with ${code}: ${told}`))));
  });
}

/** Each number once, each event whole. */
function compare(client) {
  const words = ['--json', 'events', 'tail', '--source', client.source.id, '--limit', '100000'];
  const kept = server.run(...words).trim().split('\n').map((line) => JSON.parse(line));
  const tracked = kept.filter((event) => event.kind === 'track');
  const numbers = tracked.map((event) => event.properties.number).sort((a, b) => a - b);
  assert.deepEqual(numbers, Array.from({ length: events }, (_, number) => number), client.name);
  for (const { name, user_id, properties } of tracked) {
    const { number } = properties;
    assert.equal(name, number % 3 === 0 ? 'Product Viewed' : 'Order Completed');
    assert.equal(user_id, `u-${number % 7}`);
    assert.deepEqual(properties, { number, order_id: `o-${number}`, total: number + 0.1 });
  }
  const people = kept.filter((event) => event.kind === 'identify');
  assert.deepEqual(people.map((event) => event.email), ['ada@example.org'], client.name);
  assert.equal(kept.length, events + 1);
}

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}
