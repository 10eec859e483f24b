/**
 * Clients of a study in a process of their own; started by the benches: `node api-clients.mjs URL STUDY JSON`.
 * JSON: {pollers, readers, sleepers, again, probes, seconds}: requests of the status once a second; streams of events; streams that are never read; how many
 * readers leave in the middle and come again; requests of /health ten times a second; for how long. At the end (or when all streams have ended) it prints what it saw as JSON.
 */
import { Agent, get } from 'node:http';
import { connect } from 'node:net';

const [base, study, text] = process.argv.slice(2);
const { pollers = 0, readers = 0, sleepers = 0, again = 0, probes = 0, seconds = 86_400 } = JSON.parse(text);
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const seen = { polls: [], health: [], errors: [], delays: [], gaps: [], ended: 0, events: 0, reconnects: 0 };
let over = false;

/** One request. @returns milliseconds */
function poll(path) {
  const began = performance.now();
  return new Promise((resolve) => {
    get(base + path, { agent }, (response) => {
      response.resume();
      response.on('end', () => { if (response.statusCode !== 200) seen.errors.push(`${path}: ${response.statusCode}`); resolve(performance.now() - began); });
    }).on('error', (error) => { seen.errors.push(`${path}: ${error.message}`); resolve(undefined); });
  });
}

/** @param {number} phase 0..1, so that not all ask at once */
async function poller(phase) {
  await sleep(phase * 1000);
  while (!over) {
    const took = await poll(`/v1/studies/${study}`);
    if (took !== undefined) seen.polls.push(took);
    await sleep(1000 - (took ?? 0));
  }
}

async function probe() {
  while (!over) {
    const took = await poll('/health');
    if (took !== undefined) seen.health.push(took);
    await sleep(100);
  }
}

/** Follows the study until it has ended; `leaves`: after a while it goes, and comes again with the last id it had. */
function reader(leaves, phase) {
  let lastId, lastAt;
  return new Promise((resolve) => {
    const open = () => {
      const request = get(`${base}/v1/studies/${study}/events`, { agent: false, headers: { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) } }, (response) => {
        if (response.statusCode !== 200) { if (response.statusCode !== 204) seen.errors.push(`events: ${response.statusCode}`); resolve(); return; }
        let rest = '', ended = false, first = true;
        response.setEncoding('utf8').on('data', (chunk) => {
          const blocks = (rest + chunk).split('\n\n'), now = Date.now();
          rest = blocks.pop();
          for (const block of blocks) {
            if (!block.startsWith('event: ')) continue;
            seen.events++;
            lastId = /^id: (.*)$/m.exec(block)?.[1];
            if (block.startsWith('event: ended')) { ended = true; seen.ended++; continue; }
            // What comes at once when a stream opens is as old as it is.
            const at = /"at":"([^"]+)"/.exec(block)?.[1];
            if (!first) { seen.delays.push(now - Date.parse(at)); if (lastAt !== undefined) seen.gaps.push(now - lastAt); }
            lastAt = now;
            first = false;
          }
        });
        response.on('close', () => { if (ended || over) resolve(); else { seen.reconnects++; setTimeout(open, 1000 * phase); } });
        response.on('error', () => undefined);
      });
      request.on('error', (error) => { if (over) resolve(); else { seen.errors.push(`events: ${error.message}`); setTimeout(open, 1000); } });
      if (leaves) { leaves = false; setTimeout(() => request.destroy(), 10_000 + phase * 10_000); }
    };
    open();
  });
}

/** Asks for the events and never takes any. */
function sleeper() {
  const { hostname, port } = new URL(base), socket = connect({ port: Number(port), host: hostname });
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(`GET /v1/studies/${study}/events HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: text/event-stream\r\n\r\n`);
  return socket;
}

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, Math.max(0, ms)); });
const streams = Array.from({ length: readers }, (_, i) => reader(i < again, again > 0 ? (i % again) / again : 0)), asleep = Array.from({ length: sleepers }, sleeper);
for (let i = 0; i < probes; i++) void probe();
for (let i = 0; i < pollers; i++) void poller(i / pollers);
const time = sleep(seconds * 1000).then(() => { over = true; });
await (readers > 0 ? Promise.race([time, Promise.all(streams)]) : time);
over = true;
for (const socket of asleep) socket.destroy();
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ ...seen, cores: (user + system) / 1000 / performance.now() }), () => process.exit(0));
