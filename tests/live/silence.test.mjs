// Whoever falls silent is gone (live.md: presence ends): a page that is killed, a page that only stops, and a whole server. live.silence is
// shortened here; THESET_FULL=1 leaves it at its 30 s.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Person } from "../http/live.mjs";
import { makeDatabase, onPostgres } from "../http/postgres.mjs";
import { root, serve } from "../http/program.mjs";
import { startSandbox } from "../http/sandbox.mjs";
import { full } from "./chance.mjs";
import { setlistOf } from "./scene.mjs";

const silence = full ? 30_000 : 4_000;
const late = 5_000; // what is allowed after it
const settings = { "live.silence": `${silence}ms` };

let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());

const someone = async (program, setlist) => {
  const person = new Person(program, setlist);
  await person.post("presence", {}); // the first deed brings the cookie
  return person;
};

/** A page at `there` that has an item in its hand, as somebody at `here` sees it. */
async function watched(t, here, there, setlist) {
  const watcher = await (await someone(here, setlist)).join();
  const { cookie } = await someone(there, setlist);
  const { id: item } = watcher.welcome.doc.items[0];
  const began = Date.now();
  const page = spawn(process.execPath, [join(root, "tests/live/page_process.mjs"), JSON.stringify({ url: there.url, setlist, cookie, item })], {
    stdio: "inherit",
  });
  const closed = once(page, "close");
  t.after(() => page.kill("SIGKILL"));
  const shown = ({ t, who }) => t === "pres" && who.some((entry) => entry.item === item);
  await watcher.next(shown);
  watcher.messages.length = 0; // what was told before
  return {
    page,
    closed,
    /** How long it took from `since` until it is not shown any more. */
    gone: async (since = began) => {
      await watcher.next((message) => message.t === "pres" && !shown(message));
      watcher.cut();
      return Date.now() - since;
    },
  };
}

test("a page that is killed or stops", { timeout: 120_000 }, async (t) => {
  const program = await serve({ sandbox, settings });
  t.after(() => program.kill());
  const { setlist } = await setlistOf(program, "Marrow Coast", "upcoming");

  const killed = await watched(t, program, program, setlist);
  const moment = Date.now();
  killed.page.kill("SIGKILL");
  assert.ok((await killed.gone(moment)) < silence, "its system says goodbye for it");

  const stopped = await watched(t, program, program, setlist);
  stopped.page.kill("SIGSTOP"); // its connection stays, as that of a phone in a tunnel does
  const took = await stopped.gone();
  assert.ok(took >= silence && took < silence + late, `gone after ${took} ms`);
  stopped.page.kill("SIGKILL");
  await stopped.closed;
  await program.stop();
});

test("a server that is killed takes its pages with it", { ...onPostgres, timeout: 120_000 }, async (t) => {
  const database = await makeDatabase();
  const start = () => serve({ sandbox, settings: { ...settings, ...database.settings } });
  const [here, there] = [await start(), await start()];
  t.after(() => Promise.all([here, there].map((program) => program.kill())));
  const { setlist } = await setlistOf(here, "Marrow Coast", "upcoming");

  const { closed, gone } = await watched(t, here, there, setlist);
  const moment = Date.now();
  assert.equal(await there.kill(), "SIGKILL");
  const took = await gone(moment);
  assert.ok(took < silence + late, `gone after ${took} ms`);
  await closed;

  // One that is stopped says goodbye.
  const again = await start();
  const other = await watched(t, here, again, setlist);
  await again.stop();
  assert.ok((await other.gone(Date.now())) < silence);
  await here.stop();
  await database.drop();
});
