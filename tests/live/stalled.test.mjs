// Readers who stop reading, among many who go on (live.md: slow reader): the server's memory stays bounded, they are let go, and nobody else
// is delayed or misses a change. The readers are bench_live's, in C++. THESET_FULL=1: thousands.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { Person } from "../http/live.mjs";
import { root, serve } from "../http/program.mjs";
import { startSandbox } from "../http/sandbox.mjs";
import { full } from "./chance.mjs";
import { setlistOf } from "./scene.mjs";

const client = join(root, "build/release/bench/live/bench_live");
const [viewers, stalled] = full ? [5000, 500] : [200, 20];
const settings = { "http.threads": 1, "http.connections_per_address": 100_000, "live.joins_per_second": 100_000, "live.edit_every": "0ms", "log.level": "warn" };

test("who does not take 1 MB is let go, and others do not notice", { timeout: full ? 1_200_000 : 120_000 }, async (t) => {
  const sandbox = await startSandbox();
  const program = await serve({ sandbox, settings });
  const { setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
  const person = new Person(program, setlist);
  await person.post("presence", {}); // the first deed brings the cookie
  const load = { port: Number(new URL(program.url).port), setlist, server: program.pid, cookies: [person.cookie], viewers, stalled, seconds: 0 };
  const found = JSON.parse((await promisify(execFile)(client, ["stall", JSON.stringify(load)])).stdout);
  t.diagnostic(JSON.stringify(found));
  // One megabyte that all of them share, and what a connection takes anyway; 1 MB each would be far beyond.
  assert.ok(found.stalled_kb < 8 * 1024 + stalled * 100, `${Math.round(found.stalled_kb)} KB for ${stalled} who read nothing`);
  assert.ok(found.beside.p99 < 2 * found.alone.p99 + 100, `p99 ${found.beside.p99} ms beside them, ${found.alone.p99} ms alone`);
  assert.match(program.log(), /^$/, "nothing went wrong");
  await program.stop();
  await sandbox.stop();
});
