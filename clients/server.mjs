// The program under test, which can be killed and started again at the same address.
import { spawn, spawnSync } from 'node:child_process';

import { pause } from './plan.mjs';

const startMaxMs = 600_000;

export class Server {
  constructor(program, data, port) {
    Object.assign(this, { program, data, port, child: undefined });
  }

  /** Runs a command to its end; its standard output. */
  run(...words) {
    const done = spawnSync(this.program, ['--data', this.data, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`clientele ${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }

  async start() {
    const words = ['--data', this.data, 'serve', '--port', String(this.port)];
    this.child = spawn(this.program, words, { stdio: 'ignore' });
    const child = this.child;
    for (let waited = 0; waited < startMaxMs; waited += 50) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      const ready = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      await pause(50);
    }
    throw new Error('the server did not start in time');
  }

  /** Ends it, with SIGKILL as a crash does. */
  async stop(signal) {
    const child = this.child;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  }
}
