// The OpenAPI description and the program say the same (OPS-3).
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, bringIn, candidates, json, post, progress, shows } from "./api.mjs";
import { root, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { messages } from "./socket.mjs";

let sandbox;
let program;
let description;
let ids; // for {id}, by the first word behind /api/v1

before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox });
  description = await json(program, "/api/openapi.json");
  const { artist_id } = await bringIn(program, "Marrow Coast");
  const [show] = await shows(program, artist_id, "past");
  const { id: setlist } = (await post(program, `/api/v1/shows/${show.id}/setlist`, {})).json();
  ids = { artists: artist_id, shows: show.id, venues: show.venue.id, setlists: setlist };
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const documented = () =>
  Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));

// Does the value have the shape? Members that the schema does not name are mistakes too.
function check(value, schema, where) {
  if (schema.$ref) return check(value, description.components.schemas[schema.$ref.split("/").at(-1)], where);
  const kind = Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  assert.ok(kind === schema.type || (kind === "integer" && schema.type === "number"), `${where} is ${kind}, not ${schema.type}`);
  if (schema.enum) assert.ok(schema.enum.includes(value), `${where}: ${value} is none of ${schema.enum}`);
  if (schema.pattern) assert.match(value, new RegExp(schema.pattern), where);
  if (kind === "array") for (const [i, item] of value.entries()) check(item, schema.items, `${where}[${i}]`);
  if (kind !== "object") return;
  for (const name of schema.required ?? []) assert.ok(name in value, `${where}.${name} is required`);
  for (const [name, member] of Object.entries(value)) {
    const told = schema.properties?.[name];
    assert.ok(told || schema.additionalProperties, `${where}.${name} is not described`);
    if (told) check(member, told, `${where}.${name}`);
  }
}

const schemaOf = (operation, status) => operation.responses[status].content["application/json"].schema;

test("every address under /api/v1 is described, and nothing else is", async () => {
  // The table of who may call what names every route: a unit test holds it to the router.
  const table = await readFile(join(root, "src/app/access.cpp"), "utf8");
  const routes = [...table.matchAll(/\{(\w+), "(\/api\/v1\/[^"]*)"/g)].map(([, method, path]) => `${method === "del" ? "delete" : method} ${path}`);
  assert.ok(routes.length >= 11);
  assert.deepEqual(documented().sort(), [...new Set(routes)].sort());
});

test("the description itself is sound", () => {
  assert.match(description.openapi, /^3\.1\./);
  const names = Object.values(description.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
  assert.equal(new Set(names).size, names.length);
  for (const [, name] of JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(description.components.schemas[name], name);
  for (const [path, methods] of Object.entries(description.paths))
    for (const operation of Object.values(methods)) {
      const told = (operation.parameters ?? []).filter((p) => p.in === "path").map((p) => `{${p.name}}`);
      assert.deepEqual(path.match(/\{\w+\}/g) ?? [], told, path);
      assert.ok(operation.summary && operation.responses.default, path);
    }
});

const address = (path) => path.replace(/\/v1\/(\w+)\/\{id\}/, (_, kind) => `/v1/${kind}/${ids[kind]}`).replace("{rev}", "1");

test("what is described answers as described", async () => {
  for (const [path, { get }] of Object.entries(description.paths)) {
    if (!get?.responses[200]?.content["application/json"]) continue;
    const query = path.startsWith("/api/v1/search") ? "?q=marrow" : path.endsWith("/poll") ? "?cid=described" : "";
    check(await json(program, address(path) + query), schemaOf(get, 200), path);
  }
  for (const when of ["upcoming", "past"]) {
    const path = "/api/v1/artists/{id}/shows";
    check(await json(program, `${address(path)}?when=${when}&limit=100`), schemaOf(description.paths[path].get, 200), when);
  }
});

test("posts, streams and sockets answer as described", async () => {
  const [{ hit_id }] = await candidates(program, "Marrow Coast");
  const send = (path, body) =>
    ask(program, address(path), { method: "POST", headers: { "content-type": "application/json" }, body: body && JSON.stringify(body) });
  for (const [path, body] of [
    ["/api/v1/imports", { hit_id }],
    ["/api/v1/artists/{id}/import/retry", undefined],
  ]) {
    const answer = await send(path, body);
    assert.equal(answer.status, 202, path);
    check(answer.json(), schemaOf(description.paths[path].post, 202), path);
  }
  const stream = await ask(program, address("/api/v1/artists/{id}/import/events"));
  assert.match(stream.headers.get("content-type"), /^text\/event-stream/);
  check(JSON.parse(stream.text.match(/^data: ?(.*)$/m)[1]), description.components.schemas.Progress, "event");
  for await (const { id, ...message } of messages(program, address("/api/v1/artists/{id}/import/socket"))) {
    assert.match(id, /^\d+$/);
    check(message, description.components.schemas.Progress, "message");
  }
  check(await progress(program, ids.artists), description.components.schemas.Progress, "progress");
});

test("each address refuses as described: by code, sentence and id of the request", async () => {
  for (const [path, methods] of Object.entries(description.paths)) {
    const wrong = path.replace("{id}", "17").replace("{rev}", "1"); // without q or body: refused
    for (const method of Object.keys(methods)) {
      const answer = await ask(program, wrong, { method: method.toUpperCase() });
      assert.ok(answer.status === 404 || answer.status === 400, `${method} ${wrong}: ${answer.status}`);
      check(answer.json(), description.components.schemas.Error, path);
    }
  }
});

test("methods that are not described are refused, and those that are are listed", async () => {
  for (const [path, methods] of Object.entries(description.paths))
    for (const method of ["get", "post", "put", "patch", "delete"]) {
      if (method in methods) continue;
      const answer = await ask(program, address(path), { method: method.toUpperCase() });
      assert.equal(answer.status, 405, `${method} ${path}`);
      assert.equal(answer.json().error.code, "http.method_not_allowed");
      const allowed = answer.headers.get("allow").toLowerCase().split(", ");
      for (const known of Object.keys(methods)) assert.ok(allowed.includes(known), `${path}: ${allowed}`);
    }
  const options = await ask(program, "/api/v1/imports", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "POST, OPTIONS");
});

test("rows are cut where the description says", async () => {
  const path = address("/api/v1/artists/{id}/shows");
  const all = await json(program, `${path}?when=past&limit=100`);
  const part = await json(program, `${path}?when=past&limit=3&offset=2`);
  assert.deepEqual(part.shows, all.shows.slice(2, 5));
  assert.equal(part.total, all.total);
  assert.equal((await json(program, `${path}?limit=0`)).shows.length, 0);
  for (const bad of ["limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=", "offset=-1", "offset=100001", "when=never", "limit=1e2"])
    assert.equal((await ask(program, `${path}?${bad}`)).status, 400, bad);
  for (const bad of ["q=a&limit=0", "q=a&limit=51", "q=", `q=${"a".repeat(201)}`])
    assert.equal((await ask(program, `/api/v1/search?${bad}`)).status, 400, bad);
});
