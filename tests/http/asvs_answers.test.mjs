// OWASP ASVS 4.0.3, V4, V5, V7, V12 to V14: what requests may be and what answers tell, where no other test proves it (OPS-3, OPS-4).
// tests/http/asvs lists every item with its proof.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, bringIn, candidates, json, operator, post, shows } from "./api.mjs";
import { binary, makeFolder, root, serve, start } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { raw, target } from "./socket.mjs";

let sandbox;
let program;
let artist;
let show;
before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox, settings: { "http.public_url": "https://theset.example", "search.lookups": 1000 } });
  artist = await bringIn(program, "Marrow Coast");
  show = (await shows(program, artist.artist_id, "past")).find((one) => one.song_count > 0); // of the last nights some have no setlist yet
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const form = { "content-type": "application/x-www-form-urlencoded" };
/** One answer of each sort, by its name. */
async function answers() {
  const page = await ask(program, "/");
  const [, asset] = page.text.match(/href="(\/assets\/[^"]+\.css)"/);
  const sorts = {
    page,
    asset: await ask(program, asset),
    artist: await ask(program, `/artists/${artist.slug}`),
    fragment: await ask(program, `/artists/${artist.slug}?fragment=shows`),
    json: await ask(program, `/api/v1/shows/${show.id}`),
    description: await ask(program, "/api/openapi.json"),
    csv: await ask(program, `/shows/${show.id}/setlist.csv`),
    calendar: await ask(program, `/shows/${show.id}/show.ics`),
    manifest: await ask(program, "/manifest.webmanifest"),
    robots: await ask(program, "/robots.txt"),
    health: await ask(program, "/healthz"),
    metrics: await ask(program, "/metrics"),
    redirect: await ask(program, "/settings"),
    door: await ask(program, "/admin"),
    unknown: await ask(program, "/nothing"),
    unknownInApi: await ask(program, "/api/v1/nothing"),
    method: await ask(program, "/", { method: "DELETE" }),
    crossSite: await post(program, "/imports", "hit=1", { ...form, origin: "https://evil.example" }),
    badJson: await post(program, "/api/v1/imports", "{"),
    badForm: await post(program, "/sign-in", "email=x", form),
    tooLarge: await post(program, "/api/v1/imports", "x".repeat(2 << 20)),
  };
  return Object.entries(sorts);
}

test("14.4.1, 14.4.3 to 14.4.7: every answer says what it is and forbids what our pages do not need", async () => {
  for (const [sort, { headers, text }] of await answers()) {
    if (text) assert.match(headers.get("content-type"), /^(?:application\/(?:manifest\+)?json|text\/[a-z]+; (?:version=[\d.]+; )?charset=utf-8)/, sort);
    const policy = headers.get("content-security-policy");
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
      assert.ok(policy.split("; ").includes(part), `${sort}: ${part} in ${policy}`);
    assert.doesNotMatch(policy, /unsafe-/, sort);
    assert.equal(headers.get("x-content-type-options"), "nosniff", sort);
    assert.match(headers.get("strict-transport-security"), /^max-age=(?:[2-9]|1[6-9])\d{7}; includeSubDomains$|^max-age=31536000; includeSubDomains$/, sort);
    assert.match(headers.get("referrer-policy"), /^(?:strict-origin-when-cross-origin|no-referrer|same-origin)$/, sort);
    assert.match(headers.get("permissions-policy"), /camera=\(\).*microphone=\(\)/, sort);
  }
});

test("14.3.2, 14.3.3, 7.4.1: no answer tells of the machinery behind it", async () => {
  for (const [sort, { headers, text }] of await answers()) {
    for (const name of ["server", "x-powered-by", "via", "x-aspnet-version", "x-debug"]) assert.equal(headers.get(name), null, `${sort}: ${name}`);
    if (sort === "metrics" || sort === "asset" || sort === "description") continue;
    assert.doesNotMatch(text, /\.cpp\b|std::|boost|sqlite|libpq|\bselect .* from\b|\bexception\b|stack ?trace|clang/i, sort);
  }
  for (const path of ["/debug", "/.env", "/.git/config", "/.git/HEAD", "/.svn/entries", "/server-status", "/actuator", "/console", "/phpinfo.php", "/test"])
    assert.equal((await ask(program, path)).status, 404, path);
});

test("4.3.2, 12.5.1: there are no listings, and no files but the assets by their names", async () => {
  const assets = readdirSync(join(root, "web/dist"));
  const [script] = assets.filter((name) => /^app-.*\.js$/.test(name));
  assert.equal((await ask(program, `/assets/${script}`)).status, 200);
  const others = ["", "/", "/.", "/manifest.json", "/.DS_Store", "/Thumbs.db", `/${script}.map`, `/${script}.bak`, `/${script}~`, `/${script}.br`, "/theset.sqlite", "/spotify.key"];
  for (const name of others) assert.equal((await ask(program, `/assets${name}`)).status, 404, name);
});

test("5.1.1: what is sent twice counts once, and a cookie, a query and a form are three things", async () => {
  const first = await json(program, "/api/v1/search?q=Marrow%20Coast&q=Pale%20Ferry");
  assert.equal(first.query, "Marrow Coast");
  const [{ hit_id }] = await candidates(program, "Pale Ferry");
  const doubled = await post(program, "/imports", `hit=x&hit=${hit_id}`, form);
  assert.equal(doubled.status, 400);
  assert.equal((await post(program, `/imports?hit=${hit_id}`, "", form)).status, 400, "a query is no form");
  const asCookie = await ask(program, "/api/v1/search", { headers: { cookie: "q=Marrow%20Coast" } });
  assert.equal(asCookie.status, 400, "a cookie is no query");
});

test("5.3.4, 5.3.5: what would be SQL stays text", async () => {
  const evil = ["' or '1'='1", "'; drop table users; --", "1) union select password_hash from users --", "%", "_", "\\", "*", '" or "a"="a', "$1", "near/1"];
  for (const words of evil) {
    const q = encodeURIComponent(words);
    const found = await json(program, `/api/v1/search?q=${q}`);
    assert.deepEqual([found.query, found.artists.filter((one) => one.name === "Marrow Coast")], [words, []], words);
    for (const path of [`/artists/${q}`, `/u/${q}`, `/venues/${q}`, `/api/v1/shows/${q}`, `/calendar/${q}.ics`, `/shows/${show.id}/sheet/${q}`])
      assert.equal((await ask(program, path)).status, 404, path);
    assert.equal((await post(program, "/sign-in", `${new URLSearchParams({ email: `${words}@example.org`, password: words })}`, form)).status, 422);
    assert.equal((await ask(program, `/admin/jobs?queue=${q}&state=${q}&kind=${q}`, { headers: operator })).status < 500, true);
  }
  assert.equal((await json(program, "/api/v1/search?q=Marrow%20Coast")).artists[0].name, "Marrow Coast");
});

test("5.2.4, 5.5.4: nothing in the browser makes code of text", () => {
  const sources = readdirSync(join(root, "web"), { recursive: true, encoding: "utf8" });
  const own = sources.filter((name) => /^(?!node_modules|dist|testing).*\.ts$/.test(name));
  assert.ok(own.length > 40);
  for (const name of own)
    assert.doesNotMatch(readFileSync(join(root, "web", name), "utf8"), /\beval\(|new Function\(|document\.write|setTimeout\(["'`]|insertAdjacentHTML/, name);
});

test("13.1.5, 13.2.5: a body says what it is: JSON from programs, a form from pages", async () => {
  const [{ hit_id }] = await candidates(program, "Velvet Arcade");
  const body = JSON.stringify({ hit_id });
  for (const type of ["text/plain", "application/xml", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
    const answer = await post(program, "/api/v1/imports", body, { "content-type": type });
    assert.equal(answer.status, 415, type);
    assert.equal(answer.json().error.code, "http.media_type");
  }
  for (const type of ["text/plain", "application/json", ""])
    assert.equal((await post(program, "/imports", `hit=${hit_id}`, { "content-type": type })).status, 415, type);
  assert.equal((await post(program, "/api/v1/imports", body, { "content-type": "Application/JSON; charset=utf-8" })).status, 202);
});

test("13.2.1, 14.5.1: methods that an address does not know are refused, and change nothing", async () => {
  for (const method of ["PUT", "PATCH", "DELETE"])
    for (const path of ["/", `/artists/${artist.slug}`, "/settings", "/admin/jobs", `/api/v1/artists/${artist.artist_id}`])
      assert.equal((await ask(program, path, { method, headers: operator })).status, 405, `${method} ${path}`);
  for (const method of ["TRACE", "TRACK", "CONNECT", "PROPFIND", "MKCOL", "get"]) {
    const { status, body } = await raw(program, `${method} / HTTP/1.1\r\nHost: x\r\nX-Secret: told-back\r\nConnection: close\r\n\r\n`);
    assert.ok(status === 405 || status === 501 || status === 400, `${method}: ${status}`);
    assert.ok(!body.includes("told-back"), method);
  }
  const overridden = await ask(program, `/artists/${artist.slug}`, { headers: { "x-http-method-override": "DELETE", "x-method-override": "DELETE" } });
  assert.equal(overridden.status, 200);
});

test("14.5.2: an Origin of ours opens nothing", async () => {
  const own = { origin: program.url, "sec-fetch-site": "same-origin", referer: `${program.url}/admin/jobs` };
  assert.equal((await ask(program, "/admin/jobs", { headers: own })).status, 401);
  assert.equal((await post(program, "/admin/jobs", "verb=retry", { ...form, ...own })).status, 401);
  assert.equal((await ask(program, "/settings", { headers: own })).status, 303);
});

test("14.5.3: no other site's page is allowed to read us", async () => {
  for (const origin of ["https://evil.example", "null", program.url, "https://theset.example.evil.example"])
    for (const path of ["/", `/api/v1/shows/${show.id}`, "/api/v1/imports"])
      for (const method of ["GET", "OPTIONS"]) {
        const headers = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
        const names = [...(await ask(program, path, { method, headers })).headers.keys()];
        assert.deepEqual(names.filter((name) => name.startsWith("access-control-")), [], `${method} ${path} for ${origin}`);
      }
});

test("14.2.3: pages load nothing from elsewhere but pictures", async () => {
  for (const path of ["/", `/artists/${artist.slug}`, `/shows/${show.id}`, "/sign-in", "/help/voting", "/offline"]) {
    const { text } = await ask(program, path);
    const loaded = [...text.matchAll(/<(?:script|link|iframe|object|embed|source|video|audio)\b[^>]*?(?:src|href|data)="([^"]*)"/g)].map(([, address]) => address);
    assert.ok(loaded.length > 0, path);
    for (const address of loaded) assert.match(address, /^\/(?!\/)|^https:\/\/theset\.example\//, path);
  }
});

test("14.1.2: the program's code and stack cannot be overwritten, and it lies at no known place", () => {
  const elf = readFileSync(binary);
  const [type, offset, size, count] = [elf.readUInt16LE(16), Number(elf.readBigUInt64LE(32)), elf.readUInt16LE(54), elf.readUInt16LE(56)];
  const parts = Array.from({ length: count }, (_, i) => elf.subarray(offset + i * size));
  const part = (kind) => parts.find((one) => one.readUInt32LE(0) === kind);
  assert.equal(type, 3, "position-independent");
  const writable = parts.filter((one) => one.readUInt32LE(4) & 2);
  assert.ok(writable.every((one) => (one.readUInt32LE(4) & 1) === 0), "nothing is writable and executable");
  assert.ok(part(0x6474e551), "the stack's flags are said");
  assert.ok(part(0x6474e552), "what is relocated is read-only afterwards");
  const dynamic = part(2);
  const table = elf.subarray(Number(dynamic.readBigUInt64LE(8)), Number(dynamic.readBigUInt64LE(8)) + Number(dynamic.readBigUInt64LE(32)));
  const flags = Array.from({ length: table.length / 16 }, (_, i) => [table.readBigUInt64LE(i * 16), table.readBigUInt64LE(i * 16 + 8)]);
  assert.ok(flags.some(([tag, value]) => tag === 0x6ffffffbn && value & 1n), "all is bound at the start");
});

test("12.3.4: a file is named by us, not by the address", async () => {
  for (const ending of ["csv", "json", "md", "txt"]) {
    const { headers } = await ask(program, `/shows/${show.id}/setlist.${ending}?filename=evil.bat&callback=alert`);
    assert.match(headers.get("content-disposition"), new RegExp(`^attachment; filename="[a-z0-9-]+\\.${ending}"$`));
  }
  for (const path of [`/shows/${show.id}/setlist.bat`, `/shows/${show.id}/setlist.json;evil.bat`, `/api/v1/shows/${show.id};x.bat`])
    assert.equal((await ask(program, path)).status, 404, path);
});

test("7.3.4: times of the log are UTC wherever the program stands", async (t) => {
  const data = makeFolder();
  const elsewhere = await start(["serve", "--port", "0", "--data", data], { "log.level": "info" }, { TZ: "Asia/Kathmandu" });
  t.after(() => elsewhere.stop());
  const before = Date.now();
  await ask(elsewhere, "/robots.txt");
  const [at] = (await elsewhere.line((one) => one.includes("path=/robots.txt"))).split(" ");
  assert.match(at, /\+00:00$/);
  assert.ok(Math.abs(Date.parse(at) - before) < 60_000, at);
});

test("7.3.1: what is sent forges no line of the log", async () => {
  const forged = "2026-01-01T00:00:00.000+00:00 warning app.forged";
  await target(program, `/artists/x%0a${encodeURIComponent(forged)}%0d%0a`);
  await ask(program, `/artists/${encodeURIComponent(`x" status=200 ${forged}`)}`);
  await ask(program, `/search?q=${encodeURIComponent(`\n${forged}`)}`);
  await post(program, "/sign-in", `email=${encodeURIComponent(`a\n${forged}@example.org`)}&password=x`, { ...form, "user-agent": `x ${forged}` });
  await program.line((one) => one.includes("app.forged")); // it is there, as a value
  const lines = program.log().split("\n").slice(0, -1);
  for (const line of lines) {
    assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 [a-z]+ [a-z_]+\.[a-z_]+/, line);
    assert.doesNotMatch(line, /^\S+ warning app\.forged/);
  }
});
