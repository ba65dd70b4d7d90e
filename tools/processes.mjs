// Starting and stopping our programs from node, for whole-binary tests and benches.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const build = () => process.env.CROOZER_BUILD ?? join(import.meta.dirname, '../build/dev');

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Resolves when the program has printed its "ready" line; `log` holds its latest words.
export function start(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(build(), program), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = [];
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log.push(text);
      if (log.length > 2_000) log.shift();
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      if (out.includes('ready ')) resolve({ child, log });
    });
    child.once('exit', (code, signal) => reject(new Error(`${program} ended (${code ?? signal}): ${log.join('')}`)));
  });
}

// Its exit code; null if a signal ended it.
export async function stop(process_, signal = 'SIGTERM') {
  if (!process_ || process_.child.exitCode !== null || process_.child.signalCode !== null) return process_?.child.exitCode;
  const ended = new Promise((resolve) => process_.child.once('exit', (code) => resolve(code)));
  process_.child.kill(signal);
  return ended;
}
