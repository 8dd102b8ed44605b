// Continue with Spotify from outside (ACC-1): to the consent page of the sandbox and back, and everything that can go wrong between.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, completed } from "./api.mjs";
import { cid, ins, Person, setlistOf } from "./live.mjs";
import { pageMistakes } from "./markup.mjs";
import { Browser, makeMailbox, newAddress, password, signUp } from "./people.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { consent, continueAs, fans, listener } from "./spotify.mjs";

const [wren, ilse, tomo] = fans;
const linked = "/following/spotify?next=%2Fsettings%3Fdone%3Dlinked";
let sandbox;
let mailbox;
let program;

before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());

/** A site of its own: each test has all fans to itself. */
async function fresh(t, settings = {}) {
  mailbox = makeMailbox();
  program = await serve({ sandbox, data: mailbox.data, settings: { "live.edit_every": "0ms", ...settings } });
  t.after(() => program.stop());
}
const code = (answer) => answer.text.match(/class="toast bad"[^>]*>[^<]* <span class="dim">([^<]*)/)?.[1];
const settingsOf = async (browser) => (await browser.get("/settings")).text;
const linkFor = async (browser, fan) => {
  const page = await browser.settings("/settings/spotify", { current_for_spotify: password });
  assert.equal(page.status, 200);
  assert.deepEqual(pageMistakes(page.text), []);
  const url = page.text.match(/href="([^"]+authorize[^"]+)"/)[1].replaceAll("&amp;", "&");
  return browser.get((await consent(program, url)).choose(fan));
};

test("the sign-in page offers Spotify; one comes back signed in, to where one was", async (t) => {
  await fresh(t);
  const page = await new Browser(program).get("/sign-in?next=%2Fsearch");
  assert.match(page.text, /<a class="btn main" href="\/sign-in\/spotify\?next=%2Fsearch">Continue with Spotify<\/a>/);
  const away = await new Browser(program).get("/sign-in/spotify?next=%2Fsearch");
  const asked = new URL(away.to).searchParams;
  assert.equal(asked.get("redirect_uri"), `${program.url}/sign-in/spotify/back`);
  assert.equal(asked.get("code_challenge_method"), "S256");
  assert.match(asked.get("state"), /^[0-9a-f]{64}$/);
  assert.match(away.headers.get("set-cookie"), /theset_spotify=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600/);

  const { browser, done } = await listener(program, wren, { next: "/search" });
  assert.deepEqual([done.status, done.to], [303, "/following/spotify?next=%2Fsearch"], "whom one listens to is offered the first time");
  const settings = await settingsOf(browser);
  assert.ok(settings.includes(wren));
  assert.deepEqual(pageMistakes(settings), []);
  const again = await listener(program, wren, { next: "/search" });
  assert.equal(again.done.to, "/search");
  assert.match(await settingsOf(again.browser), /Sign out everywhere else/, "the same account on a second device");
  assert.equal((await browser.get("/sign-in/spotify")).to, "/settings", "who is in already is not sent away");
  for (const evil of ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])
    assert.equal((await listener(program, wren, { next: evil })).done.to, "/", evil);
});

test("a state that is forged, missing, replayed, or another browser's is refused, and Spotify is not asked", async (t) => {
  await fresh(t);
  const [victim, attacker] = [new Browser(program), new Browser(program)];
  const away = await attacker.get("/sign-in/spotify");
  const back = (await consent(program, away.to)).choose(wren);
  await victim.get("/sign-in/spotify");
  await sandbox.forgetCalls();
  const forged = back.replace(/state=[^&]*/, `state=${"0".repeat(64)}`);
  for (const path of [back, forged, back.replace(/state=[^&]*&/, ""), "/sign-in/spotify/back", "/sign-in/spotify/back?state=%E2%80%AE&code=x"]) {
    const answer = await victim.get(path);
    assert.deepEqual([answer.status, code(answer)], [403, "accounts.spotify_stale"], path);
    assert.deepEqual(pageMistakes(answer.text), []);
  }
  assert.equal(await victim.signedIn(), false);
  assert.equal((await sandbox.calls()).total, 0);

  const own = new Browser(program);
  const path = (await consent(program, (await own.get("/sign-in/spotify")).to)).choose(wren);
  const cookies = new Map(own.cookies);
  assert.equal((await own.get(path)).status, 303);
  const replay = new Browser(program);
  replay.cookies = cookies;
  assert.equal(code(await replay.get(path)), "accounts.spotify_stale");
});

test("who does not allow it, a dead code, and a Spotify that is away lead back to the sign-in page with the reason", async (t) => {
  await fresh(t);
  const come = async (change) => {
    const browser = new Browser(program);
    const page = await consent(program, (await browser.get("/sign-in/spotify?next=%2Fsearch")).to);
    const answer = await browser.get(change(page));
    assert.ok(answer.text.includes('name="next" value="/search"') && answer.text.includes("Continue with Spotify"), "one can go on");
    assert.equal(await browser.signedIn(), false);
    return [answer.status, code(answer)];
  };
  assert.deepEqual(await come((page) => page.refuse), [403, "accounts.spotify_denied"]);
  assert.deepEqual(await come((page) => page.choose(wren).replace(/code=[^&]*/, "code=AQ17")), [403, "spotify.sign_in_again"], "invalid_grant");
  await sandbox.fault({ service: "spotify-accounts", path: "/api/token", kind: "error", status: 503, count: 1 });
  assert.deepEqual(await come((page) => page.choose(wren)), [503, "spotify.server_error"]);
  await sandbox.fault({ service: "spotify", path: "/me", kind: "broken_json", count: 1 });
  assert.deepEqual(await come((page) => page.choose(wren)), [503, "spotify.unreadable"]);
  await sandbox.fault({ service: "spotify", path: "/me", kind: "forbidden", count: 1 });
  assert.deepEqual(await come((page) => page.choose(wren)), [403, "spotify.user_not_allowed"], "not on the list of the app");
});

test("a member links Spotify, comes in with it, and unlinks it; one Spotify account has one account here", async (t) => {
  await fresh(t);
  const { browser, email } = await signUp(program, mailbox, { name: "Ana of the Balcony" });
  const wrong = await browser.settings("/settings/spotify", { current_for_spotify: "not the password" });
  assert.equal(code(wrong), "accounts.wrong_password");
  assert.equal((await browser.form("/settings/spotify", { current_for_spotify: password, form_token: "0".repeat(64) })).status, 403);
  assert.equal((await linkFor(browser, wren)).to, linked);
  await mailbox.next(email, /Spotify was linked/);
  const second = await listener(program, wren);
  const settings = await settingsOf(second.browser);
  assert.ok(settings.includes(email) && settings.includes("Ana of the Balcony"), "her account, and her name");
  assert.deepEqual(pageMistakes(settings), []);

  const { browser: other } = await signUp(program, mailbox);
  assert.equal(code(await linkFor(other, wren)), "accounts.spotify_taken");
  assert.equal((await second.browser.settings("/settings/spotify/unlink", {})).to, "/settings?done=unlinked");
  await mailbox.next(email, /Spotify was unlinked/);
  assert.equal((await linkFor(other, wren)).to, linked, "free again");
});

test("an address that is known here is never merged; one that is not has to confirm", async (t) => {
  await fresh(t);
  await sandbox.limits({ extended_quota: true });
  t.after(() => sandbox.limits({ extended_quota: false }));
  const owner = await signUp(program, mailbox, { email: "sandboxfan0@example.com" });
  const clash = await listener(program, wren);
  assert.deepEqual([clash.done.status, code(clash.done)], [409, "accounts.spotify_address_known"]);
  assert.match(clash.done.text, /Sign in with your password, then link Spotify in the settings/);
  assert.equal(await clash.browser.signedIn(), false);
  assert.equal((await linkFor(owner.browser, wren)).to, linked);
  assert.ok((await settingsOf((await listener(program, wren)).browser)).includes(owner.email), "from then on it is her way in");

  const { browser } = await listener(program, ilse);
  const { link } = await mailbox.next("sandboxfan1@example.com", /Confirm your address/);
  assert.ok(!(await settingsOf(browser)).includes("sandboxfan1@example.com"), "not before");
  const confirmed = await browser.form("/sign-in/address", Object.fromEntries(new URLSearchParams(link.split("?")[1])));
  assert.match(confirmed.text, /Address changed/);
  assert.ok((await settingsOf(browser)).includes("sandboxfan1@example.com"));
});

test("an account by Spotify alone is never locked out: address, password, unlinking, in this order", async (t) => {
  await fresh(t);
  const { browser } = await listener(program, tomo);
  assert.match(await settingsOf(browser), /only way in: to unlink it, add an address and choose a password first/);
  assert.equal(code(await browser.settings("/settings/spotify/unlink", {})), "accounts.only_way_in");
  const email = newAddress();
  assert.equal(code(await browser.settings("/settings/address", { email })), "accounts.prove_first");
  assert.equal((await continueAs(browser, tomo, { from: "/settings/spotify", next: "/settings" })).to, "/settings");
  assert.equal((await browser.settings("/settings/address", { email })).to, "/settings?done=first_address");
  const { link } = await mailbox.next(email, /Confirm your address/);
  await browser.form("/sign-in/address", Object.fromEntries(new URLSearchParams(link.split("?")[1])));
  assert.match(await settingsOf(browser), /Mail me a link to choose one/);
  await browser.form("/sign-in/forgotten", { email });
  const reset = await mailbox.next(email, /A new password/);
  await browser.form("/sign-in/reset", { token: new URLSearchParams(reset.link.split("?")[1]).get("token"), password });
  assert.equal((await browser.settings("/settings/spotify/unlink", {})).to, "/settings?done=unlinked");
  assert.equal((await new Browser(program).signIn(email)).status, 303);
});

test("who has no password deletes the account after signing in at Spotify once more, as the same listener", async (t) => {
  await fresh(t);
  const { browser } = await listener(program, ilse);
  const page = (await browser.get("/settings/delete")).text;
  assert.match(page, /href="\/settings\/spotify\?next=%2Fsettings%2Fdelete"/);
  assert.deepEqual(pageMistakes(page), []);
  assert.equal(code(await browser.settings("/settings/delete", {})), "accounts.prove_first");
  assert.equal(code(await continueAs(browser, wren, { from: "/settings/spotify", next: "/settings/delete" })), "accounts.spotify_other");
  assert.equal((await continueAs(browser, ilse, { from: "/settings/spotify", next: "/settings/delete" })).to, "/settings/delete");
  assert.match((await browser.get("/settings/delete")).text, /Delete in seven days/);
  assert.equal((await browser.settings("/settings/delete", {})).to, "/settings");
  assert.match(await settingsOf(browser), /will be deleted on/);
});

test("what a guest did becomes the account's", async (t) => {
  await fresh(t);
  const place = await setlistOf(program, "Marrow Coast", "upcoming");
  const person = new Person(program, place.setlist);
  const op = ins(0, "Voted Before");
  await person.op((await person.read()).rev, op);
  assert.equal((await person.post("votes", { k: 1, item: op.id, meaning: "expect", value: 1, cid: cid() })).status, 200);
  const browser = new Browser(program);
  browser.cookies.set(...person.cookie.split("="));
  await continueAs(browser, wren);
  assert.equal([...browser.cookies.keys()].join(), "theset_session", "guest and consent are over");
  const { browser: elsewhere } = await listener(program, wren);
  assert.deepEqual(JSON.parse((await elsewhere.get(`/api/v1/setlists/${place.setlist}`)).text).mine[op.id], { expect: 1 });
});

const rowsOf = (html) =>
  [...html.matchAll(/<li id="a-(\w+)">(.*?)<\/li>/gs)].map(([, id, row]) => ({
    id,
    name: row.match(/class="face"[^>]*>([^<]*)/)[1].replaceAll("&amp;", "&"),
    following: row.includes("<small>Following</small>"),
    here: !row.includes("not here yet"),
  }));

test("whom one listens to is followed with one tap each, and brought in when nobody has them yet", async (t) => {
  await fresh(t);
  const { artist_id } = await begin(program, "Marrow Coast");
  await completed(program, artist_id);
  const { browser, done } = await listener(program, wren);
  await sandbox.forgetCalls();
  const page = await browser.get(done.to);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.deepEqual(pageMistakes(page.text), []);
  const rows = rowsOf(page.text);
  assert.ok(rows.length > 5 && rows.every((row) => !row.following));
  assert.deepEqual(
    rows.filter((row) => row.here).map((row) => row.name),
    rows.filter((row) => row.name === "Marrow Coast").map((row) => row.name),
  );

  const { id, name } = rows.find((row) => !row.here);
  const tapped = await browser.form("/following/spotify", { spotify_id: id, next: "/search" });
  assert.equal(tapped.to, `/following/spotify?next=%2Fsearch#a-${id}`);
  const after = rowsOf((await browser.get("/following/spotify?next=%2Fsearch")).text).find((row) => row.id === id);
  assert.ok(after.following, "followed");
  assert.ok((await browser.get("/following")).text.includes(name.replaceAll("&", "&amp;")), "by name at once");
  assert.equal((await sandbox.calls()).by_endpoint["spotify /me/top/artists"], 1, "Spotify was asked once");
  assert.equal((await browser.form("/following/spotify", { spotify_id: "' or 1=1 --" })).status, 400);
  assert.equal((await new Browser(program).form("/following/spotify", { spotify_id: id })).to, "/sign-in");
  assert.equal((await new Browser(program).get("/following/spotify")).to, "/sign-in?next=%2Ffollowing%2Fspotify");
  assert.ok(!(await browser.get("/following/spotify?next=%2F%2Fevil.example")).text.includes("evil.example"));
});

test("dead tokens are renewed, or the member signs in once more; a Spotify that is away takes nothing", async (t) => {
  await fresh(t);
  t.after(() => sandbox.clearFaults());
  const { browser } = await listener(program, ilse);
  const top = () => browser.get("/following/spotify?next=%2Fsearch");
  await sandbox.fault({ service: "spotify", path: "/me/top", kind: "error", status: 503, count: 1 });
  const away = await top();
  assert.deepEqual([away.status, code(away)], [503, "spotify.server_error"]);
  assert.match(away.text, /href="\/search">Go on/, "one can go on");
  await sandbox.fault({ service: "spotify", path: "/me/top", kind: "revoked", count: 1 });
  assert.equal((await top()).status, 200, "renewed");

  const { browser: second } = await listener(program, ilse);
  await sandbox.fault({ service: "spotify", path: "/me/top", kind: "revoked", count: 1 });
  await sandbox.fault({ service: "spotify-accounts", path: "/api/token", kind: "revoked", count: 1 });
  const dead = await second.get("/following/spotify");
  assert.deepEqual([dead.status, code(dead)], [409, "connections.sign_in_again"]);
  assert.deepEqual(pageMistakes(dead.text), []);
  assert.match(dead.text, /href="\/settings\/spotify\?next=%2Ffollowing%2Fspotify/);
  await sandbox.clearFaults();
  assert.equal(code(await second.get("/following/spotify")), "connections.sign_in_again", "they are forgotten");
  const renewed = await continueAs(second, ilse, { from: "/settings/spotify", next: "/following/spotify" });
  assert.equal(renewed.to, "/following/spotify");
  assert.equal((await second.get("/following/spotify")).status, 200);
});

test("tokens lie in the database sealed only", async (t) => {
  await fresh(t);
  await listener(program, tomo);
  await program.stop();
  const bytes = ["theset.sqlite", "theset.sqlite-wal"]
    .filter((name) => existsSync(join(mailbox.data, name)))
    .map((name) => readFileSync(join(mailbox.data, name)).toString("latin1"))
    .join("");
  assert.ok(bytes.includes("Tomo Ferreira"), "this is where it would be");
  assert.doesNotMatch(bytes, /BQ[ur]\d+\./, "the sandbox's tokens begin so");
});

test("without Spotify nothing offers it; the key that seals tokens is made once, for the program alone", async (t) => {
  await fresh(t, { "spotify.client_id": undefined, "spotify.client_secret": undefined });
  const browser = new Browser(program);
  for (const path of ["/sign-in", "/sign-up"]) assert.doesNotMatch((await browser.get(path)).text, /with Spotify/);
  const answer = await browser.get("/sign-in/spotify");
  assert.deepEqual([answer.status, code(answer)], [404, "accounts.spotify_off"]);
  const file = join(mailbox.data, "spotify.key");
  assert.match(readFileSync(file, "utf8"), /^[0-9a-f]{64}\n$/);
  assert.equal(statSync(file).mode & 0o777, 0o600);

  const data = makeFolder();
  const configured = await serve({ sandbox, data, settings: { "spotify.token_key": "a key of the configuration" } });
  t.after(() => configured.stop());
  assert.throws(() => statSync(join(data, "spotify.key")), /ENOENT/);
});
