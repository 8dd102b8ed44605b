// Killed in the middle, again and again, an import goes on where it was: at the end nothing is missing or there twice (IMP-7).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSame, begin, completed, events, harvest, json, progress } from "./api.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
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
  await sandbox.fault({ kind: "latency", latency_ms: 60 }); // so that there is a middle to be killed in
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

async function survive(kills) {
  const data = makeFolder();
  let program = await serve({ sandbox, data });
  const { artist_id: artist } = await begin(program, name);
  let before = { progress: 0 };
  for (const count of kills) {
    if (!(await watch(program, artist, count))) break;
    before = await progress(program, artist);
    assert.equal(await program.kill(), "SIGKILL");
    program = await serve({ sandbox, data });
    const now = await progress(program, artist);
    assert.ok(now.progress >= before.progress && now.sequence >= before.sequence, "what was told is kept");
  }
  await completed(program, artist);
  const found = await harvest(program, artist);
  await program.stop();
  return found;
}

const anyOf = (most) => 1 + Math.floor(Math.random() * most);

test("any number of kills at any moment", { timeout: 120_000 }, async () => {
  const lives = Array.from({ length: 4 }, () => [anyOf(12), anyOf(12)]);
  await sandbox.forgetCalls();
  const harvests = await Promise.all(lives.map(survive));
  for (const [i, found] of harvests.entries()) {
    assert.doesNotThrow(() => assertSame(found, undisturbed), `killed after ${lives[i]} events`);
  }
  const { by_endpoint: made } = await sandbox.calls();
  // A kill costs the call under way of each part, and what its one transaction had not yet stored.
  for (const endpoint of ["setlistfm /artist/{id}/setlists", "spotify /albums/{id}", "ticketmaster /events"])
    assert.ok(
      made[endpoint] <= lives.length * (needed[endpoint] + 2),
      `${endpoint}: ${made[endpoint]} calls for ${lives.length} × ${needed[endpoint]}`,
    );
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
