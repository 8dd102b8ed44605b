// Accounts from outside (ACC-2, OPS-4, MAIL-3): every way in and out, what strangers learn, and what a guest's deeds become.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, operator } from "./api.mjs";
import { cid, ins, Person, setlistOf } from "./live.mjs";
import { Browser, makeMailbox, newAddress, password, signUp } from "./people.mjs";
import { run, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
let program;
let mailbox;
let place;
let nets = 0;
/** A network nobody has used yet. */
const network = () => `198.51.${++nets}.7`;

before(async () => {
  sandbox = await startSandbox();
  mailbox = makeMailbox();
  program = await serve({ sandbox, data: mailbox.data, settings: { "live.edit_every": "0ms", "http.trust_proxy": true } });
  place = await setlistOf(program, "Marrow Coast", "upcoming");
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const member = (options = {}) => signUp(program, mailbox, { network: network(), ...options });
const told = (answer) => answer.text.match(/class="toast bad"[^>]*>([^<]*) <span class="dim">([^<]*)/)?.slice(1);
const tokenOf = (link) => new URLSearchParams(link.split("?")[1]).get("token");

test("sign up, confirm, sign out, sign in, forget the password, choose a new one", async () => {
  const browser = new Browser(program, { network: network() });
  const email = newAddress();
  const away = await browser.get("/settings");
  assert.deepEqual([away.status, away.to], [303, "/sign-in?next=%2Fsettings"]);
  const sent = await browser.form("/sign-up", { email: ` ${email.toUpperCase()} `, name: "Ana", password, next: "/search" });
  assert.equal(sent.status, 200);
  assert.equal(await browser.signedIn(), false, "not before the address is confirmed");
  const { link, html } = await mailbox.next(email, /Confirm your address/);
  assert.ok(html.includes(`href="${program.url}${link}"`), "the link is in the HTML part too");
  assert.equal((await browser.get(link)).status, 200);
  assert.equal(await browser.signedIn(), false, "opening a link changes nothing: mail scanners open them too");
  const confirmed = await browser.form("/sign-in/verify", { token: tokenOf(link) });
  assert.deepEqual([confirmed.status, confirmed.to], [303, "/search"]);
  const settings = await browser.get("/settings");
  assert.ok(settings.text.includes(email) && settings.text.includes("Firefox on Linux") && settings.text.includes("this device"));
  assert.equal(settings.headers.get("cache-control"), "no-store");
  assert.equal((await browser.form("/sign-in/verify", { token: tokenOf(link) })).status, 404, "a link works once");

  assert.equal((await browser.settings("/sign-out", {})).to, "/");
  assert.equal(await browser.signedIn(), false);
  assert.equal((await browser.signIn(email, password, "/settings")).to, "/settings");
  assert.equal(await browser.signedIn(), true);

  const other = new Browser(program, { network: network(), agent: "Mozilla/5.0 (iPhone) Version/18.0 Safari/605.1" });
  assert.equal((await other.form("/sign-in/forgotten", { email })).status, 200);
  const reset = await mailbox.next(email, /A new password/);
  assert.equal((await other.get(reset.link)).status, 200);
  const fresh = "another long enough phrase";
  assert.equal((await other.form("/sign-in/reset", { token: tokenOf(reset.link), password: fresh })).to, "/");
  assert.equal(await other.signedIn(), true);
  assert.equal(await browser.signedIn(), false, "all other devices are signed out");
  assert.deepEqual(told(await browser.signIn(email)), ["The address and the password do not go together.", "accounts.wrong_sign_in"]);
  assert.equal((await browser.signIn(email, fresh)).status, 303);
  await mailbox.next(email, /Your password was changed/);
});

test("a sign-up is finished by its own browser, or by who knows the password, and by nobody else", async () => {
  const email = newAddress();
  await new Browser(program, { network: network() }).form("/sign-up", { email, name: "Ben", password });
  const { link } = await mailbox.next(email, /Confirm/);
  const other = new Browser(program, { network: network() });
  assert.match((await other.get(link)).text, /another device/);
  assert.deepEqual(told(await other.form("/sign-in/verify", { token: tokenOf(link), password: "a guess that is wrong" }))[1], "accounts.wrong_password");
  assert.equal((await other.form("/sign-in/verify", { token: tokenOf(link), password })).status, 303);
  assert.equal(await other.signedIn(), true);
});

test("no answer tells whether an address has an account", async () => {
  const { email } = await member();
  const nobody = newAddress();
  const seen = async (act) => {
    const answers = [];
    for (const address of [email, nobody]) {
      const { status, headers, text } = await act(new Browser(program, { network: network() }), address);
      const names = [...headers.keys()].filter((name) => name !== "date").sort();
      answers.push({ status, names, text: text.replaceAll(address, "ADDRESS").replace(/value="[^"]*"/g, "") });
    }
    assert.deepEqual(answers[0], answers[1]);
  };
  await seen((browser, address) => browser.signIn(address, "not the right phrase"));
  await seen((browser, address) => browser.form("/sign-in/forgotten", { email: address }));
  await seen((browser, address) => browser.form("/sign-up", { email: address, name: "Eve", password }));
  await mailbox.next(email, /You have an account already/);
});

test("what a guest did becomes the account's when they sign in, once", async () => {
  const { browser, email } = await member();
  const person = new Person(program, place.setlist);
  const op = ins(0, "Voted Before");
  await person.op((await person.read()).rev, op);
  const rival = new Person(program, place.setlist);
  for (const one of [person, rival]) assert.equal((await one.post("votes", { k: 1, item: op.id, meaning: "expect", value: 1 })).status, 200);
  const [name, value] = person.cookie.split("=");
  const before = (await person.read()).votes[op.id].expect;

  const device = new Browser(program, { network: network() });
  device.cookies.set(name, value);
  await device.signIn(email);
  assert.equal(device.cookies.has(name), false, "the guest's cookie is gone");
  const mine = async (who) => JSON.parse((await who.get(`/api/v1/setlists/${place.setlist}`)).text);
  assert.deepEqual((await mine(device)).mine[op.id], { expect: 1 });
  assert.deepEqual((await mine(browser)).mine[op.id], { expect: 1 }, "on every device");
  assert.deepEqual((await mine(device)).votes[op.id].expect, before, "no vote is counted twice");

  const thief = await member();
  thief.browser.cookies.set(name, value);
  await thief.browser.signIn(thief.email);
  assert.equal((await mine(thief.browser)).mine[op.id], undefined, "the old cookie brings nothing to anybody else");
  assert.deepEqual((await mine(device)).mine[op.id], { expect: 1 });
});

test("next leads to an own page only", async () => {
  const { email } = await member();
  for (const evil of ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "settings", ""])
    assert.equal((await new Browser(program, { network: network() }).signIn(email, password, evil)).to, "/", evil);
  const kept = await new Browser(program, { network: network() }).get("/sign-in?next=%2F%2Fevil.example");
  assert.ok(!kept.text.includes("evil.example"));
});

test("tries wait longer and longer, the owner at home does not", async () => {
  const { browser: home, email } = await member();
  const stranger = new Browser(program, { network: network() });
  const waits = [];
  for (let i = 0; i < 7; i++) {
    const { status, headers, text } = await stranger.signIn(email, `wrong guess number ${i}`);
    if (status === 429) waits.push(Number(headers.get("retry-after")));
    assert.ok(status === 422 || status === 429, `${status} ${text.slice(0, 200)}`);
  }
  assert.ok(waits.length > 0 && waits[0] >= 1, `after five free tries one waits: ${waits}`);
  assert.equal((await stranger.signIn(email)).status, 429, "the right password waits as well");
  await home.settings("/sign-out", {});
  assert.equal((await home.signIn(email)).status, 303);
});

test("a wrong field is told about, and what was typed comes back without the password", async () => {
  const browser = new Browser(program, { network: network() });
  const secret = "Xsecret-phrase-typed";
  const wrong = [
    [{ email: "no address", name: "Ana", password: secret }, "accounts.not_an_address"],
    [{ email: "ana@example.org", name: "   ", password: secret }, "accounts.name_missing"],
    [{ email: "ana@example.org", name: "Ana", password: "short" }, "accounts.password_short"],
    [{ email: "ana@example.org", name: "Ana", password: "x".repeat(2000) }, "accounts.password_long"],
    [{ email: "ana@example.org", name: "Ana", password: "123456789012" }, "accounts.password_common"],
    [{ email: "ana@example.org", name: "Ana", password: "ana@example.org" }, "accounts.password_personal"],
    [{ email: "ana@example.org\r\nBcc: all@example.org", name: "Ana", password: secret }, "accounts.not_an_address"],
  ];
  for (const [fields, code] of wrong) {
    const answer = await browser.form("/sign-up", fields);
    assert.equal(answer.status, 422, code);
    assert.equal(told(answer)?.[1], code);
    assert.doesNotMatch(answer.text, /type="password"[^>]* value=/, "no password comes back");
    if (fields.email.startsWith("ana@example.org") && !fields.email.includes("\n")) assert.ok(answer.text.includes('value="ana@example.org"'));
  }
  const huge = await browser.send("/sign-in", { method: "POST", body: `email=${"a".repeat(3 << 20)}` });
  assert.equal(huge.status, 413);
  for (const cookie of ["theset_session=", `theset_session=${"g".repeat(64)}`, `theset_guest=${"9".repeat(5000)}.x`, "theset_session=%00;;=;"])
    assert.equal((await browser.send("/settings", { headers: { cookie } })).status, 303, cookie.slice(0, 30));
  for (const token of ["", "x", "0".repeat(64), "%00", "' or 1=1 --"])
    assert.equal((await browser.form("/sign-in/reset", { token, password: secret })).status, 404, token);
});

test("forms of somebody signed in need their own token, and come from our own pages", async () => {
  const [ana, eve] = [await member(), await member()];
  const form_token = (await eve.browser.get("/settings")).text.match(/name="form_token" value="([^"]+)"/)[1];
  const change = { current: password, password: "yet another long phrase" };
  for (const token of ["", form_token, "0".repeat(64)]) {
    const answer = await ana.browser.form("/settings/password", { ...change, form_token: token });
    assert.deepEqual([answer.status, told(answer)[1]], [403, "accounts.stale_form"]);
    await ana.browser.form("/settings/sessions", { others: "1", form_token: token });
    await ana.browser.form("/sign-out", { form_token: token });
    assert.equal(await ana.browser.signedIn(), true, "nobody is signed out by a foreign form");
  }
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, { origin: "null" }])
    for (const path of ["/sign-in", "/sign-up", "/sign-out", "/settings/password", `/setlists/${place.setlist}/vote`])
      assert.equal((await ana.browser.form(path, {}, headers)).status, 403, path);
  assert.equal((await ana.browser.settings("/settings/password", change)).to, "/settings?done=password");
});

test("an address changes when both, the old and the new one, have confirmed", async () => {
  const { browser, email } = await member();
  const fresh = newAddress();
  const wrong = await browser.settings("/settings/address", { email: fresh, current_for_address: "not the password" });
  assert.equal(told(wrong)[1], "accounts.wrong_password");
  assert.ok(wrong.text.includes(`name="email" type="email" autocomplete="email" required maxlength="254" value="${fresh}"`), "it is typed once");
  assert.equal((await browser.settings("/settings/address", { email: fresh, current_for_address: password })).status, 303);
  const [from, to] = [await mailbox.next(email, /Change of address/), await mailbox.next(fresh, /Change of address/)];
  const confirm = ({ link }) => browser.form("/sign-in/address", Object.fromEntries(new URLSearchParams(link.split("?")[1])));
  assert.match((await confirm(from)).text, /other address has to confirm/);
  assert.equal((await new Browser(program, { network: network() }).signIn(fresh)).status, 422, "not by one of both");
  assert.match((await confirm(to)).text, /Address changed/);
  assert.equal((await new Browser(program, { network: network() }).signIn(fresh)).status, 303);
  assert.equal((await new Browser(program, { network: network() }).signIn(email)).status, 422);
});

test("a new device is told about by mail; every device is listed with its place and can be signed out", async () => {
  const { browser, email } = await member();
  const there = network();
  const phone = new Browser(program, { network: there, agent: "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36" });
  await phone.signIn(email);
  const mail = await mailbox.next(email, /New sign-in/);
  assert.ok(mail.text.includes("Chrome on Android") && mail.text.includes(`${there.replace(/\.7$/, ".0/24")}`), mail.text);
  const page = (await browser.get("/settings")).text;
  const [, session] = page.match(/name="session" value="([^"]+)"><button[^>]*aria-label="Sign out Chrome on Android/);
  assert.equal((await browser.settings("/settings/sessions", { session })).to, "/settings?done=devices");
  assert.equal(await phone.signedIn(), false);
  assert.equal(await browser.signedIn(), true);
  await phone.signIn(email);
  await browser.settings("/settings/sessions", { others: "1" });
  assert.deepEqual([await phone.signedIn(), await browser.signedIn()], [false, true]);
  assert.equal(mailbox.all(email).filter((m) => /New sign-in/.test(m.subject)).length, 1, "a known device is not news");
});

test("operators see mail and security events, nobody else does", async () => {
  const { browser, email } = await member();
  for (const path of ["/admin/mail", "/admin/security"]) {
    assert.notEqual((await ask(program, path)).status, 200);
    assert.notEqual((await browser.get(path)).status, 200);
  }
  assert.ok((await ask(program, "/admin/mail", { headers: operator })).text.includes(email));
  const events = (await ask(program, "/admin/security", { headers: operator })).text;
  for (const kind of ["signed_in", "sign_in_failed", "password_reset", "address_changed", "session_ended"]) assert.ok(events.includes(kind), kind);
});

test("a live connection of somebody signed in carries their name", async () => {
  const { browser } = await member({ name: "Ana of the Balcony" });
  const answer = await browser.send(`/api/v1/setlists/${place.setlist}/presence`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ cid: cid() }),
  });
  assert.equal(answer.status < 300, true, answer.text);
  const person = new Person(program, place.setlist);
  person.cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const page = await person.join();
  assert.equal(page.welcome.you.name, "Ana of the Balcony");
  page.cut();
});

test("the command makes, lists, promotes and shuts accounts, and each deed is in the security log", async () => {
  const email = newAddress();
  const user = (verb, ...rest) => run(["user", verb, ...rest, "--data", mailbox.data], {}, `${password}\n`);
  const line = async () => (await user("list")).out.split("\n").find((l) => l.includes(email));
  const made = await user("add", email.toUpperCase(), "--role", "moderator");
  assert.deepEqual([made.code, made.out.includes(`made ${email} (moderator)`)], [0, true], made.err);
  assert.ok(!made.out.includes(password));
  const [id, role] = (await line()).split("  ");
  assert.equal(role, "moderator");
  const again = await user("add", email);
  assert.deepEqual([again.code === 0, again.err.includes("has an account already")], [false, true]);

  const browser = new Browser(program, { network: network() });
  assert.equal((await browser.signIn(email)).status, 303, "who runs the site vouches for the address");
  assert.notEqual((await browser.get("/admin/jobs")).status, 200);
  assert.equal((await user("promote", email, "--role", "operator")).code, 0);
  assert.equal(await browser.signedIn(), false, "what they may now is for a session of its own");
  await browser.signIn(email);
  assert.equal((await browser.get("/admin/jobs")).status, 200);

  assert.equal((await user("disable", id)).code, 0, "an account by Spotify alone has an id only");
  assert.match(await line(), /disabled$/);
  assert.equal(await browser.signedIn(), false);
  assert.equal((await browser.signIn(email)).status, 422);
  assert.equal((await user("enable", id)).code, 0);
  assert.equal((await browser.signIn(email)).status, 303);
  const log = (await ask(program, "/admin/security", { headers: operator })).text;
  for (const verb of ["add", "promote", "disable", "enable"]) assert.ok(log.includes(`command_${verb}`), verb);

  for (const [args, words] of [
    [["add", "no address"], /mail address/],
    [["disable", newAddress()], /Nobody has/],
    [["disable", "17"], /Nobody has/],
    [["promote", email, "--role", "king"], /fan, artist, moderator, operator/],
    [["behead", email], /add, list, promote, disable or enable/],
  ]) {
    const { code, err } = await user(...args);
    assert.ok(code !== 0 && words.test(err), `${args.join(" ")}: ${err}`);
  }
  const weak = await run(["user", "add", newAddress(), "--data", mailbox.data], {}, "short\n");
  assert.ok(weak.code !== 0 && /12/.test(weak.err), weak.err);
});

test("more sign-ins at once than can wait are told to come back, and pages are served meanwhile", async (t) => {
  const crowded = await serve({ settings: { "http.trust_proxy": true, "accounts.password_waiting": 2, "accounts.password_memory": "64MB" } });
  t.after(() => crowded.stop());
  const tries = Array.from({ length: 20 }, () => new Browser(crowded, { network: network() }).signIn(newAddress()));
  assert.equal((await ask(crowded, "/")).status, 200);
  const answers = await Promise.all(tries);
  const busy = answers.filter(({ status }) => status === 503);
  assert.ok(busy.length > 0 && busy.length < answers.length, `${busy.length} of 20`);
  for (const answer of busy) {
    assert.equal(told(answer)[1], "accounts.busy");
    assert.ok(Number(answer.headers.get("retry-after")) >= 1);
    assert.match(answer.text, /name="email"[^>]* value="fan-/, "what was typed is kept");
  }
});
