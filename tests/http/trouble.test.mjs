// Services that are down, refuse, answer nonsense or hang up: each delays only its own part, and in the end nothing is missing or
// there twice (IMP-6, EXT-4, EXT-5).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import {
  ask,
  assertSame,
  begin,
  candidates,
  completed,
  events,
  harvest,
  operate,
  operator,
  part,
  post,
  progress,
  settleJobs,
  until,
} from "./api.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
let sandbox;
let undisturbed;

before(async () => {
  sandbox = await startSandbox();
  const program = await serve({ sandbox });
  const { artist_id } = await begin(program, name);
  await completed(program, artist_id);
  undisturbed = await harvest(program, artist_id);
  assert.ok(undisturbed.length > 90);
  await program.stop();
});
after(() => sandbox?.stop());

// A fresh program and an import that begins under these faults of its own sandbox.
async function under(t, ...faults) {
  const sandbox = await startSandbox();
  const program = await serve({ sandbox });
  t.after(() => program.stop());
  t.after(() => sandbox.stop());
  const [hit] = await candidates(program, name);
  for (const fault of faults) await sandbox.fault(fault);
  await sandbox.forgetCalls();
  const answer = await post(program, "/api/v1/imports", { hit_id: hit.hit_id });
  assert.equal(answer.status, 202);
  return { sandbox, program, artist: answer.json().artist_id, slug: answer.json().slug };
}

// What waits for its next attempt is sent on by the operator, again and again, until the import has ended.
async function hurried(program, artist) {
  let over = false;
  const ended = completed(program, artist).finally(() => {
    over = true;
  });
  while (!over) {
    await settleJobs(program);
    await Promise.race([ended, pause(100)]);
  }
  return ended;
}

for (const [service, source, own] of [
  ["setlistfm", "setlist.fm", "setlists"],
  ["ticketmaster", "Ticketmaster", "shows"],
]) {
  test(`${source} refuses our key: the rest arrives, and one click tries again`, async (t) => {
    const { sandbox, program, artist, slug } = await under(t, { service, kind: "forbidden" });
    const failed = await until(program, artist, (state) => state.status !== "importing");
    assert.equal(failed.status, "failed");
    for (const { part: which, status, error } of failed.parts) {
      assert.equal(status, which === own ? "failed" : "done", which);
      if (which === own)
        assert.deepEqual(error, { code: `${service}.bad_key`, message: `${source} does not accept the key of this site.` });
    }
    assert.equal(failed.phase_text, `${source} does not accept the key of this site.`);
    const page = (await ask(program, `/artists/${slug}`)).text;
    assert.match(page, new RegExp(`${source} does not accept the key of this site. What arrived is kept.`));
    assert.ok(page.includes(`action="/imports/${artist}/retry"`), "the button");

    await sandbox.clearFaults();
    const click = await post(program, `/imports/${artist}/retry`, "", { "content-type": "application/x-www-form-urlencoded" });
    assert.equal(click.status, 303);
    assert.equal(click.headers.get("location"), `/artists/${slug}`);
    await completed(program, artist);
    assertSame(await harvest(program, artist), undisturbed);
    const again = await post(program, `/api/v1/artists/${artist}/import/retry`, "");
    assert.equal(again.status, 202, "a second click finds nothing to do");
    assert.equal(again.json().status, "completed");
  });
}

test("an import that failed is not at a hundred, and goes on from where it was", async (t) => {
  const { sandbox, program, artist } = await under(t, { service: "setlistfm", kind: "forbidden" });
  const failed = await until(program, artist, (state) => state.status === "failed");
  assert.ok(failed.progress < 100, `${failed.progress}`);
  await sandbox.clearFaults();
  const retried = (await post(program, `/api/v1/artists/${artist}/import/retry`, "")).json();
  assert.equal(retried.status, "importing");
  assert.ok(retried.progress >= failed.progress && retried.progress < 100);
  assert.equal((await completed(program, artist)).progress, 100);
});

for (const [service, source, own] of [
  ["setlistfm", "setlist.fm", "setlists"],
  ["ticketmaster", "Ticketmaster", "shows"],
  ["spotify", "Spotify", "profile"],
]) {
  test(`${source} is down: only its own part waits, and the operator can send it on`, async (t) => {
    const { sandbox, program, artist, slug } = await under(t, { service, kind: "error", status: 502 });
    const others = ["shows", "setlists"].filter((which) => which !== own);
    const waiting = await until(
      program,
      artist,
      (s) => part(s, own).status === "paused" && others.every((which) => part(s, which).status === "done"),
    );
    assert.equal(waiting.status, "importing");
    assert.equal(part(waiting, own).error.message, `${source} answered with an error of its own (502).`);
    assert.equal((await ask(program, `/artists/${slug}`)).status, 200);
    assert.equal((await ask(program, `/artists/${slug}/import`)).status, 200);
    await sandbox.clearFaults();
    await hurried(program, artist);
    assertSame(await harvest(program, artist), undisturbed);
  });
}

// A part that had come some way goes on by itself after a while: the kinds wait side by side.
test("what goes wrong on the way costs nothing but time", { concurrency: true }, async (t) => {
  const disturbed = async (t, kind) => {
    const { program, artist } = await under(
      t,
      { service: "spotify", path: "/albums/", kind, count: 1 },
      { service: "ticketmaster", path: "/events", kind, count: 1 },
      { service: "setlistfm", path: "/artist/", kind, count: 1 },
    );
    await hurried(program, artist);
    assertSame(await harvest(program, artist), undisturbed);
  };
  await Promise.all(["cut", "broken_json", "truncated", "error"].map((kind) => t.test(kind, (t) => disturbed(t, kind))));
});

test("a short 429 of each service is waited for without a word", async (t) => {
  const { program, artist } = await under(
    t,
    { service: "spotify", path: "/albums/", kind: "rate", count: 1 },
    { service: "ticketmaster", path: "/events", kind: "rate", count: 1 },
    { service: "setlistfm", path: "/artist/", kind: "rate", count: 1 },
  );
  for await (const { data } of events(program, artist)) for (const { error } of data.parts) assert.equal(error, undefined);
  assertSame(await harvest(program, artist), undisturbed);
});

test("Spotify's long 429 is obeyed to the second it names", async (t) => {
  const { sandbox, program, artist } = await under(t, { service: "spotify", path: "/albums/", kind: "quota", count: 1, retry_after: 9 });
  const waiting = await until(program, artist, (state) => part(state, "albums").status === "paused");
  const at = part(waiting, "albums").resume_at;
  assert.ok(at - Date.now() > 7000 && at - Date.now() <= 9000);
  await sandbox.forgetCalls();
  await until(program, artist, (state) => part(state, "albums").status !== "paused");
  assert.ok(Date.now() >= at);
  await completed(program, artist);
  assertSame(await harvest(program, artist), undisturbed);
});

for (const [service, source, own] of [
  ["setlistfm", "setlist.fm", "setlists"],
  ["ticketmaster", "Ticketmaster", "shows"],
]) {
  test(`a spent day at ${source} is said honestly, and asked about no more`, async (t) => {
    const { sandbox, program, artist, slug } = await under(t, { service, kind: "quota" });
    const others = ["profile", "albums", "shows", "setlists"].filter((which) => which !== own);
    const waiting = await until(
      program,
      artist,
      (s) => part(s, own).status === "paused" && others.every((which) => part(s, which).status === "done"),
    );
    assert.equal(waiting.status, "importing");
    assert.equal(waiting.current_phase, own);
    const told = new RegExp(`${source} asked us to come back later\\. Goes on in \\d+ (minutes|hours|days?)\\.`);
    assert.match(waiting.phase_text, told);
    const { resume_at } = part(waiting, own);
    assert.ok(resume_at > Date.now() + 8000 && resume_at <= Date.now() + 25 * 3_600_000, `${resume_at}`);
    for (const page of [`/artists/${slug}`, `/artists/${slug}/import`]) assert.match((await ask(program, page)).text, told);
    const { recent } = await sandbox.calls();
    assert.equal(recent.filter((call) => call.service === service).length, 1, "the refusal is believed");
  });
}

test("a job that an operator discards is a part that failed, and can be tried again", async (t) => {
  const { sandbox, program, artist } = await under(t, { service: "setlistfm", kind: "error" });
  await until(program, artist, (state) => part(state, "setlists").status === "paused" && part(state, "albums").status === "done");
  for (let tries = 0; (await settleJobs(program, "cancel")) === 0; tries++) assert.ok(tries < 200, "the job is listed");
  const failed = await until(program, artist, (state) => state.status !== "importing");
  assert.equal(failed.status, "failed");
  assert.match(part(failed, "setlists").error.message, /^\S.*[.]$/);
  await sandbox.clearFaults();
  assert.equal((await post(program, `/api/v1/artists/${artist}/import/retry`, "")).status, 202);
  await completed(program, artist);
  assertSame(await harvest(program, artist), undisturbed);
});

test("a queue that is paused holds imports back, and lets them go", async (t) => {
  const program = await serve({ sandbox });
  t.after(() => program.stop());
  const held = (word) => operate(program, "/admin/queues/high", [["verb", word]]);
  await held("pause");
  const { artist_id } = await begin(program, name);
  assert.match((await ask(program, "/admin/jobs", { headers: operator })).text, /paused by operator/);
  assert.equal((await progress(program, artist_id)).sequence, 0);
  await held("resume");
  await completed(program, artist_id);
  const wrong = { ...operator, "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await post(program, "/admin/queues/high", "verb=explode", wrong)).status, 400);
  assert.equal((await post(program, "/admin/queues/none", "verb=pause", wrong)).status, 400);
});
