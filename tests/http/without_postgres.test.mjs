// PostgreSQL crashes in the middle of an import and comes back: the import goes on, and in between people are told so at once (IMP-7).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, assertSame, begin, completed, events, harvest, progress } from "./api.mjs";
import { crashServer, makeDatabase, onPostgres, startServer } from "./postgres.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
const told = 5_000; // ms within which a visitor is answered
const ended = 15_000; // and within which the program has ended: half of what those who stop it usually wait
let sandbox;

before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());

/** Waits for the next event that is so. */
async function until(program, artist, wanted) {
  for await (const { data } of events(program, artist)) if (wanted(data)) return;
}

async function timed(work, limit = told) {
  const began = performance.now();
  const result = await work;
  assert.ok(performance.now() - began < limit, `took ${Math.round(performance.now() - began)} ms`);
  return result;
}

test("a crash of the database in the middle of an import", { ...onPostgres, timeout: 170_000 }, async () => {
  const calm = await serve({ sandbox });
  const first = await begin(calm, name);
  await completed(calm, first.artist_id);
  const undisturbed = await harvest(calm, first.artist_id);
  await calm.stop();

  const database = await makeDatabase();
  const program = await serve({ sandbox, settings: database.settings });
  await sandbox.fault({ kind: "latency", latency_ms: 150 });
  const { artist_id: artist, slug } = await begin(program, name);
  await until(program, artist, (state) => state.shows_imported > 0);
  const before = await progress(program, artist);
  await crashServer();
  try {
    for (const path of [`/artists/${slug}`, "/search?q=x", "/following"]) {
      const page = await timed(ask(program, path));
      assert.equal(page.status, 503, path);
      assert.match(page.text, /moment/, "says that it will pass");
      assert.ok(Number(page.headers.get("retry-after")) > 0);
    }
    const api = await timed(ask(program, `/api/v1/artists/${artist}`));
    assert.equal(api.status, 503);
    assert.match(api.json().error.code, /^db\./);
    assert.equal((await timed(ask(program, "/healthz"))).status, 200, "the process itself is well");
    assert.equal((await timed(ask(program, "/readyz"))).status, 503);
  } finally {
    await startServer();
  }
  await completed(program, artist);
  const now = await progress(program, artist);
  assert.ok(now.sequence > before.sequence);
  assertSame(await harvest(program, artist), undisturbed);
  await program.stop();
  await database.drop();
});

test("the program ends when asked to, also without its database", { ...onPostgres, timeout: 100_000 }, async () => {
  const database = await makeDatabase();
  const program = await serve({ sandbox, settings: database.settings });
  await begin(program, name);
  await crashServer();
  try {
    assert.equal(await timed(program.terminate(), ended), 0);
  } finally {
    await startServer();
  }
  await database.drop();
});
