// POST an artist: answered at once, no matter how the services are; one artist and one import however often it is asked (IMP-1, IMP-2).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, candidates, completed, json, operator, post } from "./api.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
let program; // all roles
let desk; // pages only: what it is asked for waits for a worker

before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox });
  desk = await serve({ sandbox, args: ["--role", "web"] });
});
after(async () => {
  await program?.stop();
  await desk?.stop();
  await sandbox?.stop();
});

async function refused(body, status, code) {
  const answer = await post(desk, "/api/v1/imports", body);
  assert.equal(answer.status, status, answer.text);
  const { error } = answer.json();
  assert.equal(error.code, code);
  assert.match(error.message, /^\S.*[.]$/s, "a sentence for a person");
  assert.equal(error.request_id, answer.headers.get("x-request-id"));
}

async function hitOf(server, name) {
  return (await candidates(server, name)).find((candidate) => candidate.name === name);
}

test("answers 202 with the product's JSON", async () => {
  const { hit_id } = await hitOf(program, "Marrow Coast");
  const answer = await post(program, "/api/v1/imports", { hit_id });
  assert.equal(answer.status, 202);
  const body = answer.json();
  assert.deepEqual(body, { artist_id: body.artist_id, slug: "marrow-coast", status: "importing", progress: 0 });
  assert.match(body.artist_id, /^[1-9]\d{0,18}$/);
  assert.equal(answer.headers.get("location"), `/api/v1/artists/${body.artist_id}/import`);
  assert.equal((await ask(program, "/artists/marrow-coast")).status, 200, "the page is there at once");
  await completed(program, body.artist_id);
  const again = (await post(program, "/api/v1/imports", { hit_id })).json();
  assert.deepEqual(again, { ...body, status: "completed", progress: 100 }, "who is here is answered as they are");
});

test("by a Spotify id, whose name comes with the profile", async () => {
  const { id } = await sandbox.artistAtSpotify("Sable Orchard");
  const answer = await post(program, "/api/v1/imports", { spotify_id: id });
  assert.equal(answer.status, 202);
  const { artist_id, slug } = answer.json();
  await completed(program, artist_id);
  const artist = await json(program, `/api/v1/artists/${artist_id}`);
  assert.equal(artist.name, "Sable Orchard");
  assert.equal(artist.slug, "sable-orchard");
  const old = await ask(program, `/artists/${slug}`);
  assert.equal(old.status, 301, "the first address leads to the one with the name");
  assert.equal(old.headers.get("location"), "/artists/sable-orchard");
});

test("calls no service on the way", async () => {
  const { hit_id } = await hitOf(desk, "Pale Ferry");
  const { id } = await sandbox.artistAtSpotify("Velvet Arcade");
  await sandbox.forgetCalls();
  for (const wish of [{ hit_id }, { spotify_id: id }]) {
    const answer = await post(desk, "/api/v1/imports", wish);
    assert.equal(answer.status, 202);
    const page = await ask(desk, `/artists/${answer.json().slug}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /<ts-import-progress/);
  }
  assert.equal((await sandbox.calls()).total, 0);
});

test("answers within the promised three seconds while every service hangs", async (t) => {
  const { hit_id } = await hitOf(program, "Pale Ferry");
  await sandbox.fault({ kind: "latency", latency_ms: 8000 });
  t.after(() => sandbox.clearFaults());
  const began = performance.now();
  const answer = await post(program, "/api/v1/imports", { hit_id });
  assert.equal(answer.status, 202);
  assert.equal((await ask(program, "/artists/pale-ferry")).status, 200);
  assert.ok(performance.now() - began < 3000);
});

test("the form does the same and leads to the artist's page", async () => {
  const { hit_id } = await hitOf(desk, "Blåbærsøvn");
  const send = (body) => post(desk, "/imports", `${new URLSearchParams(body)}`, { "content-type": "application/x-www-form-urlencoded" });
  const answer = await send({ hit: hit_id });
  assert.equal(answer.status, 303);
  const page = await ask(desk, answer.headers.get("location"));
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1[^>]*>Blåbærsøvn<\/h1>/);
  const wrong = await send({ hit: "17" });
  assert.equal(wrong.status, 404);
  assert.match(wrong.headers.get("content-type"), /^text\/html/);
  assert.match(wrong.text, /Search for the artist again/);
});

test("a hundred requests at once make one artist and one import", async () => {
  const { hit_id, spotify_id } = await hitOf(desk, "Tin Observatory");
  const wishes = Array.from({ length: 100 }, (_, i) => (i % 2 ? { spotify_id } : { hit_id }));
  const answers = await Promise.all(wishes.map((wish) => post(desk, "/api/v1/imports", wish)));
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [202]);
  assert.equal(new Set(answers.map((a) => a.json().artist_id)).size, 1);
  assert.equal(new Set(answers.map((a) => a.json().slug)).size, 1);
  const imports = await ask(desk, "/admin/imports", { headers: operator });
  assert.equal(imports.text.match(/href="\/artists\/tin-observatory[^"]*"/g).length, 1);
});

test("what cannot be meant is refused with a stable code", async () => {
  const id = "0123456789abcdefABCDEF";
  await refused({ hit_id: "999999999999" }, 404, "imports.unknown_hit");
  await refused({ hit_id: "no number" }, 400, "imports.unknown_hit");
  await refused({ hit_id: "99999999999999999999999999" }, 400, "imports.unknown_hit");
  await refused({ spotify_id: "too short" }, 400, "imports.bad_spotify_id");
  await refused({ spotify_id: `${id.slice(0, 21)}/` }, 400, "imports.bad_spotify_id");
  await refused({ spotify_id: `${id.slice(0, 21)}\u0000` }, 400, "imports.bad_spotify_id");
  await refused({ spotify_id: id, hit_id: "1" }, 400, "imports.one_of_two");
  await refused({}, 400, "imports.one_of_two");
  await refused({ name: "Marrow Coast" }, 400, "imports.one_of_two");
  for (const wrong of [17, 1.5, null, true, [id], { id }]) await refused({ spotify_id: wrong }, 400, "imports.one_of_two");
});

test("what is no JSON, or too much of it, is refused", async () => {
  for (const body of ["[]", "null", "17", '"text"']) await refused(body, 400, "json.not_an_object");
  for (const body of ["", "{", "{'spotify_id': 1}", '{"spotify_id": "a"} more', "\u0000", "spotify_id=abc"]) {
    const answer = await post(desk, "/api/v1/imports", body);
    assert.equal(answer.status, 400, body);
    assert.match(answer.json().error.code, /^json\./);
  }
  const deep = await post(desk, "/api/v1/imports", `${"[".repeat(5000)}${"]".repeat(5000)}`);
  assert.equal(deep.status, 400);
  const long = await post(desk, "/api/v1/imports", { spotify_id: "x".repeat(20_000) });
  assert.equal(long.status, 413, long.text);
  const huge = await post(desk, "/api/v1/imports", { spotify_id: "x".repeat(2 << 20) });
  assert.equal(huge.status, 413);
  assert.equal(huge.json().error.code, "http.body_too_large");
});
