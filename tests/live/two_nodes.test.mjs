// Two servers on one PostgreSQL, without any bus between them: a crowd at both has one list (live.md: two nodes).
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeDatabase, onPostgres } from "../http/postgres.mjs";
import { serve } from "../http/program.mjs";
import { startSandbox } from "../http/sandbox.mjs";
import { full } from "./chance.mjs";
import { play, setlistOf } from "./scene.mjs";

test("a crowd at two servers, who come back to either, has one list", { ...onPostgres, timeout: full ? 3_600_000 : 120_000 }, async () => {
  const sandbox = await startSandbox();
  const { settings, drop } = await makeDatabase();
  const start = () => serve({ sandbox, settings: { "live.edit_every": "0ms", ...settings } });
  const [here, there] = [await start(), await start()];
  const { setlist } = await setlistOf(here, "Marrow Coast", "upcoming");
  const { acked } = await play({ places: [here, there].map((program) => ({ program, setlist })), steps: full ? 3000 : 100 });
  assert.ok(acked > 50, "there was something to lose");
  await here.stop();
  await there.stop();
  await drop();
  await sandbox.stop();
});
