// The file with all that is stored about a member (ACC-4), from asking for it to its end. It is opened by Python's zipfile, which is not ours.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, bringIn, patience } from "./api.mjs";
import { mistakes } from "./markup.mjs";
import { Browser, makeMailbox, newAddress, password, signUp } from "./people.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { alter, python } from "./stored.mjs";

let sandbox;
let program;
let mailbox;
before(async () => {
  sandbox = await startSandbox();
  mailbox = makeMailbox();
  program = await serve({ sandbox, data: mailbox.data });
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const unzip = (bytes) => {
  const file = join(makeFolder(), "export.zip");
  writeFileSync(file, bytes);
  const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps({name: z.read(name).decode() for name in z.namelist()}))`;
  return JSON.parse(python(script, file));
};

const fetchBytes = async (browser, path) => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(program.url + path, { headers: { cookie }, redirect: "manual", signal: AbortSignal.timeout(patience) });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** Asks, and waits for the mail: {path}. */
async function exported(browser, email) {
  const asked = await browser.settings("/settings/export", {});
  assert.equal(asked.to, "/settings?done=export#data-part");
  return (await mailbox.next(email, /Your data is ready/)).link;
}

test("all that is stored comes in a file that people and programs read", async () => {
  const { slug } = await bringIn(program, "Marrow Coast");
  const { browser, email } = await signUp(program, mailbox, { name: "Ana <script>" });
  await browser.form(`/artists/${slug}/follow`, {});
  assert.match((await browser.get("/settings")).text, /<h2[^>]*>Your data<\/h2>[\s\S]*Ask for my data/);

  const path = await exported(browser, email);
  const settings = (await browser.get("/settings")).text;
  assert.ok(settings.includes(`href="${path}"`), "the settings lead there, too");
  assert.match(settings, /Ready, \d+ kB\. Kept until/);
  assert.doesNotMatch(settings, /Ask for my data/);

  const { answer, bytes } = await fetchBytes(browser, path);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/zip");
  assert.match(answer.headers.get("content-disposition"), /^attachment; filename="the-set-\d{4}-\d\d-\d\d\.zip"$/);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(Number(answer.headers.get("content-length")), bytes.length);
  const files = unzip(bytes);
  assert.deepEqual(Object.keys(files).sort(), ["data.json", "index.html", "style.css"]);

  const data = JSON.parse(files["data.json"]);
  assert.equal(data.account[0].email, email);
  assert.equal(data.account[0].password_kept_as_hash, true);
  assert.equal(data.follows[0].artist, "Marrow Coast");
  assert.equal(data.sessions.length, 1);
  assert.ok(data.security.some((event) => event.what === "data_export_asked"));
  assert.ok(data.mails.some((mail) => mail.kind === "verify"));
  assert.doesNotMatch(files["data.json"], /argon2|token=/);
  for (const [, token] of browser.cookies) assert.ok(!files["data.json"].includes(token));

  const page = files["index.html"];
  assert.ok(page.includes("Ana &lt;script&gt;") && !page.includes("<script>"));
  assert.deepEqual(mistakes(page).filter((mistake) => !mistake.includes('href="style.css"')), []);
  assert.deepEqual([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address), ["style.css"]);
});

test("one at a time, and one a day", async () => {
  const { browser, email } = await signUp(program, mailbox);
  const forged = await browser.form("/settings/export", { form_token: "0".repeat(64) });
  assert.equal(forged.status, 403);
  const path = await exported(browser, email);
  const again = await browser.settings("/settings/export", {});
  assert.equal(again.status, 429);
  assert.ok(Number(again.headers.get("retry-after")) > 86_000);
  assert.match(again.text, /less than a day ago/);
  assert.equal((await fetchBytes(browser, path)).answer.status, 200, "the file stays");
});

test("nobody else gets it, and whoever is not signed in is led to the door and back", async () => {
  const { browser, email } = await signUp(program, mailbox);
  const path = await exported(browser, email);
  const other = (await signUp(program, mailbox)).browser;
  for (const address of [path, "/settings/export/1", "/settings/export/x", "/settings/export/99999999999999999999"])
    assert.equal((await other.get(address)).status, 404, address);
  const nobody = new Browser(program);
  assert.equal((await nobody.get(path)).to, `/sign-in?next=${encodeURIComponent(path)}`);
  assert.equal((await ask(program, path, { method: "HEAD" })).status, 303);
  assert.equal((await nobody.signIn(email, password, path)).to, path);
  assert.equal((await fetchBytes(nobody, path)).answer.status, 200);
});

test("after seven days it is over, and its bytes are deleted", async () => {
  const { browser, email } = await signUp(program, mailbox, { email: newAddress() });
  const path = await exported(browser, email);
  const id = path.split("/").at(-1);
  alter(mailbox.data, `update data_exports set asked_at = asked_at - 8 * 86400000, expires_at = expires_at - 8 * 86400000 where id = ${id};`);
  assert.equal((await browser.get(path)).status, 404);
  alter(mailbox.data, "update job_schedules set next_at = 1 where name = 'personal.export_sweep';");
  const left = () =>
    python(
      "import sqlite3, sys; print(sqlite3.connect(sys.argv[1], timeout=30).execute('select count(*) from data_export_pieces where export_id = ?', (sys.argv[2],)).fetchone()[0])",
      join(mailbox.data, "theset.sqlite"),
      id,
    ).trim();
  for (const deadline = Date.now() + patience; left() !== "0"; ) assert.ok(Date.now() < deadline, "its bytes are still there");
  const settings = (await browser.get("/settings")).text;
  assert.match(settings, /was deleted: its time was over/);
  assert.match(settings, /Ask for my data/);
});
