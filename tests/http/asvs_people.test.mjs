// OWASP ASVS 4.0.3, V2 to V4 and V8: sign-in, sessions and what belongs to whom, where no other test proves it (OPS-4, ACC-2).
// The program stands behind TLS here, as its visitors have it. tests/http/asvs lists every item with its proof.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bringIn, operator } from "./api.mjs";
import { Browser, makeMailbox, newAddress, password, signUp } from "./people.mjs";
import { makeFolder, run, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const sessionCookie = "__Host-theset_session";
let sandbox;
let program;
let mailbox;
let artist;
let nets = 0;
/** A network nobody has used yet. */
const network = () => `198.${18 + (++nets >> 8)}.${nets & 255}.7`;

before(async () => {
  sandbox = await startSandbox();
  mailbox = makeMailbox();
  const settings = { "http.trust_proxy": true, "http.public_url": "https://theset.example", "log.level": "debug" };
  program = await serve({ sandbox, data: mailbox.data, settings });
  artist = await bringIn(program, "Marrow Coast");
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const stranger = () => new Browser(program, { network: network() });
const member = (options = {}) => signUp(program, mailbox, { network: network(), ...options });
const codeOf = (answer) => answer.text.match(/class="toast bad"[^>]*>[^<]* <span class="dim">([^<]*)/)?.[1];
const tokenOf = (mail) => new URLSearchParams(mail.link.split("?")[1]).get("token");
const database = () =>
  ["theset.sqlite", "theset.sqlite-wal"].map((name) => readFileSync(join(mailbox.data, name), "latin1")).join("");

test("2.1.1 to 2.1.4: passwords of any script are taken from 12 to 128 characters, whole", async () => {
  const long = `${"Café au lait ☕, twice; ".repeat(5)}end`;
  assert.ok([...long].length > 64 && [...long].length <= 128);
  for (const secret of [long, "🎸🥁🎤🎹🎷🎺🎻🪕🪗🪘📯🔔", "two  blanks  in here", "соловей на ветке", "x%00&=+;'\"<>\\ y z"]) {
    const { email } = await member({ secret });
    assert.equal((await stranger().signIn(email, secret)).status, 303, secret);
    for (const part of [secret.slice(0, -1), secret.slice(0, 64), secret.slice(0, 12), secret.toUpperCase()])
      if (part !== secret) assert.equal((await stranger().signIn(email, part)).status, 422, `${secret} is not ${part}`);
  }
  const refusal = async (secret) => codeOf(await stranger().form("/sign-up", { email: newAddress(), name: "Ana", password: secret }));
  assert.equal(await refusal("eleven sign"), "accounts.password_short");
  assert.equal(await refusal(`a${" ".repeat(20)}b`), "accounts.password_short");
  assert.equal(await refusal("loud and late ".repeat(10)), "accounts.password_long");
});

test("2.1.7: common passwords are refused wherever one is chosen", async () => {
  const { browser, email } = await member();
  await stranger().form("/sign-in/forgotten", { email });
  const token = tokenOf(await mailbox.next(email, /A new password/));
  for (const common of ["passwordpassword", "1q2w3e4r5t6y", "Qwerty123456!", "iloveyou2024", "111111111111"])
    for (const answer of [
      await stranger().form("/sign-up", { email: newAddress(), name: "Ana", password: common }),
      await browser.settings("/settings/password", { current: password, password: common }),
      await stranger().form("/sign-in/reset", { token, password: common }),
    ]) {
      assert.equal(answer.status, 422, common);
      assert.equal(codeOf(answer), "accounts.password_common");
    }
  assert.equal((await stranger().signIn(email)).status, 303, "the old one stays");
});

test("2.1.11, 2.5.2: forms help password managers and ask no questions", async () => {
  const { browser, email } = await member();
  await stranger().form("/sign-in/forgotten", { email });
  const reset = await mailbox.next(email, /A new password/);
  const names = (html) => [...html.matchAll(/<input[^>]* name="([^"]+)"/g)].map(([, name]) => name).sort();
  assert.deepEqual(names((await stranger().get("/sign-up")).text), ["email", "name", "next", "password"]);
  assert.deepEqual(names((await stranger().get("/sign-in")).text), ["email", "next", "password"]);
  assert.deepEqual(names((await stranger().get("/sign-in/forgotten")).text), ["email"]);
  assert.deepEqual(names((await stranger().get(reset.link)).text), ["password", "token"]);
  for (const path of ["/sign-up", "/sign-in", reset.link, "/settings"]) {
    const fields = (await browser.get(path)).text.match(/<input[^>]* type="password"[^>]*>/g);
    assert.ok(fields.length > 0, path);
    for (const field of fields) assert.match(field, /autocomplete="(?:current|new)-password"/, path);
  }
});

test("2.2.1: from any number of networks, an account can be tried less than a hundred times an hour", async () => {
  const { browser: home, email } = await member();
  let checked = 0;
  for (let i = 0; i < 110; i++) {
    const { status } = await stranger().signIn(email, `wrong guess number ${i}`);
    assert.ok(status === 422 || status === 429, `${status}`);
    if (status === 422) checked++;
  }
  // The waits after the free ones double up to five minutes: 12 more an hour at that pace.
  assert.ok(checked >= 5 && checked + 21 < 100, `${checked} were checked`);
  await home.settings("/sign-out", {});
  assert.equal((await home.signIn(email)).status, 303, "the owner at home is not kept out");
});

test("2.4.1, 2.4.2: passwords are stored by Argon2id with a salt of their own, sessions by a fingerprint", async () => {
  const members = [await member(), await member()];
  const stored = database();
  const hashes = [...stored.matchAll(/\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]{22})\$[A-Za-z0-9+/]{43}/g)];
  assert.ok(hashes.length >= 2);
  for (const [, memory, passes] of hashes) assert.ok(Number(memory) >= 19_456 && Number(passes) >= 2, `m=${memory} t=${passes}`);
  const salts = new Set(hashes.map(([, , , salt]) => salt));
  assert.ok(salts.size >= 2, "the same password twice has two salts");
  assert.ok(!stored.includes(password));
  for (const { browser } of members) assert.ok(!stored.includes(browser.cookies.get(sessionCookie)), "no session's token");
});

test("2.5.1, 2.5.3, 2.7.6: recovery brings a random link, and never the password", async () => {
  const { email } = await member();
  const tokens = new Set();
  for (let i = 0; i < 3; i++) {
    await stranger().form("/sign-in/forgotten", { email });
    const mail = await mailbox.next(email, /A new password/, i);
    assert.ok(!mail.text.includes(password) && !mail.html.includes(password));
    assert.match(tokenOf(mail), /^[0-9a-f]{64}$/);
    tokens.add(tokenOf(mail));
  }
  assert.equal(tokens.size, 3);
});

test("2.5.4: nobody has an account that was not made", async () => {
  const { code, out } = await run(["user", "list", "--data", makeFolder()]);
  assert.deepEqual([code, out], [0, ""]);
});

test("2.5.5, 3.3.3: a changed password is told by mail and ends all other sessions", async () => {
  const { browser, email } = await member();
  const other = stranger();
  await other.signIn(email);
  assert.equal(await other.signedIn(), true);
  await browser.settings("/settings/password", { current: password, password: "another phrase of mine" });
  await mailbox.next(email, /Your password was changed/);
  assert.deepEqual([await browser.signedIn(), await other.signedIn()], [true, false]);
});

test("3.1.1: no page has the token of its reader's session in it", async () => {
  const { browser } = await member();
  const token = browser.cookies.get(sessionCookie);
  for (const path of ["/", "/settings", "/following", `/artists/${artist.slug}`, "/settings/delete", "/search?q=marrow"]) {
    const { text, to } = await browser.get(path);
    assert.ok(!text.includes(token) && !`${to}`.includes(token), path);
  }
  assert.equal((await stranger().get(`/settings?${sessionCookie}=${token}&session=${token}`)).status, 303, "nor does an address carry one in");
});

test("3.2.1, 3.2.2: every sign-in begins a session with a new random token", async () => {
  const { email } = await member();
  const browser = stranger();
  const chosen = "a".repeat(64);
  browser.cookies.set(sessionCookie, chosen);
  await browser.signIn(email);
  const first = browser.cookies.get(sessionCookie);
  assert.match(first, /^[0-9a-f]{64}$/);
  assert.notEqual(first, chosen);
  await browser.signIn(email);
  const second = browser.cookies.get(sessionCookie);
  assert.notEqual(second, first);
  const withCookie = async (value) => (await stranger().send("/settings", { headers: { cookie: `${sessionCookie}=${value}` } })).status;
  assert.deepEqual([await withCookie(chosen), await withCookie(first), await withCookie(second)], [303, 303, 200]);
});

test("3.4.1 to 3.4.5: every cookie is Secure, HttpOnly, SameSite and bound to this host", async () => {
  const { browser, email } = await member();
  const signedIn = await stranger().signIn(email);
  const guest = await stranger().form(`/artists/${artist.slug}/follow`, {});
  const begun = await stranger().form("/sign-up", { email: newAddress(), name: "Ana", password });
  const theme = await browser.settings("/settings/theme", { theme: "light" });
  const left = await browser.settings("/sign-out", {});
  for (const { headers } of [signedIn, guest, begun, theme, left]) {
    const lines = headers.getSetCookie();
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.match(line, /^__Host-theset_\w+=/);
      for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) assert.ok(line.split("; ").includes(attribute), line);
      assert.doesNotMatch(line, /domain=/i);
    }
  }
});

test("3.7.1, 4.3.3: what is sensitive wants the password once more", async () => {
  const { browser, email } = await member();
  for (const [path, fields] of [
    ["/settings/password", { current: "not my password", password: "another phrase of mine" }],
    ["/settings/address", { current_for_address: "not my password", email: newAddress() }],
    ["/settings/spotify", { current_for_spotify: "not my password" }],
    ["/settings/delete", { current: "not my password" }],
    ["/settings/delete", {}],
  ]) {
    const answer = await browser.settings(path, fields);
    assert.equal(answer.status, 422, path);
    assert.equal(codeOf(answer), "accounts.wrong_password", path);
  }
  assert.equal((await stranger().signIn(email)).status, 303);
  assert.doesNotMatch((await browser.get("/settings")).text, /will be deleted on/);
});

test("4.1.2, 5.1.2: no field of a form makes somebody more than they are", async () => {
  const other = await member();
  const more = { role: "operator", is_admin: "1", email_verified: "1", id: "1", user_id: "1", spotify_id: "x", disabled_at: "0" };
  const { browser, email } = await member({ fields: more });
  assert.equal((await browser.settings("/settings/profile", { name: "Ana", handle: "ana_more", ...more, email: other.email })).status, 303);
  await browser.settings("/settings/privacy", { page: "everybody", follows: "me", activity: "me", ...more });
  assert.ok([401, 403].includes((await browser.get("/admin/jobs")).status));
  assert.ok((await browser.get("/settings")).text.includes(email));
  const { out } = await run(["user", "list", "--data", mailbox.data]);
  assert.match(out, new RegExp(`  fan  ${email}  Ana`));
  assert.match(out, new RegExp(`  fan  ${other.email}  Ana`));
});

test("4.2.1, 13.1.4: nobody touches what is another member's", async () => {
  const [ana, eve] = [await member(), await member({ name: "Eve" })];
  const session = (await ana.browser.get("/settings")).text.match(/name="session" value="([^"]+)"/)[1];
  await eve.browser.settings("/settings/sessions", { session });
  assert.equal(await ana.browser.signedIn(), true, "another's session is not ended");
  await eve.browser.settings("/settings/sessions", { others: "1", user_id: "1" });
  assert.equal(await ana.browser.signedIn(), true);
  assert.equal((await ana.browser.settings("/settings/profile", { name: "Ana", handle: "ana_own" })).status, 303);
  assert.equal((await eve.browser.get("/u/ana_own")).status, 404, "a page that is not open");
  assert.equal((await eve.browser.settings("/settings/profile", { name: "Eve", handle: "ana_own" })).status, 409);
  const opened = await ana.browser.form("/following/calendar", { do: "open" });
  const feed = new URL(opened.text.match(/value="(http[^"]+\.ics)"/)[1]).pathname;
  await eve.browser.form("/following/calendar", { do: "shut" });
  assert.equal((await stranger().get(feed)).status, 200, "another's feed is not shut");
});

test("8.1.1: what one reader has is in nobody else's page", async () => {
  const { browser, email } = await member({ name: "Ana of the Balcony" });
  await browser.form(`/artists/${artist.slug}/follow`, {});
  for (const path of ["/", `/artists/${artist.slug}`, "/following", "/search?q=marrow"]) {
    await browser.get(path);
    const { text, headers } = await stranger().get(path);
    assert.ok(!text.includes("Ana of the Balcony") && !text.includes(email), path);
    assert.equal(headers.getSetCookie().length, 0, `${path} sets no cookie for somebody who only looks`);
  }
});

test("8.2.1, 8.2.3: pages about somebody are kept by no cache, and leave the browser with the session", async () => {
  const { browser } = await member();
  for (const path of ["/settings", "/settings/delete", "/sign-in", "/sign-up", "/sign-in/forgotten"])
    assert.equal((await browser.get(path)).headers.get("cache-control"), "no-store", path);
  for (const path of ["/following", `/artists/${artist.slug}`]) {
    await browser.form(`/artists/${artist.slug}/follow`, {});
    assert.match((await browser.get(path)).headers.get("cache-control"), /^private|no-store/, path);
  }
  assert.equal((await browser.send("/admin/imports", { headers: operator })).headers.get("cache-control"), "no-store");
  const left = await browser.settings("/sign-out", {});
  assert.match(left.headers.get("clear-site-data"), /"storage"/);
  assert.equal(await browser.signedIn(), false);
});

test("8.3.1: a password in an address signs nobody in and is not repeated", async () => {
  const { email } = await member();
  const query = new URLSearchParams({ email, password });
  const shown = await stranger().get(`/sign-in?${query}`);
  assert.deepEqual(shown.headers.getSetCookie(), []);
  assert.ok(!shown.text.includes(password));
  const sent = await stranger().form(`/sign-in?${query}`, {});
  assert.equal(sent.status, 422);
  assert.deepEqual(sent.headers.getSetCookie(), []);
});

test("7.1.1, 7.1.2: no password, token or address of a member is in the log", async () => {
  const { browser, email } = await member();
  await stranger().signIn(email, "a wrong phrase, typed");
  await stranger().form("/sign-in/forgotten", { email });
  const reset = await mailbox.next(email, /A new password/);
  await stranger().get(reset.link);
  const opened = await browser.form("/following/calendar", { do: "open" });
  const feed = new URL(opened.text.match(/value="(http[^"]+\.ics)"/)[1]).pathname;
  const read = await stranger().get(feed);
  await program.line((one) => one.includes(read.headers.get("x-request-id")));
  const log = program.log();
  for (const [what, secret] of Object.entries({
    password,
    "typed password": "a wrong phrase, typed",
    session: browser.cookies.get(sessionCookie),
    link: tokenOf(reset),
    feed: feed.split("/").at(-1).replace(".ics", ""),
    address: email,
  }))
    assert.ok(!log.includes(secret) && !log.includes(encodeURIComponent(secret)), what);
});

test("7.1.3, 7.1.4, 7.2.2: what was refused is in the log with time, path, status, network and the request's id", async () => {
  const { browser } = await member();
  const refused = await browser.get("/admin/jobs");
  const line = await program.line((one) => one.includes(refused.headers.get("x-request-id")));
  assert.match(line, /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d info http\.request /);
  assert.match(line, new RegExp(` path=/admin/jobs status=${refused.status} .*peer=198\\.`));
});

test("7.2.1, 7.3.3: every decision about a sign-in is on the operators' page, and on nobody else's", async () => {
  const { browser, email } = await member({ name: "Watched Member" });
  await stranger().signIn(email, "a wrong phrase, typed");
  await browser.settings("/sign-out", {});
  const page = (await stranger().send("/admin/security", { headers: operator })).text;
  for (const kind of ["signed_in", "sign_in_failed", "signed_out", "address_verified"]) assert.ok(page.includes(kind), kind);
  assert.ok(page.includes("Watched Member") && page.includes("Firefox on Linux") && !page.includes(password));
  assert.ok([401, 403].includes((await (await member()).browser.get("/admin/security")).status));
});
