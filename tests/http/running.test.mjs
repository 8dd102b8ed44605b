// Start, health, numbers, logs, stop (OPS-2).
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { ask, begin, bringIn, events, json, post, progress } from "./api.mjs";
import { makeDatabase, onPostgres } from "./postgres.mjs";
import { makeFolder, operatorToken, serve, start } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { messages } from "./socket.mjs";

async function sandboxFor(t) {
  const sandbox = await startSandbox();
  t.after(() => sandbox.stop());
  return sandbox;
}

const within = async (promise, ms) => {
  const began = performance.now();
  const value = await promise;
  assert.ok(performance.now() - began < ms, `${Math.round(performance.now() - began)} ms`);
  return value;
};

test("says where it listens, that the data is made up, and how operators get in", async (t) => {
  const program = await serve({ settings: { "operator.token": undefined } });
  t.after(() => program.stop());
  await ask(program, "/healthz");
  const [listening, sandbox, operators] = program.out().split("\n");
  assert.match(listening, /^listening on http:\/\/127\.0\.0\.1:\d+$/);
  assert.match(sandbox, /^sandbox data/);
  const [, token] = operators.match(/^operator pages: http:\S+\/admin\?token=(\S{16,})$/);
  const door = await ask(program, `/admin?token=${token}`);
  assert.equal(door.status, 303);
  assert.equal(door.headers.get("location"), "/admin/imports");
  assert.match((await ask(program, "/")).text, /Sandbox/);
});

test("is alive and ready, and counts what it does", async (t) => {
  const sandbox = await sandboxFor(t);
  const program = await serve({ sandbox });
  t.after(() => program.stop());
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await ask(program, path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
  const { slug } = await bringIn(program, "Marrow Coast");
  for (let i = 0; i < 3; i++) await ask(program, `/artists/${slug}`);
  await ask(program, "/nothing/of/this/name");
  // A job's end is counted after the event that tells of it.
  let metrics = await ask(program, "/metrics");
  for (let i = 0; i < 200 && !/^jobs_ended_total\{kind="imports.part",outcome="done"\} [4-9]/m.test(metrics.text); i++)
    metrics = await ask(program, "/metrics");
  assert.match(metrics.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const lines = metrics.text.trimEnd().split("\n");
  const sample = (name, ...labels) =>
    Number(
      lines
        .find((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
        ?.split(" ")
        .at(-1),
    );
  assert.equal(sample("http_requests_total", 'method="GET"', 'route="/artists/{slug}"', 'status="2xx"'), 3);
  assert.ok(sample("jobs_ended_total", 'kind="imports.part"', 'outcome="done"') >= 4);
  assert.doesNotMatch(metrics.text, /marrow-coast|nothing\/of/, "no label grows with what people ask for");
  for (const line of lines) assert.match(line, /^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{.*\})? (?:\d[\d.e+-]*|[+]Inf|Nan))$/);
});

test("is not ready while the database is away, and lives on", onPostgres, async (t) => {
  const database = await makeDatabase();
  const program = await serve({ settings: database.settings });
  t.after(() => program.stop());
  assert.equal((await ask(program, "/readyz")).status, 200);
  await database.drop();
  const answer = await within(ask(program, "/readyz"), 5000); // who asks gives up by then
  assert.equal(answer.status, 503);
  assert.equal((await ask(program, "/healthz")).status, 200);
  const page = await ask(program, "/");
  assert.ok(page.status >= 500, "a page that needs it says so");
  assert.doesNotMatch(page.text, /libpq|password|FATAL|theset_http_/, "and nothing of the inside");
});

test("SIGTERM and SIGINT end it with 0 while people watch", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const signal of ["SIGTERM", "SIGINT"]) {
    const program = await serve({ sandbox });
    await sandbox.fault({ kind: "latency", latency_ms: 200 });
    const { artist_id } = await begin(program, "Marrow Coast");
    const stream = events(program, artist_id);
    const socket = messages(program, `/api/v1/artists/${artist_id}/import/socket`);
    await Promise.all([stream.next(), socket.next()]);
    const { hostname, port } = new URL(program.url);
    const silent = connect(Number(port), hostname).on("error", () => {});
    await once(silent, "connect");
    const left = async (iterator) => {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) assert.ok(next.value);
    };
    process.kill(program.pid, signal);
    const [code] = await within(Promise.all([program.ended, left(stream), left(socket)]), 8000);
    assert.equal(code, 0, program.log().slice(-2000));
    await sandbox.clearFaults();
  }
});

test("ends in time though a service never answers, and the import goes on at the next start", async (t) => {
  const sandbox = await sandboxFor(t);
  const data = makeFolder();
  const program = await serve({ sandbox, data });
  await sandbox.fault({ service: "setlistfm", kind: "latency", latency_ms: 600_000 });
  const { artist_id, slug } = await begin(program, "Marrow Coast");
  for await (const { data: state } of events(program, artist_id))
    if (state.parts.every((part) => part.part === "setlists" || part.status === "done")) break;
  assert.equal(await within(program.terminate(), 12_000), 0);
  await sandbox.clearFaults();
  const next = await serve({ sandbox, data });
  t.after(() => next.stop());
  assert.equal((await ask(next, `/artists/${slug}`)).status, 200);
  for await (const _ of events(next, artist_id)); // to the end
  const state = await progress(next, artist_id);
  assert.equal(state.status, "completed");
  assert.equal(state.setlists_imported, (await sandbox.played("Marrow Coast")).length);
});

test("no secret is in any line, however much is logged", async (t) => {
  const sandbox = await sandboxFor(t);
  const program = await serve({ sandbox, settings: { "log.level": "debug", "log.format": "json" } });
  await sandbox.fault({ service: "ticketmaster", kind: "error", count: 1 });
  await sandbox.fault({ service: "setlistfm", kind: "forbidden" });
  await sandbox.fault({ service: "spotify-accounts", kind: "broken_json", count: 1 });
  await ask(program, "/search/candidates?q=x");
  const hit = (await json(program, "/api/v1/search/candidates?q=Marrow+Coast")).candidates[0].hit_id;
  await post(program, "/api/v1/imports", { hit_id: hit });
  await ask(program, `/admin?token=${operatorToken}`);
  await ask(program, "/admin/jobs", { headers: { authorization: `Bearer ${operatorToken}`, cookie: `theset_session=${operatorToken}` } });
  await program.stop();
  const lines = program.log().trimEnd().split("\n");
  assert.ok(lines.length > 5);
  for (const line of lines) assert.equal(typeof JSON.parse(line), "object");
  const secrets = Object.entries(sandbox.settings).filter(([name]) => /_key|_secret/.test(name));
  for (const [name, secret] of [...secrets, ["operator.token", operatorToken]])
    assert.ok(!program.log().includes(secret) && !program.out().includes(secret), name);
  assert.doesNotMatch(program.log(), /Bearer |Basic /);
});

test("a worker alone listens to nobody and works", async (t) => {
  const sandbox = await sandboxFor(t);
  const data = makeFolder();
  const desk = await serve({ sandbox, data, args: ["--role", "web"] });
  t.after(() => desk.stop());
  const { artist_id } = await begin(desk, "Marrow Coast");
  const worker = await start(["serve", "--role", "worker", "--data", data], sandbox.settings);
  t.after(() => worker.stop());
  assert.equal(worker.first, "working on jobs");
  for await (const _ of events(desk, artist_id)); // two processes on one SQLite file
  assert.equal((await progress(desk, artist_id)).status, "completed");
});
