// Killed in the middle, again and again, an import goes on where it was: at the end nothing is missing or there twice (IMP-7).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSame, begin, completed, events, harvest, json, progress } from "./api.mjs";
import { setTimeout as moment } from "node:timers/promises";
import { makeDatabase, onPostgres } from "./postgres.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
const latency = 60; // ms a call, so that there is a middle to be killed in
let sandbox;
let undisturbed;
let needed; // calls

before(async () => {
  sandbox = await startSandbox();
  const program = await serve({ sandbox });
  const { artist_id } = await begin(program, name);
  await completed(program, artist_id);
  undisturbed = await harvest(program, artist_id);
  needed = (await sandbox.calls()).by_endpoint;
  await program.stop();
  await sandbox.fault({ kind: "latency", latency_ms: latency });
});
after(() => sandbox?.stop());

// Lets so many events of the import pass; false when it ended before.
async function watch(program, artist, count) {
  for await (const { data } of events(program, artist)) {
    if (data.status !== "importing") return false;
    if (--count === 0) return true;
  }
  return false;
}

async function survive({ kills, makeSettings }) {
  const data = makeFolder();
  const { settings, drop } = await makeSettings();
  let program = await serve({ sandbox, data, settings });
  const { artist_id: artist } = await begin(program, name);
  let before = { progress: 0 };
  let done = 0;
  for (const { count, later } of kills) {
    if (!(await watch(program, artist, count))) break;
    before = await progress(program, artist);
    await moment(later); // the kill falls between one event and the next, wherever the program is then
    assert.equal(await program.kill(), "SIGKILL");
    done++;
    program = await serve({ sandbox, data, settings });
    const now = await progress(program, artist);
    assert.ok(now.progress >= before.progress && now.sequence >= before.sequence, "what was told is kept");
  }
  await completed(program, artist);
  const found = await harvest(program, artist);
  await program.stop();
  await drop?.();
  return { found, done };
}

const anyOf = (most) => 1 + Math.floor(Math.random() * most);
const life = (makeSettings) => ({ kills: Array.from({ length: 2 }, () => ({ count: anyOf(9), later: anyOf(latency) })), makeSettings });

// Twelve programs at a time, each killed twice. Many more: THESET_KILLS=200 node --test --test-timeout=3600000 tests/http/killed.test.mjs
test("any number of kills at any moment, on both databases", { ...onPostgres, timeout: 3_600_000 }, async (t) => {
  const wanted = Number(process.env.THESET_KILLS ?? 20);
  let done = 0;
  while (done < wanted) {
    const lives = Array.from({ length: 12 }, (_, i) => life(i % 2 ? makeDatabase : async () => ({ settings: {} })));
    await sandbox.forgetCalls();
    const ends = await Promise.all(lives.map(survive));
    for (const [i, { found }] of ends.entries())
      assert.doesNotThrow(() => assertSame(found, undisturbed), `killed after ${JSON.stringify(lives[i].kills)}`);
    const { by_endpoint: made } = await sandbox.calls();
    // A kill costs the call under way of each part, and what its one transaction had not yet stored.
    for (const endpoint of ["setlistfm /artist/{id}/setlists", "spotify /albums/{id}", "ticketmaster /events"])
      assert.ok(
        made[endpoint] <= lives.length * (needed[endpoint] + 2),
        `${endpoint}: ${made[endpoint]} calls for ${lives.length} × ${needed[endpoint]}`,
      );
    for (const end of ends) done += end.done;
    t.diagnostic(`${done} kills survived`);
  }
});

test("what was acknowledged is there after a kill at once", async () => {
  const data = makeFolder();
  const first = await serve({ sandbox, data });
  const { artist_id, slug } = await begin(first, name);
  await first.kill();
  const second = await serve({ sandbox, data, args: ["--role", "web"] });
  assert.equal((await json(second, `/api/v1/artists/${artist_id}`)).slug, slug);
  assert.equal((await progress(second, artist_id)).status, "importing");
  await second.stop();
});
