// Mail about new shows, from the job to the server that takes it, and the way out of it (MAIL-2, MAIL-4, RFC 8058).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, bringIn, shows } from "./api.mjs";
import { pageMistakes } from "./markup.mjs";
import { Browser, newAddress, parseMail, password, startSmtp } from "./people.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { alter } from "./stored.mjs";

const data = makeFolder();
let sandbox;
let smtp;
let program;
let artist;
before(async () => {
  sandbox = await startSandbox();
  smtp = await startSmtp();
  program = await serve({ sandbox, data, settings: { "mail.url": smtp.url, "mail.require_tls": false, "mail.from": "set@theset.example" } });
  artist = await bringIn(program, "Marrow Coast");
});
after(async () => {
  await program?.stop();
  await smtp?.stop();
  await sandbox?.stop();
});

const digestsTo = (email) =>
  smtp.messages.filter((message) => message.to.includes(email) && /^List-Unsubscribe:/m.test(message.data)).map((message) => parseMail(message.data));
async function nextDigest(email, seen = 0) {
  await smtp.next(() => digestsTo(email).length > seen);
  return digestsTo(email)[seen];
}

/** A member who follows the artist: {browser, email}. */
async function fan() {
  const email = newAddress();
  const browser = new Browser(program);
  await browser.form("/sign-up", { email, name: "Ana", password });
  const { link } = parseMail((await smtp.next((message) => message.to.includes(email))).data);
  await browser.form("/sign-in/verify", { token: new URL(link, program.url).searchParams.get("token") });
  await browser.form(`/artists/${artist.slug}/follow`, {});
  return { browser, email };
}
const chosen = async (browser) => (await browser.get("/settings")).text.match(/name="new_shows" value="(\w+)"[^>]* checked/)[1];

/** It is the morning after: the shows came to light yesterday, later than the members began to follow, and the letters are due. */
function morning() {
  const now = Date.now();
  alter(
    data,
    `update follows set created_at = ${now - 3_600_000};
     update show_sources set fetched_at = ${now - 1_800_000};
     insert into digests (user_id, told_until, due_at) select id, 0, 0 from users
       where email is not null and id not in (select user_id from mail_wishes where topic = 'new_shows' and frequency = 'never')
       on conflict do nothing;
     update digests set told_until = ${now - 3_600_000}, due_at = 1;
     update job_schedules set next_at = 1 where name = 'notifications.digests';`,
  );
}

test("one letter tells what is new, and one click in a mail program ends it", async () => {
  const { browser, email } = await fan();
  const { browser: other, email: hers } = await fan();
  morning();
  const mail = await nextDigest(email);
  const upcoming = (await shows(program, artist.artist_id, "upcoming")).map((show) => show.id);
  const told = [...mail.text.matchAll(/\/shows\/(\d+)$/gm)].map(([, id]) => id);
  assert.ok(told.length > 0 && told.every((id) => upcoming.includes(id)), mail.text);
  assert.match(mail.subject, told.length === 1 ? /^New show: Marrow Coast/ : new RegExp(`^${told.length} new shows of artists you follow$`));
  assert.ok(told.every((id) => mail.html.includes(`href="${program.url}/shows/${id}"`)));
  assert.equal((await ask(program, `/shows/${told[0]}`)).status, 200);

  assert.equal(mail.headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
  const [, address] = mail.headers["list-unsubscribe"].match(/^<(.*)>$/);
  assert.ok(address.startsWith(`${program.url}/unsubscribe?`) && mail.text.includes(`\n${address}\n`), address);
  const path = address.slice(program.url.length);

  // Mail programs and scanners open links: that alone changes nothing.
  const looked = await ask(program, path);
  assert.equal(looked.status, 200);
  assert.match(looked.text, /<form[^>]*method="post"[\s\S]*<button[^>]*>Unsubscribe<\/button>/);
  assert.match(looked.headers.get("cache-control"), /no-store/);
  assert.deepEqual(pageMistakes(looked.text), []);
  assert.equal(await chosen(browser), "daily");

  const click = (target) =>
    ask(program, target, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
  const whose = new URL((await nextDigest(hers)).headers["list-unsubscribe"].slice(1, -1)).searchParams.get("member");
  for (const forged of [
    path.slice(0, -1),
    path.replace(/signature=./, (found) => (found.endsWith("0") ? "signature=1" : "signature=0")),
    path.replace(/member=\d+/, `member=${whose}`),
    path.replace("new_shows", "platform"),
    "/unsubscribe",
  ]) {
    const refused = await click(forged);
    assert.equal(refused.status, 404, forged);
    assert.match(refused.text, /notifications\.bad_link/);
  }
  assert.deepEqual([await chosen(browser), await chosen(other)], ["daily", "daily"]);

  assert.equal((await click(path)).status, 200);
  assert.equal((await click(path)).status, 200, "a second click is no trouble");
  assert.deepEqual([await chosen(browser), await chosen(other)], ["never", "daily"]);

  morning();
  await nextDigest(hers, 1);
  assert.equal(digestsTo(email).length, 1, "no more of it");
});

test("who opens the link has a button, and needs no sign-in", async () => {
  const { browser, email } = await fan();
  morning();
  const mail = await nextDigest(email);
  const stranger = new Browser(program);
  const page = await stranger.get(mail.headers["list-unsubscribe"].slice(1 + program.url.length, -1));
  const action = page.text.match(/<form[^>]* action="(\/unsubscribe[^"]+)"/)[1].replaceAll("&amp;", "&");
  const done = await stranger.form(action, {});
  assert.equal(done.status, 200);
  assert.match(done.text, /You get no more mail of this kind: New shows of artists you follow/);
  assert.deepEqual(pageMistakes(done.text), []);
  assert.equal(await chosen(browser), "never");
  await browser.settings("/settings/notifications", { new_shows: "weekly" });
  assert.equal(await chosen(browser), "weekly", "and can be had again");
});
