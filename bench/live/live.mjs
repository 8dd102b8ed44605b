// How fast a live setlist is (RT-1, SET-2 … SET-4, VOT-1): the real program with one event loop, loaded by bench_live from one thread.
//     node bench/live/live.mjs [edit|vote|idle|stall|come_back …]
// In PostgreSQL too where THESET_TEST_POSTGRES says where one is (tests/support/with_postgres).
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Person, setlistOf } from "../../tests/http/live.mjs";
import { makeDatabase } from "../../tests/http/postgres.mjs";
import { root, serve } from "../../tests/http/program.mjs";
import { startSandbox } from "../../tests/http/sandbox.mjs";

const load = join(root, "build/release/bench/live/bench_live");
const seconds = Number(process.env.SECONDS ?? 10);
const rounds = Number(process.env.ROUNDS ?? 3);
const chosen = process.argv.slice(2);
const wanted = (name) => chosen.length === 0 || chosen.includes(name);

// What protects a site from one reader who acts as thousands.
const unlimited = {
  "http.threads": 1,
  "http.connections_per_address": 100_000,
  "live.joins_per_second": 100_000,
  "live.edit_every": "0ms",
  "log.level": "warn",
};

let sandbox;

/** A program with an upcoming show's setlist, measured `rounds` times by one scene; answers its results. */
async function measure(scene, { settings = {}, people = 1, viewers = 0, stalled = 0 } = {}) {
  const program = await serve({ sandbox, settings: { ...unlimited, ...settings } });
  try {
    const { setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
    const crowd = Array.from({ length: people }, () => new Person(program, setlist));
    for (const person of crowd) await person.post("presence", {}); // the first deed brings the cookie
    await crowd[0].read();
    const asked = { port: Number(new URL(program.url).port), setlist, server: program.pid, cookies: crowd.map(({ cookie }) => cookie), viewers, stalled, seconds };
    const results = [];
    for (let round = 0; round < (["idle", "stall", "come_back"].includes(scene) ? 1 : rounds); round++) {
      const { stdout } = await promisify(execFile)(load, [scene, JSON.stringify(asked)]);
      results.push(JSON.parse(stdout));
    }
    return results;
  } catch (error) {
    throw new Error(`${error.stderr ?? error.message}\nThe program's log ends with:\n${program.log().slice(-2000)}`);
  } finally {
    await program.stop();
  }
}

const number = (value, digits = 1) => value.toFixed(digits);
const say = (what, results, show) => {
  for (const result of results) console.log(`${what.padEnd(38)} ${show(result)}   (load ${number(loadavg()[0])})`);
};
const used = ({ all, system }) => `${number(all, 2)} cores (${number(system, 2)} in the system)`;

async function edits(engine, settings) {
  const results = await measure("edit", { settings, people: 10 });
  say(`edits, 10 people, ${engine}`, results, ({ edits, ack, cores }) =>
    `${Math.round(edits)}/s, answered p50 ${number(ack.p50)}, p99 ${number(ack.p99)} ms; ${used(cores)}`);
}

sandbox = await startSandbox();
try {
  if (wanted("edit")) {
    await edits("SQLite", {});
    if (process.env.THESET_TEST_POSTGRES) {
      const { settings, drop } = await makeDatabase();
      await edits("PostgreSQL", settings);
      await drop();
    }
  }
  if (wanted("vote"))
    for (const viewers of [1000, 5000])
      for (const window of [50, 250]) {
        const results = await measure("vote", { settings: { "live.vote_window": `${window}ms` }, people: 50, viewers });
        say(`50 votes/s, ${viewers} viewers, ${window} ms`, results, ({ delivery, cores, client, bytes, frames }) =>
          `p50 ${number(delivery.p50)}, p99 ${number(delivery.p99)} ms; ${used(cores)}; ${Math.round(bytes)} B and ${number(frames)} messages a second each; client ${number(client.all, 2)} cores`);
      }
  if (wanted("idle")) say("idle, 5000 viewers", await measure("idle", { viewers: 5000 }), ({ kb }) => `${number(kb)} KB each`);
  if (wanted("stall"))
    say("1000 viewers, 100 who read nothing", await measure("stall", { viewers: 1000, stalled: 100 }), ({ alone, beside, stalled_kb }) =>
      `p50 ${number(beside.p50)}, p99 ${number(beside.p99)} ms beside them, ${number(alone.p50)} and ${number(alone.p99)} ms alone; ${Math.round(stalled_kb)} KB for them`);
  if (wanted("come_back"))
    say("coming back after 500 changes", await measure("come_back"), (r) =>
      `${r.bytes} B in p50 ${number(r.took.p50, 2)}, p99 ${number(r.took.p99, 2)} ms; new ${r.fresh_bytes} B, ${number(r.fresh_took.p50, 2)} ms; nothing missed ${r.same_bytes} B, ${number(r.same_took.p50, 2)} ms`);
} finally {
  await sandbox.stop();
}
