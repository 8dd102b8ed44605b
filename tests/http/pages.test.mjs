// Every page of every kind of artist answers, holds together and leads on (ART-1, SHO-1, VEN-1, IMP-11).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { ask, begin, bringIn, json, operator, shows } from "./api.mjs";
import { mistakes, pageMistakes } from "./markup.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { target } from "./socket.mjs";

// The sandbox's README says what each is a trap for.
const cast = [
  ["Velvet Arcade", 0],
  ["Nova Hale", 0],
  ["Nova Hale", 1],
  ["Tin Observatory", 0],
  ["Sable Orchard", 0],
  ["Kettle & Kin", 0],
  ["DJ Paperclip", 0],
  ["Ghost Elevator 9", 0],
  ["M.O.T.H.", 0],
  ["!¡!", 0],
  ["Y", 0],
  ["Тихий Ледокол", 0],
  ["قمر الميناء", 0],
  ["硝子工場前", 0],
];
let sandbox;
let program;
const artists = [];

before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox });
  for (const [name, index] of cast) artists.push({ name, ...(await bringIn(program, name, index)) });
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

async function page(path, options) {
  const answer = await ask(program, path, options);
  assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 300)}`);
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8", path);
  assert.deepEqual(pageMistakes(answer.text), [], path);
  return answer;
}

// What stands in a template is no link yet.
const linksOf = (html) =>
  [...html.replace(/<template[^]*?<\/template>/g, "").matchAll(/href="(\/[^"#]*)/g)].map(([, path]) => path.replaceAll("&amp;", "&"));

test("each artist has its own address", () => {
  assert.equal(new Set(artists.map((artist) => artist.slug)).size, cast.length);
  for (const { slug } of artists) assert.match(slug, /^[a-z0-9][a-z0-9-]*$/);
});

const membersOnly = /^\/settings/;
const toSpotify = /^\/sign-in\/spotify/;

test("every link of the site leads to a page that holds together", { timeout: 150_000 }, async () => {
  const known = new Set(["/", "/search", "/search?q=velvet", ...artists.map((artist) => `/artists/${artist.slug}`)]);
  const kinds = new Map();
  for (const path of known) {
    // Of what there are hundreds of the first sixty of each kind are enough.
    const kind = path
      .replace(/\d{5,}/, "N")
      .replace(/(?<=^\/(?:artists|venues)\/)[^/?]+/, "S")
      .replace(/page=\d+/, "page=N");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > 60) continue;
    if (/^\/(assets|api)\/|\.(webmanifest|ics|txt|md|csv|json)(\?.*)?$/.test(path)) {
      assert.equal((await ask(program, path)).status, 200, path);
      continue;
    }
    if (membersOnly.test(path)) {
      const sent = await ask(program, path);
      assert.deepEqual([sent.status, sent.headers.get("location")], [303, `/sign-in?next=${encodeURIComponent(path)}`], path);
      continue;
    }
    if (toSpotify.test(path)) {
      const sent = await ask(program, path);
      assert.equal(sent.status, 303, path);
      assert.ok(sent.headers.get("location").startsWith(`${sandbox.url}/spotify-accounts/authorize?`), path);
      continue;
    }
    for (const next of linksOf((await page(path)).text)) known.add(next);
  }
  for (const kind of ["/artists/S", "/artists/S/import", "/artists/S/songs?by=gaps", "/shows/N", "/venues/S"])
    assert.ok((kinds.get(kind) ?? 0) >= 5, `${kind} is linked: ${kinds.get(kind)} of ${[...kinds.keys()].join(" ")}`);
});

test("lists hold together on every page, and beyond the last", async () => {
  const { slug } = artists[0];
  for (const list of ["shows", "setlists", "songs"])
    for (const number of ["", "?page=2", "?page=500", "?page=0", "?page=-1", "?page=x", "?page=99999999999999999999"])
      await page(`/artists/${slug}/${list}${number}`);
  for (const by of ["plays", "openers", "closers", "encores", "rarities", "gaps", "debuts", "nonsense"])
    await page(`/artists/${slug}/songs?by=${by}`);
});

test("the sections that fill in are the sections of the page", async () => {
  for (const { slug } of artists) {
    const { text } = await page(`/artists/${slug}`);
    const names = [...text.matchAll(/data-section="([a-z]+)"/g)].map(([, name]) => name).filter((name) => name !== "progress");
    assert.ok(names.length >= 4, `${slug}: ${names}`);
    for (const name of names) {
      const fragment = await ask(program, `/artists/${slug}?fragment=${name}`);
      assert.equal(fragment.status, 200, `${slug} ${name}`);
      assert.equal(fragment.headers.get("cache-control"), "no-store");
      assert.deepEqual(mistakes(fragment.text), [], `${slug} ${name}`);
      assert.ok(text.includes(fragment.text), `the markup of ${name} exists once`);
    }
  }
  assert.equal((await ask(program, `/artists/${artists[0].slug}?fragment=nonsense`)).status, 404);
});

test("every name is on its page as it is spelled", async () => {
  for (const { name, slug } of artists) {
    const { text } = await page(`/artists/${slug}`);
    const heading = text.match(/<h1[^>]*>([^<]*)<\/h1>/)[1];
    assert.equal(heading.replaceAll("&amp;", "&"), name);
  }
});

test("namesakes stay two", async () => {
  const [singer, dj] = artists.filter(({ name }) => name === "Nova Hale");
  assert.notEqual(singer.artist_id, dj.artist_id);
  assert.notEqual(singer.slug, dj.slug);
  const [mine, theirs] = [await shows(program, singer.artist_id, "past"), await shows(program, dj.artist_id, "past")];
  const shared = mine.filter((show) => theirs.some((other) => other.id === show.id));
  assert.deepEqual(shared, [], "no night belongs to both");
});

test("an import under way shows a skeleton and fragments that hold together", async () => {
  await sandbox.fault({ kind: "latency", latency_ms: 1500 });
  const { slug, artist_id } = await begin(program, "Größenwald");
  const { text } = await page(`/artists/${slug}`);
  assert.match(text, /<ts-import-progress/);
  await page(`/artists/${slug}/import`);
  await sandbox.clearFaults();
  assert.equal((await json(program, `/api/v1/artists/${artist_id}`)).import_status, "importing");
});

test("searches answer whatever is looked for", async () => {
  for (const q of [
    "velvet arcade",
    "velvt arcad",
    "тихий",
    "قمر",
    "Kettle & Kin",
    "nobody of that name",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "*",
    " ",
    "",
    "a",
    "!¡!",
    "👻",
    "\u202e",
    "a".repeat(200),
  ]) {
    const encoded = encodeURIComponent(q);
    await page(`/search?q=${encoded}`);
    await page(`/search?q=${encoded}&outside=1`);
    const suggestions = await ask(program, `/search/suggest?q=${encoded}`);
    assert.equal(suggestions.status, 200, q);
    assert.deepEqual(mistakes(suggestions.text), [], q);
  }
  const first = async (q) => (await json(program, `/api/v1/search?q=${encodeURIComponent(q)}`)).artists[0]?.name;
  assert.equal(await first("velvt arcad"), "Velvet Arcade");
  assert.equal(await first("тихий ледокол"), "Тихий Ледокол");
  assert.equal(await first("tikhiy ledokol"), "Тихий Ледокол");
  assert.equal((await ask(program, `/search?q=${"a".repeat(201)}`)).status, 400);
});

test("operators' pages ask for the token and hold together", async () => {
  for (const path of ["/admin", "/admin/imports", "/admin/jobs", "/admin/jobs/17"]) {
    const stranger = await ask(program, path);
    assert.equal(stranger.status, 401, path);
    assert.deepEqual(pageMistakes(stranger.text), [], path);
    assert.equal((await ask(program, path, { headers: { cookie: "theset_session=wrong" } })).status, 401);
    assert.equal((await ask(program, path, { headers: { authorization: "Bearer wrong" } })).status, 401);
  }
  for (const path of ["/admin/imports", "/admin/jobs"])
    assert.equal((await page(path, { headers: operator })).headers.get("cache-control"), "no-store");
  for (const path of ["/admin/imports?fragment=imports", "/admin/jobs?fragment=queues", "/admin/jobs?fragment=jobs"])
    assert.deepEqual(mistakes((await ask(program, path, { headers: operator })).text), [], path);
  assert.equal((await ask(program, "/admin/jobs/17", { headers: operator })).status, 404);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await ask(program, "/admin/jobs", { method: "POST", body: "verb=retry", headers: form })).status, 401);
  const token = operator.authorization.split(" ")[1];
  const welcome = await ask(program, "/admin", { method: "POST", body: `token=${token}`, headers: form });
  assert.equal(welcome.status, 303);
  assert.match(welcome.headers.get("set-cookie"), /; HttpOnly; SameSite=Lax/); // a link in a mail leads in; forms ask for the origin too
  await page("/admin/imports", { headers: { cookie: welcome.headers.get("set-cookie").split(";")[0] } });
});

test("what is not there has a page of its own, for people and for programs", async () => {
  for (const path of [
    "/nothing",
    "/artists/nobody",
    "/artists/nobody/songs",
    "/shows/17",
    "/shows/x",
    "/venues/nowhere",
    "/assets/none.js",
    "/artists/",
    "/admin/nothing",
  ]) {
    const answer = await ask(program, path, { redirect: "follow" });
    assert.equal(answer.status, 404, path);
    assert.deepEqual(pageMistakes(answer.text), [], path);
    const told = await ask(program, path, { redirect: "follow", headers: { accept: "application/json" } });
    assert.equal(told.status, 404, path);
    assert.equal(typeof told.json().error.code, "string");
  }
  for (const path of ["/api/v1/nothing", "/api/v1/artists/17", "/api/v1/shows/17", "/api/v1/venues/x", "/api/v1/artists/17/shows"]) {
    const answer = await ask(program, path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.json().error.code, /^[a-z]+\.[a-z_]+$/);
  }
});

test("a page that has not changed is not sent again", async () => {
  const show = (await shows(program, artists[0].artist_id, "past"))[0].id;
  for (const path of [`/artists/${artists[0].slug}`, `/shows/${show}`]) {
    const once = await page(path);
    const etag = once.headers.get("etag");
    const again = await ask(program, path, { headers: { "if-none-match": etag } });
    // A page is drawn anew each minute: then it may be another one.
    assert.ok(again.status === 304 || again.headers.get("etag") !== etag, path);
    if (again.status === 304) assert.equal(again.text, "");
  }
});

// The look, section 6: what is left for a page's HTML of the weight of a first visit, byte by byte as it travels.
test("no page's HTML weighs more than 14 KB", async () => {
  const { artist_id: id, slug } = artists[0];
  const past = await shows(program, id, "past");
  const longest = past.reduce((a, b) => ((a.song_count ?? 0) > (b.song_count ?? 0) ? a : b));
  const [next] = await shows(program, id, "upcoming");
  const weights = {};
  for (const path of ["/", `/artists/${slug}`, `/artists/${slug}/shows`, `/artists/${slug}/setlists`, `/shows/${longest.id}`, `/shows/${next.id}`])
    weights[path] = (await target(program, path, "Accept-Encoding: gzip\r\n")).body.length;
  const heavy = Object.entries(weights).filter(([, bytes]) => bytes > 14 * 1024 || bytes < 500);
  assert.deepEqual(heavy, [], JSON.stringify(weights));
});

test("pages travel compressed, and HEAD is GET without the body", async () => {
  for (const path of ["/", `/artists/${artists[0].slug}`, "/api/openapi.json", "/metrics"]) {
    const small = await target(program, path, "Accept-Encoding: gzip\r\n");
    assert.match(small.head, /\r\ncontent-encoding: gzip/i, path);
    assert.match(small.head, /\r\nvary: [^\r]*accept-encoding/i, path);
    const text = gunzipSync(Buffer.from(small.body, "latin1")).toString();
    if (path.startsWith("/artists")) assert.deepEqual(pageMistakes(text), []);
    const head = await ask(program, path, { method: "HEAD" });
    assert.equal(head.status, 200, path);
    assert.equal(head.text, "");
    assert.match(head.headers.get("content-length"), /^[1-9]\d+$/, path);
  }
});
