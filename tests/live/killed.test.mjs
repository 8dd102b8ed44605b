// kill -9 while a crowd edits and votes, on both databases: nothing acknowledged is lost or applied twice (live.md: durability).
// THESET_FULL=1: a hundred kills each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeDatabase, onPostgres } from "../http/postgres.mjs";
import { makeFolder, serve } from "../http/program.mjs";
import { startSandbox } from "../http/sandbox.mjs";
import { full } from "./chance.mjs";
import { play, setlistOf } from "./scene.mjs";

const kills = full ? 100 : 4;
const every = 30; // steps

async function survive(settings) {
  const sandbox = await startSandbox();
  const data = makeFolder();
  const start = () => serve({ sandbox, data, settings: { "live.edit_every": "0ms", ...settings } });
  const program = await start();
  const place = { program, ...(await setlistOf(program, "Marrow Coast", "upcoming")) };
  let done = 0;
  const trouble = async (step) => {
    if (step % every !== every - 1 || done === kills) return;
    assert.equal(await place.program.kill(), "SIGKILL");
    place.program = await start();
    done++;
  };
  const { acked } = await play({ places: [place], steps: every * (kills + 1), cuts: 0.01, trouble });
  assert.equal(done, kills);
  assert.ok(acked > 50, "there was something to lose");
  await place.program.stop();
  await sandbox.stop();
}

test("killed under load, on SQLite", { timeout: full ? 3_600_000 : 120_000 }, () => survive({}));

test("killed under load, on PostgreSQL", { ...onPostgres, timeout: full ? 3_600_000 : 120_000 }, async () => {
  const { settings, drop } = await makeDatabase();
  await survive(settings);
  await drop();
});
