// Bytes from people who mean no good: each gets its answer, and the program goes on (EXT-5, OPS-4).
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, afterEach, before, test } from "node:test";
import { ask, candidates, operator, post } from "./api.mjs";
import { pageMistakes } from "./markup.mjs";
import { serve } from "./program.mjs";
import { raw, target } from "./socket.mjs";

let program;

before(async () => {
  program = await serve({ settings: { "sandbox.use": "always", "http.body_limit": "64KB" } });
});
after(() => program?.stop());
afterEach(async () => assert.equal((await ask(program, "/healthz")).status, 200, "it lives on"));

test("targets that are too long, or no paths", async () => {
  assert.equal((await target(program, `/${"a".repeat(7000)}`)).status, 404);
  assert.equal((await target(program, `/${"a".repeat(100_000)}`)).status, 414);
  for (const path of ["nothing", "*", "?q=1", "\\"]) {
    const { status } = await target(program, path);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
  }
});

test("percent signs that mean nothing, and what is no UTF-8", async () => {
  for (const bad of ["%", "%2", "%zz", "%c3%28", "%ff", "%ed%a0%80", "%f8%88%80%80%80", "%c0%af"]) {
    assert.equal((await target(program, `/artists/${bad}`)).status, 400, `path ${bad}`);
    assert.equal((await target(program, `/search?q=${bad}`)).status, 400, `query ${bad}`);
    assert.equal(
      (await post(program, "/imports", `hit=${bad}`, { "content-type": "application/x-www-form-urlencoded" })).status,
      400,
      `form ${bad}`,
    );
  }
  assert.ok([400, 404].includes((await target(program, "/artists/a%00b")).status));
  assert.equal((await ask(program, `/search?${"a=1&".repeat(300)}`)).status, 400, "too many fields");
});

test("no way out of the assets' folder", async () => {
  for (const path of [
    "/assets/../package.json",
    "/assets/..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/README.md",
    "/assets/....//x",
    "/assets//etc/passwd",
    "/assets/..\\x",
    "/assets/%00",
    "/../../../../etc/passwd",
    "/assets/manifest.json",
  ]) {
    const answer = await target(program, path);
    assert.ok(answer.status === 404 || answer.status === 400, `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.body, /root:|"dependencies"/);
  }
});

test("headers that end too late or never, or say two things", async () => {
  const begin = "GET / HTTP/1.1\r\nHost: x\r\n";
  assert.equal((await raw(program, `${begin}X: ${"a".repeat(100_000)}\r\n\r\n`)).status, 431);
  assert.equal((await raw(program, `${begin}${"X: y\r\n".repeat(5000)}\r\n`)).status, 431);
  for (const bytes of [
    "\r\n\r\nnonsense\r\n\r\n",
    "GET /\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    `${begin}Bad Header: x\r\n\r\n`,
    `${begin}X : y\r\n\r\n`,
    `${begin}X: a\u0000b\r\n\r\n`,
    "POST /imports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "POST /imports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /imports HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "POST /imports HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST /imports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
  ]) {
    const { status } = await raw(program, Buffer.from(bytes, "latin1"));
    assert.ok((status >= 400 && status < 500) || status === 501 || status === 505, `${JSON.stringify(bytes.slice(0, 80))}: ${status}`);
  }
});

test("bodies over the limit are refused before they are read", async () => {
  const declared = await raw(program, "POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\nConnection: close\r\n\r\n");
  assert.equal(declared.status, 413);
  const chunk = `2000\r\n${"a".repeat(0x2000)}\r\n`;
  const chunked = await raw(
    program,
    `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk.repeat(9)}0\r\n\r\n`,
  );
  assert.equal(chunked.status, 413);
});

test("what another site's page sends changes nothing", async () => {
  const [{ hit_id }] = await candidates(program, "Marrow Coast");
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (const origin of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    const answer = await post(program, "/imports", `hit=${hit_id}`, { ...form, ...origin });
    assert.equal(answer.status, 403, JSON.stringify(origin));
    assert.equal((await post(program, "/api/v1/imports", { hit_id }, origin)).json().error.code, "http.cross_site");
    assert.equal((await post(program, "/admin/jobs", "verb=retry", { ...operator, ...form, ...origin })).status, 403);
  }
  assert.match((await ask(program, "/admin/imports", { headers: operator })).text, /Nobody has been brought in yet/);
  const own = await post(program, "/imports", `hit=${hit_id}`, { ...form, origin: program.url });
  assert.equal(own.status, 303);
  const socket = await target(
    program,
    "/api/v1/artists/17/import/socket",
    "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n",
  );
  assert.equal(socket.status, 403);
});

test("markup and line ends in a search stay text", async () => {
  const evil = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onmouseover='x`,
    `</title><script>`,
    `\u2028<svg/onload=x>`,
    "{{x}}",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;",
  ];
  for (const q of evil)
    for (const path of ["/search?q=", "/search?outside=1&q="]) {
      const { text, status } = await ask(program, path + encodeURIComponent(q));
      assert.equal(status, 200);
      assert.deepEqual(pageMistakes(text), [], q);
      assert.doesNotMatch(text, /<script>|<img src=x|onload=x>/);
    }
  const split = await target(program, "/search?q=a%0d%0aSet-Cookie:%20x=1%0d%0a%0d%0a<html>");
  assert.equal(split.status, 200);
  assert.doesNotMatch(split.head, /^set-cookie/im);
  const moved = await target(program, "/search/?q=a%0d%0aSet-Cookie:%20x=1");
  assert.equal(moved.status, 308);
  assert.doesNotMatch(moved.head, /^set-cookie/im);
  for (const path of ["//", "//evil.example/", "//evil.example/%2f..", "/%2fevil.example/", "/\\evil.example/"])
    assert.doesNotMatch((await target(program, path)).head, /^location: *(?:https?:|\/\/|\/\\)/im, "no redirect leads elsewhere");
});

test("every answer forbids what our pages do not need", async () => {
  for (const path of ["/", "/nothing", "/api/v1/nothing", "/admin"]) {
    const { headers } = await ask(program, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.match(headers.get("content-security-policy"), /default-src/, path);
    assert.doesNotMatch(headers.get("content-security-policy"), /script-src[^;]*unsafe/, path);
    assert.ok(headers.get("referrer-policy"), path);
    assert.match(headers.get("x-request-id"), /^[0-9a-f]{16}$/, path);
  }
});

test("a thousand connections that say nothing keep nobody out", async () => {
  const silent = await Promise.all(
    Array.from({ length: 900 }, async () => {
      const socket = connect(Number(new URL(program.url).port), "127.0.0.1");
      socket.on("error", () => {});
      await once(socket, "connect");
      return socket;
    }),
  );
  assert.equal((await ask(program, "/")).status, 200);
  for (const socket of silent) socket.destroy();
});
