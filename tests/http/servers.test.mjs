// Several processes over one PostgreSQL are one site (IMP-2, OPS-1).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ask,
  assertSame,
  begin,
  bringIn,
  candidates,
  completed,
  events,
  harvest,
  json,
  operator,
  post,
  progress,
  shows,
  until,
} from "./api.mjs";
import { makeDatabase, onPostgres } from "./postgres.mjs";
import { run, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
let sandbox;
let alone; // what one process with SQLite makes of the same
const databases = [];

before(async () => {
  if (onPostgres.skip) return;
  sandbox = await startSandbox();
  const program = await serve({ sandbox });
  alone = await harvest(program, (await bringIn(program, name)).artist_id);
  await program.stop();
});
after(async () => {
  await sandbox?.stop();
  for (const database of databases) await database.drop();
});

// Processes with these roles on a new database.
async function site(t, ...roles) {
  const database = await makeDatabase();
  databases.push(database);
  const settings = { ...database.settings, "database.connections": 4 };
  const migrated = await run(["migrate"], settings);
  assert.equal(migrated.code, 0, migrated.err);
  const join = async (role) => {
    const program = await serve({ sandbox, settings, args: ["--role", role] });
    t.after(() => program.stop());
    return program;
  };
  return { join, processes: await Promise.all(roles.map(join)) };
}

test("a hundred requests at once at two servers make one artist and one import", onPostgres, async (t) => {
  const { processes } = await site(t, "web", "web");
  const [{ hit_id, spotify_id }] = await candidates(processes[0], "Tin Observatory");
  const wishes = Array.from({ length: 100 }, (_, i) => [processes[i % 2], i % 4 < 2 ? { hit_id } : { spotify_id }]);
  const answers = await Promise.all(wishes.map(([server, wish]) => post(server, "/api/v1/imports", wish)));
  for (const answer of answers) assert.equal(answer.status, 202, answer.text);
  assert.equal(new Set(answers.map((answer) => answer.json().artist_id)).size, 1);
  for (const server of processes) {
    const imports = (await ask(server, "/admin/imports", { headers: operator })).text;
    assert.equal(imports.match(/href="\/artists\/tin-observatory[^"]*"/g).length, 1);
  }
});

test("pages here, work there: progress comes across and both show the same", onPostgres, async (t) => {
  const { processes } = await site(t, "web", "all", "all");
  const [desk, other] = processes;
  const { artist_id, slug } = await begin(desk, name);
  const ids = [];
  let last;
  for await (const { id, data } of events(desk, artist_id)) {
    ids.push(id);
    assert.ok(data.progress >= (last?.progress ?? 0));
    last = data;
  }
  assert.deepEqual(
    ids,
    Array.from(ids, (_, i) => ids[0] + i),
  );
  assert.equal(last.status, "completed");
  assertSame(await harvest(desk, artist_id), alone);
  assertSame(await harvest(other, artist_id), alone);
  assert.match((await ask(other, `/artists/${slug}`)).text, /All here/);
});

test("a server that is killed hands its work to another", { ...onPostgres, timeout: 120_000 }, async (t) => {
  const { join, processes } = await site(t, "web");
  const [desk] = processes;
  await sandbox.fault({ kind: "latency", latency_ms: 250 });
  t.after(() => sandbox.clearFaults());
  const { artist_id } = await begin(desk, name);
  const doomed = await join("all");
  await until(desk, artist_id, (state) => state.setlists_imported > 0 || state.progress > 40);
  await doomed.kill();
  const before = await progress(desk, artist_id);
  await join("all");
  const state = await completed(desk, artist_id);
  assert.ok(state.sequence > before.sequence);
  assertSame(await harvest(desk, artist_id), alone);
});

test("artists who share stages are brought in at once by two workers as if one after the other", {
  ...onPostgres,
  timeout: 120_000,
}, async (t) => {
  const cast = ["Velvet Arcade", "Brutalist Picnic", "Marrow Coast", "Pale Ferry", "Pale Ferries"];
  const one = await serve({ sandbox });
  t.after(() => one.stop());
  // Which spelling a hall goes by is said by who came first.
  const nights = async (program, { artist_id }) => {
    const all = [...(await shows(program, artist_id, "upcoming")), ...(await shows(program, artist_id, "past"))];
    return all.map((show) => [show.date, show.start_time, show.status, show.song_count].join(" / "));
  };
  const wanted = [];
  for (const artist of cast) wanted.push(await nights(one, await bringIn(one, artist)));
  const { processes } = await site(t, "all", "all");
  const begun = await Promise.all(cast.map((artist, i) => bringIn(processes[i % 2], artist)));
  for (const [i, artist] of begun.entries()) assertSame(await nights(processes[0], artist), wanted[i]);
});

test("an artist brought in at one server is found by search at the other", onPostgres, async (t) => {
  const { processes } = await site(t, "all", "web");
  const [here, there] = processes;
  const { artist_id } = await bringIn(here, "Blåbærsøvn");
  for (const latest = Date.now() + 10_000; ; ) {
    const { artists } = await json(there, "/api/v1/search?q=blabaersovn");
    if (artists.some((artist) => artist.id === artist_id)) return;
    assert.ok(Date.now() < latest, "within its looks at the database");
  }
});
