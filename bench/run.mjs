// ./dev bench NAME [--engine sqlite|postgres] [--minutes N] [--businesses N]: starts what is measured, puts load on it,
// prints one JSON line per result. Everything stays on loopback and ends with this process.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeDemoConfig } from '../tools/demo_config.mjs';
import { createDatabase, hasPostgres } from '../tools/postgres_database.mjs';
import { freePort, sleep, start, stop } from '../tools/processes.mjs';
import { understand } from './understand.mjs';

const root = join(import.meta.dirname, '..');
process.env.CROOZER_BUILD ??= join(root, 'build/release');

const { values: options, positionals: [bench = 'all'] } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    businesses: { type: 'string', default: '10000' },
  },
});
const engines = (options.engine ? [options.engine] : ['sqlite', 'postgres']).filter((engine) => engine === 'sqlite' || hasPostgres);

const print = (line) => console.log(JSON.stringify(line));
const generatorCore = String(cpus().length - 1);

// Shop n, as bench/webhooks.cpp names it.
const shopsOf = (count) => Array.from({ length: count }, (_, n) => ({
  key: 'pizzeria', name_he: 'פיצה נאפולי', name_en: 'Pizza Napoli',
  waba_id: String(302000000000000 + n), phone_number_id: String(402000000000000 + n), portfolio_id: String(502000000000000 + n),
  display_phone_number: '+972 3-555-0123', phone_number: String(97230000000 + n),
}));

class Bench {
  static async open(engine, { shops = 1, burst = 0 } = {}) {
    const bench = new Bench();
    bench.engine = engine;
    bench.directory = mkdtempSync(join(tmpdir(), 'croozer-bench-'));
    bench.database = engine === 'postgres' ? createDatabase() : null;
    bench.serverPort = await freePort();
    bench.sinkPort = await freePort();
    Object.assign(bench, writeDemoConfig(bench.directory, {
      serverPort: bench.serverPort, sandboxPort: bench.sinkPort, shops: shopsOf(shops),
      overrides: {
        data: bench.database?.settings ?? {},
        // Meta's own pace would be what is measured.
        sender: { number_per_second: 1e6 + 0.5, pair_per_second: 1e6 + 0.5, pair_burst: 1e6 + 0.5, read_receipts: false },
        log: { level: 'error', json: true },
        demo: { burst_seconds: burst },
      },
    }));
    await bench.serve();
    return bench;
  }

  async serve() {
    this.server = await start('croozer', ['serve', '--config', this.files.croozer]);
  }

  query(sql) {
    return this.database ? this.database.query(sql) : execFileSync('sqlite3', ['-readonly', join(this.directory, 'data/croozer.db'), sql], { encoding: 'utf8' }).trim();
  }

  get progress() {
    const [stored, processed] = this.query('select count(*), count(settled_at) from inbox').split('|').map(Number);
    return { stored, processed };
  }

  load(scenario, more) {
    return load([scenario, '--server', this.serverPort, '--sink', this.sinkPort, '--secret', this.app.secret, '--directory', this.directory, ...more]);
  }

  // Seconds that threads of this name have run.
  threadSeconds(name) {
    const tasks = `/proc/${this.server.child.pid}/task`;
    return readdirSync(tasks).filter((id) => readFileSync(`${tasks}/${id}/comm`, 'utf8').trim() === name)
      .reduce((sum, id) => sum + Number(readFileSync(`${tasks}/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e9, 0);
  }

  get residentMb() {
    return Number(readFileSync(`/proc/${this.server.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  }

  async close() {
    await stop(this.server);
    this.database?.drop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

// `release()` lets a generator end that stays to take replies.
function load(args) {
  const child = spawn('taskset', ['-c', generatorCore, join(process.env.CROOZER_BUILD, 'croozer-load'), ...args.map(String)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
      if (out.includes('\n')) resolve(JSON.parse(out));
    });
    child.once('exit', (code) => reject(new Error(`croozer-load ended with ${code}`)));
  });
  return { line, release: async () => { child.stdin.end(); await ended; } };
}

async function nginxFloor() {
  const directory = mkdtempSync(join(tmpdir(), 'croozer-nginx-'));
  const port = await freePort();
  writeFileSync(join(directory, 'nginx.conf'), `daemon off; worker_processes 1; master_process off; pid ${directory}/pid; error_log /dev/null;
events { worker_connections 512; }
http { access_log off; keepalive_requests 100000000; client_body_temp_path ${directory}; proxy_temp_path ${directory};
  fastcgi_temp_path ${directory}; uwsgi_temp_path ${directory}; scgi_temp_path ${directory};
  server { listen 127.0.0.1:${port}; location / { return 200; } } }`);
  const nginx = spawn('nginx', ['-p', directory, '-c', join(directory, 'nginx.conf')], { stdio: 'ignore' });
  await sleep(500);
  const run = load(['ingest', '--server', port, '--sink', 0, '--secret', 'x', '--seconds', 3]);
  const { rps } = await run.line;
  await run.release();
  nginx.kill('SIGTERM');
  rmSync(directory, { recursive: true, force: true });
  return rps;
}

async function ingest(engine) {
  const before = await nginxFloor();
  const bench = await Bench.open(engine, { burst: 4 });
  const run = bench.load('ingest', ['--seconds', 5, '--customers', 2000]);
  const line = await run.line;
  const atEnd = bench.progress;
  const from = performance.now();
  let now = atEnd;
  while (now.processed < line.acked && performance.now() - from < 120_000) {
    await sleep(100);
    now = bench.progress;
  }
  const drainSeconds = (performance.now() - from) / 1000;
  await run.release();
  const messages = Number(bench.query("select count(*) from messages where direction = 'inbound'"));
  await bench.close();
  const after = await nginxFloor();
  const floor = (before + after) / 2;
  print({ ...line, engine, floor_rps: Math.round(floor), floor_before_rps: Math.round(before), floor_after_rps: Math.round(after), ratio: line.rps / floor,
    ...now, messages, drain_rps: drainSeconds > 0 ? (now.processed - atEnd.processed) / drainSeconds : null, drain_s: drainSeconds });
}

async function orders(engine) {
  for (const statuses of [false, true]) {
    const bench = await Bench.open(engine, { shops: 10 });
    const before = bench.threadSeconds('writer');
    const run = bench.load('orders', ['--seconds', 8, '--shops', 10, '--customers', 64, ...(statuses ? ['--statuses'] : [])]);
    const line = await run.line;
    const writer = bench.threadSeconds('writer') - before;
    const placed = Number(bench.query('select count(*) from orders'));
    const distinct = Number(bench.query('select count(distinct customer_id) from orders'));
    await bench.close();
    print({ ...line, engine, orders: placed, doubled: placed - distinct, lost: line.started - placed, writer_us_per_order: (writer * 1e6) / placed });
  }
}

async function latency(engine) {
  const bench = await Bench.open(engine, { shops: 10 });
  const run = bench.load('latency', ['--seconds', 10, '--per-second', 200, '--shops', 10, '--customers', 32]);
  print({ ...(await run.line), engine });
  await bench.close();
}

async function roadmap(engine) {
  const bench = await Bench.open(engine, { shops: 100 });
  const run = bench.load('roadmap', ['--seconds', 60 * Number(options.minutes), '--per-second', 1000 / 60, '--shops', 100]);
  print({ ...(await run.line), engine });
  await bench.close();
}

// Idle memory, start to the first 200, and many businesses.
async function footprint(engine) {
  const bench = await Bench.open(engine);
  await sleep(2_000);
  const idle = bench.residentMb;
  await stop(bench.server);
  const starts = [];
  for (let i = 0; i < 5; ++i) {
    const from = performance.now();
    const serving = bench.serve();
    while (!(await fetch(`http://127.0.0.1:${bench.serverPort}/healthz`).then((answer) => answer.ok, () => false))) await sleep(2);
    starts.push(performance.now() - from);
    await serving;
    await stop(bench.server);
  }
  await bench.close();
  const many = await Bench.open(engine, { shops: Number(options.businesses) });
  await sleep(2_000);
  const seeded = many.residentMb;
  await stop(many.server);
  await many.serve();
  await sleep(2_000);
  const restarted = many.residentMb;
  await many.close();
  print({ bench: 'footprint', engine, idle_mb: idle, start_ms: starts.sort((a, b) => a - b)[2], start_worst_ms: starts.at(-1),
    businesses: Number(options.businesses), businesses_mb: seeded, businesses_restarted_mb: restarted });
}

const benches = { ingest, orders, latency, roadmap, footprint };
const chosen = bench === 'all' ? Object.values(benches) : [benches[bench]].filter(Boolean);
const understands = bench === 'all' || bench === 'understand';
if (chosen.length === 0 && !understands) {
  console.error(`bench: no ${bench}; there are ${Object.keys(benches).join(', ')}, understand, all`);
  process.exit(2);
}
// Needs no server and no database.
if (understands) understand(process.env.CROOZER_BUILD, root, print);
for (const run of chosen) {
  for (const engine of engines) await run(engine);
}
