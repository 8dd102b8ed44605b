// A member's picture from outside (ACC-3): what is sent, what becomes of it, and who sees it, on both databases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { patience } from "./api.mjs";
import { pageMistakes } from "./markup.mjs";
import { Browser, makeMailbox, signUp } from "./people.mjs";
import { makeDatabase, onPostgres } from "./postgres.mjs";
import { root, serve } from "./program.mjs";

const fixture = (name) => readFileSync(join(root, "tests/fixtures/pictures", name));
const sides = [64, 192, 512];

/** A black PNG of that size, a bit a pixel. */
function png(width, height) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const lines = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))]);
}

const token = async (browser) => (await browser.get("/settings")).text.match(/name="form_token" value="([^"]+)"/)[1];

/** Sends the form of the settings as browsers do. */
async function upload(browser, bytes, { form_token, name = "me.jpg", type = "image/jpeg" } = {}) {
  const body = new FormData();
  body.set("form_token", form_token ?? (await token(browser)));
  body.set("picture", new File([bytes], name, { type }));
  return browser.send("/settings/picture", { method: "POST", body });
}

async function look(browser, path) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(browser.program.url + path, { headers: { cookie }, redirect: "manual", signal: AbortSignal.timeout(patience) });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
const shown = async (browser) => (await browser.get("/settings")).text.match(/<img alt="Your picture"[^>]* src="([^"]+)"/)?.[1];

/** {width, height, chunks} of a WebP file (RFC 9649). */
function webp(bytes) {
  assert.equal(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 12), "RIFFWEBP");
  assert.equal(bytes.readUInt32LE(4), bytes.length - 8);
  const chunks = [];
  let size = {};
  for (let at = 12; at < bytes.length; ) {
    const name = bytes.toString("latin1", at, at + 4);
    chunks.push(name);
    if (name === "VP8 ") size = { width: bytes.readUInt16LE(at + 14) & 0x3fff, height: bytes.readUInt16LE(at + 16) & 0x3fff };
    const length = bytes.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return { ...size, chunks };
}

for (const [engine, options] of [
  ["SQLite", {}],
  ["PostgreSQL", onPostgres],
])
  describe(engine, options, () => {
    let program;
    let mailbox;
    let database;
    before(async () => {
      database = engine === "PostgreSQL" ? await makeDatabase() : undefined;
      mailbox = makeMailbox();
      program = await serve({ data: mailbox.data, settings: { "sandbox.use": "always", ...database?.settings } });
    });
    after(async () => {
      await program?.stop();
      await database?.drop();
    });

    test("what a camera wrote becomes three squares, and nothing of what it wrote about it is kept", async () => {
      const { browser } = await signUp(program, mailbox);
      const sent = fixture("halves.jpg");
      assert.ok(sent.includes("Somebody Known"), "there is something to be taken away");
      const saved = await upload(browser, sent);
      assert.equal(saved.to, "/settings?done=picture", saved.text);
      const settings = await browser.get(saved.to);
      assert.match(settings.text, /role="status">Your picture is saved\./);
      assert.deepEqual(pageMistakes(settings.text), []);

      const path = (await shown(browser)).replace(/\/\d+$/, "");
      for (const side of sides) {
        const { status, headers, bytes } = await look(browser, `${path}/${side}`);
        assert.equal(status, 200);
        assert.equal(headers.get("content-type"), "image/webp");
        assert.equal(headers.get("x-content-type-options"), "nosniff");
        assert.match(headers.get("cache-control"), /^private, max-age=\d+, immutable$/);
        const { width, height, chunks } = webp(bytes);
        assert.deepEqual([width, height, chunks.filter((name) => name !== "VP8X")], [side, side, ["VP8 "]]);
        for (const trace of ["Somebody", "Exif", "GPS"]) assert.ok(!bytes.includes(trace), trace);
      }
      for (const none of ["/65", "/0", "/x", "/64x", "/-64", ""]) assert.equal((await browser.get(path + none)).status, 404, none);
    });

    test("nobody sends or removes another's, and nobody sees it before its page is open", async () => {
      const ana = (await signUp(program, mailbox)).browser;
      const bo = (await signUp(program, mailbox, { name: "Bo" })).browser;
      const nobody = new Browser(program);
      await upload(ana, fixture("halves.png"));
      const path = await shown(ana);

      const anas = await token(ana);
      for (const wrong of [anas, "0".repeat(64), ""]) {
        const refused = await upload(bo, fixture("halves.png"), { form_token: wrong });
        assert.equal(refused.status, 403, refused.text.slice(0, 300));
        assert.equal((await bo.form("/settings/picture/remove", { form_token: wrong })).status, 403);
      }
      assert.equal(await shown(bo), undefined);
      for (const answer of [await upload(nobody, fixture("halves.png"), { form_token: anas }), await nobody.form("/settings/picture/remove", {})])
        assert.ok(answer.status === 401 || (answer.status === 303 && answer.to.startsWith("/sign-in")), `${answer.status} ${answer.to}`);
      assert.equal(await shown(ana), path);

      for (const other of [bo, nobody]) assert.equal((await look(other, path)).status, 404);
      await ana.settings("/settings/profile", { name: "Ana", handle: "ana_pictured" });
      await ana.settings("/settings/privacy", { page: "everybody", follows: "me", activity: "me" });
      for (const other of [bo, nobody]) {
        assert.equal((await look(other, path)).status, 200);
        assert.ok((await other.get("/u/ana_pictured")).text.includes(`src="${path}"`));
      }
      await ana.settings("/settings/privacy", { page: "me", follows: "me", activity: "me" });
      for (const other of [bo, nobody]) assert.equal((await look(other, path)).status, 404);
    });

    test("removed, it is gone", async () => {
      const { browser } = await signUp(program, mailbox);
      assert.doesNotMatch((await browser.get("/settings")).text, /Remove picture/);
      await upload(browser, fixture("halves.png"));
      const path = await shown(browser);
      assert.equal((await browser.settings("/settings/picture/remove", {})).to, "/settings?done=no_picture");
      assert.match((await browser.get("/settings?done=no_picture")).text, /role="status">You have no picture any more\./);
      assert.equal(await shown(browser), undefined);
      assert.equal((await browser.get(path)).status, 404);
    });

    if (engine !== "SQLite") return; // what follows ends before the database

    test("every format that is offered is taken, whatever it calls itself", async () => {
      const { browser } = await signUp(program, mailbox);
      const seen = new Set();
      for (const name of ["halves.png", "halves.webp", "halves.avif", "halves.heic"]) {
        assert.equal((await upload(browser, fixture(name), { name: "…/../x.exe", type: "text/html" })).to, "/settings?done=picture", name);
        seen.add(await shown(browser));
      }
      assert.equal(seen.size, 4, "each picture has its own address");
      const [first] = seen;
      assert.equal((await browser.get(first)).status, 404, "and the one before is gone");
    });

    test("what is no picture, or too much of one, is refused with the reason, and the one before stays", async () => {
      const { browser } = await signUp(program, mailbox);
      await upload(browser, fixture("halves.png"));
      const before = await shown(browser);
      const whole = fixture("halves.jpg");
      for (const [what, bytes, status, code] of [
        ["nothing", "", 422, "missing"],
        ["text", "hello", 422, "unknown_format"],
        ["a GIF", "GIF89a\x01\x00\x01\x00", 422, "unknown_format"],
        ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>', 422, "unknown_format"],
        ["half a picture", whole.subarray(0, whole.length / 2), 422, "unreadable"],
        ["a head alone", whole.subarray(0, 20), 422, "unreadable"],
        ["33 MB of pixels in 33 kB", png(16384, 16384), 422, "too_many_pixels"],
        ["wider than any", png(16385, 64), 422, "too_many_pixels"],
        ["a dot", png(1, 1), 422, "too_small"],
        ["more than 10 MB", Buffer.alloc((10 << 20) + 1), 413, "too_large"],
        ["twice that", Buffer.alloc(20 << 20), 413, "too_large"],
      ]) {
        const refused = await upload(browser, bytes);
        assert.equal(refused.status, status, `${what}: ${refused.text.slice(0, 300)}`);
        assert.ok(refused.text.includes(`profiles.picture_${code}`), `${what}: ${code}`);
        assert.deepEqual(pageMistakes(refused.text), [], what);
      }
      assert.equal(await shown(browser), before);
      assert.equal((await browser.get(before)).status, 200);
    });

    test("the largest that is taken is taken in time", async () => {
      const { browser } = await signUp(program, mailbox);
      assert.equal((await upload(browser, png(7000, 7000))).to, "/settings?done=picture");
    });

    test("forms that are none are refused", async () => {
      const { browser } = await signUp(program, mailbox);
      const fields = { form_token: await token(browser), picture: "x" };
      assert.equal((await browser.form("/settings/picture", fields)).status, 415);
      const send = (type, body) => browser.send("/settings/picture", { method: "POST", headers: { "content-type": type }, body });
      for (const body of ["", "--x", "--x\r\n\r\n", "\r\n--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--"])
        assert.equal((await send("multipart/form-data; boundary=x", body)).status, 400, JSON.stringify(body));
      assert.equal((await send("multipart/form-data", "--x--")).status, 400);
    });
  });

test("without the program that decodes them, everything else goes on", async (t) => {
  const mailbox = makeMailbox();
  const program = await serve({ data: mailbox.data, settings: { "sandbox.use": "always", "pictures.program": join(mailbox.data, "none") } });
  t.after(() => program.stop());
  const { browser } = await signUp(program, mailbox);
  const refused = await upload(browser, fixture("halves.png"));
  assert.equal(refused.status, 503);
  assert.match(refused.text, /profiles\.picture_unavailable/);
  assert.match(program.log(), /pictures\.not_started/);
  assert.equal((await browser.get("/settings")).status, 200);
});
