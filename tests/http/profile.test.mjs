// Profiles and privacy from outside (ACC-3): handles, who sees what, and what is typed comes back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringIn, json, shows } from "./api.mjs";
import { cid, ins, setlistOf } from "./live.mjs";
import { pageMistakes } from "./markup.mjs";
import { Browser, makeMailbox, password, signUp } from "./people.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

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

const everything = { page: "everybody", follows: "everybody", activity: "everybody" };
// What differs from one answer to the next in any case.
const comparable = ({ status, text, headers }) => ({
  status,
  text: text.replace(/request [0-9a-f]{16}/, ""),
  headers: [...headers.keys()].sort(),
  cache: headers.get("cache-control"),
});

test("a member chooses a handle, and their page is there for whom they open it", async () => {
  const { browser } = await signUp(program, mailbox, { name: "Ana" });
  const stranger = new Browser(program);
  const saved = await browser.settings("/settings/profile", { name: "Ana Lund", handle: "Ana_L" });
  assert.equal(saved.to, "/settings?done=profile");
  const settings = await browser.get(saved.to);
  assert.match(settings.text, /role="status">Saved\./);
  assert.match(settings.text, /href="\/u\/ana_l"/);
  assert.deepEqual(pageMistakes(settings.text), []);

  const own = await browser.get("/u/ana_l");
  assert.equal(own.status, 200);
  assert.match(own.text, /<h1[^>]*>Ana Lund<\/h1>[\s\S]*Nobody else sees it/);
  assert.deepEqual(pageMistakes(own.text), []);
  const hidden = await stranger.get("/u/ana_l");
  assert.deepEqual(comparable(hidden), comparable(await stranger.get("/u/nobody_l")), "a page that is not open looks like one that is not there");
  assert.equal(hidden.status, 404);

  assert.equal((await browser.settings("/settings/privacy", { page: "everybody", follows: "me", activity: "me" })).to, "/settings?done=privacy");
  const open = await stranger.get("/u/ana_l");
  assert.equal(open.status, 200);
  assert.match(open.headers.get("cache-control"), /no-store/);
  assert.match(open.text, /to themselves/);
  assert.deepEqual([(await stranger.get("/u/ANA_L")).status, (await stranger.get("/u/ANA_L")).to], [301, "/u/ana_l"]);

  await browser.settings("/settings/privacy", { page: "me", follows: "everybody", activity: "everybody" });
  assert.equal((await stranger.get("/u/ana_l")).status, 404);
  assert.equal((await stranger.get("/u/ANA_L")).status, 404, "nor does its other spelling tell that it is there");
});

test("what was typed comes back with what is wrong about it, and nothing is changed", async () => {
  const { browser: first } = await signUp(program, mailbox, { name: "First" });
  await first.settings("/settings/profile", { name: "First", handle: "wanted" });
  const { browser } = await signUp(program, mailbox, { name: "Second" });
  for (const [handle, status, code] of [
    ["no", 422, "profiles.bad_handle"],
    ["x".repeat(31), 422, "profiles.bad_handle"],
    ['"><b>', 422, "profiles.bad_handle"],
    ["Operator", 422, "profiles.reserved_handle"],
    ["WANTED", 409, "profiles.handle_taken"],
  ]) {
    const refused = await browser.settings("/settings/profile", { name: "Other & Name", handle });
    assert.equal(refused.status, status, handle);
    assert.match(refused.text, new RegExp(`role="alert">[^<]+<span class="dim">${code}`));
    assert.match(refused.text, /name="name"[^>]* value="Other &amp; Name"/);
    assert.ok(refused.text.includes(`value="${handle.replaceAll('"', "&quot;").replaceAll(">", "&gt;").replaceAll("<", "&lt;")}"`), handle);
  }
  const unnamed = await browser.settings("/settings/profile", { name: " ", handle: "second" });
  assert.equal(unnamed.status, 422);
  assert.match((await browser.get("/settings")).text, /name="name"[^>]* value="Second"/);
  assert.equal((await browser.get("/u/second")).status, 404);
  const forged = await browser.form("/settings/profile", { name: "X", handle: "xxx", form_token: "0".repeat(64) });
  assert.equal(forged.status, 403);
  assert.match((await new Browser(program).form("/settings/profile", { name: "X", handle: "xxx" })).to, /^\/sign-in/);

  await first.settings("/settings/profile", { name: "First", handle: "moved-on" });
  assert.equal((await first.get("/u/wanted")).status, 404, "nothing leads from a former handle");
  assert.equal((await browser.settings("/settings/profile", { name: "Second", handle: "wanted" })).to, "/settings?done=profile");
});

test("which mail one gets is chosen by kind, and safety is not up for choice", async () => {
  const { browser, email } = await signUp(program, mailbox);
  const chosen = async () => {
    const page = (await browser.get("/settings")).text;
    return Object.fromEntries([...page.matchAll(/type="radio" name="(\w+)" value="(\w+)"[^>]* checked/g)].map(([, name, value]) => [name, value]));
  };
  assert.deepEqual(await chosen(), { new_shows: "daily", welcome: "immediate", platform: "immediate" });
  const saved = await browser.settings("/settings/notifications", { new_shows: "weekly", welcome: "never", platform: "never" });
  assert.equal(saved.to, "/settings?done=notifications");
  assert.deepEqual(await chosen(), { new_shows: "weekly", welcome: "never", platform: "never" });
  for (const odd of [{ new_shows: "hourly" }, { welcome: "weekly" }, { platform: "daily" }, { security: "never" }]) {
    const refused = await browser.settings("/settings/notifications", odd);
    assert.deepEqual([refused.status, /settings\.no_frequency/.test(refused.text)], [400, true], JSON.stringify(odd));
  }
  await browser.settings("/settings/notifications", { platform: "immediate" });
  assert.deepEqual(await chosen(), { new_shows: "weekly", welcome: "never", platform: "immediate" });
  const changed = await browser.settings("/settings/password", { current: password, password: "another long enough phrase" });
  assert.equal(changed.to, "/settings?done=password");
  await mailbox.next(email, /password was changed/i);
});

const themed = (text) => text.match(/<html lang="en"(?: data-theme="(\w+)")?[^>]*>[\s\S]*?name="theme-color" content="(#\w+)"/).slice(1);
const dark = [undefined, "#0b090e"];
const light = ["light", "#f7f3eb"];

test("the theme is one tap, holds on every page and device, and leaves with the session", async () => {
  const { browser, email } = await signUp(program, mailbox);
  const { slug } = await bringIn(program, "Marrow Coast");
  const artist = `/artists/${slug}`;
  const stranger = new Browser(program);
  const before = await stranger.get(artist);
  assert.deepEqual(themed(before.text), dark);
  assert.match((await browser.get("/settings")).text, /value="dark" aria-pressed="true"/);

  assert.equal((await browser.settings("/settings/theme", { theme: "light" })).to, "/settings?done=theme");
  for (const path of ["/", artist, "/search?q=x", "/settings", "/help/voting", "/nowhere", "/u/nobody_l"])
    assert.deepEqual(themed((await browser.get(path)).text), light, path);
  assert.match((await browser.get("/settings")).text, /value="light" aria-pressed="true"/);
  assert.deepEqual(themed((await stranger.get(artist)).text), dark, "others read the same page dark");
  assert.doesNotMatch((await browser.get(`${artist}?fragment=shows`)).text, /data-theme/);

  // A finished page is another one in another theme, so a browser never keeps the wrong one.
  const reader = new Browser(program);
  reader.cookies.set("theset_theme", "light");
  const kept = await reader.get(artist);
  assert.deepEqual(themed(kept.text), light);
  const again = (who, page) => who.send(artist, { headers: { "if-none-match": page.headers.get("etag") } });
  assert.equal((await again(reader, kept)).status, 304);
  assert.equal((await again(stranger, before)).status, 304);
  assert.deepEqual(themed((await again(stranger, kept)).text), dark);
  assert.deepEqual(themed((await again(reader, before)).text), light);

  const other = new Browser(program, { agent: "Other" });
  await other.signIn(email);
  assert.deepEqual(themed((await other.get("/")).text), light, "on another device");
  await other.settings("/settings/theme", { theme: "dark" });
  assert.deepEqual(themed((await browser.get("/")).text), light);
  await browser.get("/settings");
  assert.deepEqual(themed((await browser.get("/")).text), dark, "it comes along with the settings");
  const odd = await browser.settings("/settings/theme", { theme: "pink" });
  assert.deepEqual([odd.status, /settings\.no_theme/.test(odd.text)], [400, true]);

  await other.settings("/settings/theme", { theme: "bright" });
  await other.settings("/sign-out", {});
  assert.deepEqual(themed((await other.get("/")).text), dark);
});

test("a show that is on stays dark, and the room always", async () => {
  // On stage somewhere in the world at any hour.
  const { artist_id } = await bringIn(program, "Cassette Botanist");
  const list = await shows(program, artist_id, "upcoming");
  const now = Date.now();
  const on = list.find((one) => one.starts_at && one.starts_at <= now && now < one.starts_at + 4 * 3_600_000);
  assert.ok(on, "one of their shows is on");
  const show = on.id;
  const reader = new Browser(program);
  const theme = async (path, chosen) => {
    reader.cookies.set("theset_theme", chosen);
    return themed((await reader.get(path)).text)[0];
  };
  assert.deepEqual([await theme(`/shows/${show}`, "light"), await theme(`/shows/${show}`, "bright")], ["dark", "light"]);
  assert.deepEqual([await theme(`/shows/${show}/history`, "light"), await theme(`/shows/${show}/history`, "bright")], ["dark", "light"]);
  assert.deepEqual([await theme(`/shows/${show}/room`, "light"), await theme(`/shows/${show}/room`, "bright")], ["black", "black"]);
});

test("contributions and follows are on the page, also those of the guest one was before", async () => {
  const { browser, email } = await signUp(program, mailbox, { name: "Wren" });
  await browser.settings("/settings/profile", { name: "Wren", handle: "wren" });
  await browser.settings("/settings/privacy", everything);
  const { slug } = await bringIn(program, "Marrow Coast");
  const { setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
  const tell = (who, verb, message) =>
    who.send(`/api/v1/setlists/${setlist}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ cid: cid(), ...message }),
    });
  const head = async () => (await json(program, `/api/v1/setlists/${setlist}`)).rev;
  const op = ins(0, "Halogen");
  assert.equal((await tell(browser, "ops", { cseq: 1, base: await head(), ops: [op] })).status, 200);
  assert.equal((await tell(browser, "votes", { k: 1, item: op.id, meaning: "expect", value: 1 })).status, 200);
  const guest = new Browser(program);
  assert.equal((await tell(guest, "ops", { cseq: 1, base: await head(), ops: [ins(0, "Tin Roof")] })).status, 200);
  await guest.form(`/artists/${slug}/follow`, {});
  const before = (await new Browser(program).get("/u/wren")).text;
  assert.match(before, /<a href="\/shows\/\d+"><b[^>]*>Marrow Coast<\/b><\/a> 1 change to the setlist/);
  assert.match(before, /Nobody yet/);
  assert.match(before, /<dt>Votes<\/dt><dd>1<\/dd>/);
  assert.deepEqual(pageMistakes(before), []);

  assert.equal((await guest.signIn(email)).status, 303);
  const page = (await new Browser(program).get("/u/wren")).text;
  assert.match(page, /2 changes to the setlist/);
  assert.ok(page.includes(`href="/artists/${slug}"`), "whom they follow");
  await browser.settings("/settings/privacy", { page: "everybody", follows: "me", activity: "me" });
  assert.doesNotMatch((await new Browser(program).get("/u/wren")).text, /Marrow Coast|<dt>/);
});

test("a name in a setlist's history leads to its member's page while that is open", async () => {
  const { browser } = await signUp(program, mailbox, { name: "Nell" });
  await browser.settings("/settings/profile", { name: "Nell", handle: "nell" });
  const { show, setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
  assert.equal((await browser.form(`/setlists/${setlist}/add`, { title: "Halogen" })).status, 303);
  const history = async () => (await new Browser(program).get(`/shows/${show}/history`)).text;
  const hidden = await history();
  assert.match(hidden, /<b>Nell<\/b>/);
  assert.doesNotMatch(hidden, /\/u\/nell/);
  await browser.settings("/settings/privacy", { page: "everybody", follows: "me", activity: "me" });
  const open = await history();
  assert.match(open, /<a href="\/u\/nell"><b>Nell<\/b><\/a>/);
  assert.deepEqual(pageMistakes(open), []);
  await browser.settings("/settings/privacy", { page: "me", follows: "me", activity: "me" });
  assert.equal(await history(), hidden);
});
