// Following artists, as visitors do: by form, as a guest first, and counted for all (ART-2).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, bringIn } from "./api.mjs";
import { Browser, makeMailbox, signUp } from "./people.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
let program;
let mailbox;
let artist; // {artist_id, slug}

before(async () => {
  sandbox = await startSandbox();
  mailbox = makeMailbox();
  program = await serve({ sandbox, data: mailbox.data, settings: { "accounts.newcomers": 3000 } });
  artist = await bringIn(program, "Marrow Coast");
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const page = () => `/artists/${artist.slug}`;
const figure = (html) => Number(html.match(/data-part="followers">([\d,]+)</)[1].replace(",", ""));
const follows = (html) => html.includes(`action="${page()}/unfollow"`);

/** The numbers that a reader of the artist's page hears, as they come. */
async function* numbers(signal) {
  const response = await fetch(`${program.url}/api/v1/artists/${artist.artist_id}/followers/events`, { signal });
  let rest = "";
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + bytes).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) if (block.includes("data:")) yield JSON.parse(block.match(/data: ?(.*)/)[1]).followers;
  }
}

test("a newcomer follows by form and becomes a guest; following twice counts once", async () => {
  const visitor = new Browser(program);
  const before = figure((await visitor.get(page())).text);
  for (let twice = 0; twice < 2; twice++) {
    const done = await visitor.form(`${page()}/follow`, {});
    assert.equal(done.status, 303);
    assert.equal(done.to, page());
  }
  const mine = await visitor.get(page());
  assert.ok(follows(mine.text));
  assert.equal(figure(mine.text), before + 1);
  assert.match(mine.headers.get("cache-control"), /private/);
  const others = await ask(program, page());
  assert.ok(!follows(others.text), "another visitor follows nobody");
  assert.equal(figure(others.text), before + 1);
  const gone = await visitor.form(`${page()}/unfollow?fragment=follow`, {});
  assert.match(gone.text, /^<ts-follow .*action="[^"]+\/follow"/s);
  assert.equal(figure((await visitor.get(page())).text), before);
});

test("a form leads back to the page it stands on, on this site only; a part of that page is drawn as there", async () => {
  const visitor = new Browser(program);
  for (const [back, to] of [
    ["/shows/7", "/shows/7"],
    ["https://elsewhere.example/", page()],
    ["//elsewhere.example", page()],
  ])
    assert.equal((await visitor.form(`${page()}/follow`, { back })).to, to);
  const part = (await visitor.form(`${page()}/unfollow?fragment=follow`, { back: "/shows/7" })).text;
  assert.match(part, /^<ts-follow data-section="follow"><form .*value="\/shows\/7".*<button class="btn">/s);
});

test("what a guest follows is the account's after signing in, once", async () => {
  const before = figure((await ask(program, page())).text);
  const browser = new Browser(program);
  await browser.form(`${page()}/follow`, {});
  await signUp(program, mailbox, { browser });
  const mine = (await browser.get(page())).text;
  assert.ok(follows(mine));
  assert.equal(figure(mine), before + 1);
});

test("10,000 follows and unfollows at once are counted exactly, and readers hear the number", { timeout: 120_000 }, async (t) => {
  const before = figure((await ask(program, page())).text);
  const abort = new AbortController();
  t.after(() => abort.abort());
  const heard = numbers(AbortSignal.any([abort.signal, AbortSignal.timeout(100_000)]));
  assert.equal((await heard.next()).value, before);
  // Five deeds each, 250 people at a time and three of the deeds at the same moment. The last waits for them: it says who follows.
  const people = Array.from({ length: 2000 }, () => new Browser(program));
  const rounds = async (deeds) => {
    for (let first = 0; first < people.length; first += 250)
      await Promise.all(people.slice(first, first + 250).flatMap((person, i) => deeds(i).map((deed) => person.form(`${page()}/${deed}`, {}))));
  };
  const stays = (i) => i % 5 !== 0;
  await rounds(() => ["follow"]); // each becomes a guest
  await rounds(() => ["unfollow", "follow", "unfollow"]);
  await rounds((i) => [stays(i) ? "follow" : "unfollow"]);
  const after = before + people.filter((_, i) => stays(i)).length;
  let last = before;
  while (last !== after) last = (await heard.next()).value;
  abort.abort();
  assert.equal(figure((await ask(program, page())).text), after);
});

test("newcomers of one network beyond what a hall sends wait their turn; who is known goes on", async (t) => {
  const narrow = await serve({ sandbox, settings: { "accounts.newcomers": 2, "accounts.newcomer_every": "10m" } });
  t.after(() => narrow.stop());
  const { slug } = await bringIn(narrow, "Marrow Coast");
  const [first, second, third] = Array.from({ length: 3 }, () => new Browser(narrow));
  const follow = (person, deed = "follow") => person.form(`/artists/${slug}/${deed}`, {});
  assert.equal((await follow(first)).status, 303);
  assert.equal((await follow(second)).status, 303);
  const late = await follow(third);
  assert.equal(late.status, 429);
  assert.match(late.text, /Very many people have just begun from your network/);
  assert.ok(Number(late.headers.get("retry-after")) > 500, "and is told when");
  assert.equal(third.cookies.size, 0, "who is refused is no guest");
  third.cookies.set("theset_guest", "1.forged");
  assert.equal((await follow(third)).status, 429);
  assert.equal((await follow(first, "unfollow")).status, 303);
  assert.equal((await third.get("/sign-in")).status, 200, "the way in is open");
});

test("strangers' pages and unknown artists are refused", async () => {
  const visitor = new Browser(program);
  const foreign = await visitor.form(`${page()}/follow`, {}, { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" });
  assert.equal(foreign.status, 403);
  assert.equal((await visitor.form("/artists/nobody-by-that-name/follow", {})).status, 404);
  assert.equal((await ask(program, "/api/v1/artists/17/followers/events")).status, 404);
  assert.equal(visitor.cookies.size, 0, "who is refused is no guest");
});
