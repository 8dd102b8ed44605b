// Robots edit and vote over lines that are cut, doubled and slow; in the end all show one list, and nothing that was acknowledged is lost or
// there twice (live.md: convergence, idempotency, resume). SEED=N: other chances; THESET_FULL=1: for minutes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../http/program.mjs";
import { startSandbox } from "../http/sandbox.mjs";
import { full } from "./chance.mjs";
import { play, setlistOf } from "./scene.mjs";

test("all end with one list, whatever the lines do", { timeout: full ? 3_600_000 : 120_000 }, async (t) => {
  const sandbox = await startSandbox();
  const program = await serve({ sandbox, settings: { "live.edit_every": "0ms" } });
  const place = { program, ...(await setlistOf(program, "Marrow Coast", "upcoming")) };
  const { acked, voted } = await play({ places: [place], robots: full ? 20 : 6, steps: full ? 5000 : 150, cuts: 0.04 });
  t.diagnostic(`${acked} messages acknowledged, ${voted} votes confirmed`);
  assert.ok(acked > 100 && voted > 20, "there was something to lose");
  await program.stop();
  await sandbox.stop();
});
