// What operators decide about matches, from outside: it shows at once, outranks a later sync, and can be taken back (IMP-8, IMP-11).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, begin, bringIn, completed, json, operate, operator, post, shows, until } from "./api.mjs";
import { pageMistakes } from "./markup.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

let sandbox;
let program;

before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox });
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

async function page(path) {
  const answer = await ask(program, path, { headers: operator });
  assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 300)}`);
  assert.deepEqual(pageMistakes(answer.text), [], path);
  return answer.text;
}

/** Brings an artist in up to a part that fails, for a sync that goes on later. */
async function halfWay(name, fault) {
  await sandbox.fault({ kind: "forbidden", ...fault });
  const artist = await begin(program, name);
  assert.equal((await until(program, artist.artist_id, (state) => state.status !== "importing")).status, "failed");
  await sandbox.clearFaults();
  return artist;
}

async function sync({ artist_id }) {
  assert.equal((await post(program, `/api/v1/artists/${artist_id}/import/retry`, "")).status, 202);
  await completed(program, artist_id);
}

async function takeBackTheLast() {
  const decided = (await page("/admin/reviews")).split("<h2>Decided</h2>")[1];
  const line = decided.split("<li>").find((item) => item.includes("Take back"));
  await operate(program, line.match(/action="([^"]+)"/)[1], { verb: "back" });
}

test("two songs are joined, and are two again when that is taken back", async () => {
  const artist = await halfWay("Marrow Coast", { service: "setlistfm" });
  const songs = async () =>
    [...(await page(`/admin/artists/${artist.artist_id}/songs`)).matchAll(/href="(\/admin\/songs\/\d+)">([A-Za-z ]+)</g)].map(
      ([, path, title]) => ({ path, title }),
    );
  const [one, other] = (await songs()).filter(({ title }) => title.length > 4);
  const areOne = async () => {
    const titles = (await songs()).map(({ title }) => title);
    assert.ok(titles.includes(one.title) || titles.includes(other.title));
    return !(titles.includes(one.title) && titles.includes(other.title));
  };
  assert.equal(await areOne(), false);
  await operate(program, one.path, { verb: "join", title: other.title.toUpperCase() });
  assert.equal(await areOne(), true);
  await sync(artist); // brings the setlists, and decides anew what is one song
  assert.equal(await areOne(), true);
  const log = (await ask(program, `/artists/${artist.slug}/import`)).text;
  assert.match(log, /A person[^]{0,80}said that “[^”]+” and “[^”]+” are one song/);

  const [, key] = (await page(one.path)).match(/name="record" value="([^"]+)"/) ?? assert.fail("a title can be split off");
  await operate(program, one.path, { verb: "split", record: key });
  assert.equal(await areOne(), false);
  await operate(program, one.path, { verb: "join", title: other.title });
  assert.equal(await areOne(), true);
  await takeBackTheLast();
  assert.equal(await areOne(), false);
});

test("a wrong word about songs is told, and strangers have none", async () => {
  const [, path] = (await page(`/admin/artists/${(await begin(program, "Marrow Coast")).artist_id}/songs`)).match(
    /href="(\/admin\/songs\/\d+)"/,
  );
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await post(program, path, "verb=join&title=Kelp", headers)).status, 401);
  const wrong = await post(program, path, "verb=join&title=Nobody+sings+this", { ...operator, ...headers });
  assert.equal(wrong.status, 404);
  assert.match(wrong.text, /The artist has no song of this title/);
  assert.equal((await ask(program, "/admin/songs/17", { headers: operator })).status, 404);
  assert.equal((await ask(program, path)).status, 401);
});

test("an artist's record is split off with what it brought", async () => {
  const artist = await bringIn(program, "Sunday Turbine");
  const upcoming = await shows(program, artist.artist_id, "upcoming");
  assert.ok(upcoming.length > 0);
  const path = `/admin/artists/${artist.artist_id}`;
  const records = async () => [...(await page(path)).matchAll(/name="source" value="([^"]+)"[^]*?name="record" value="([^"]+)"/g)];
  const [, source, record] = (await records()).find(([, of]) => of === "ticketmaster");
  await operate(program, path, { verb: "split", source, record });
  assert.ok((await records()).every(([, of]) => of !== "ticketmaster"));
  const [, slug] = (await ask(program, `/artists/${artist.slug}/import`)).text.match(/is another artist: ([a-z0-9-]+)\./);
  const { artists } = await json(program, "/api/v1/search?q=Sunday+Turbine");
  const other = artists.find((found) => found.slug === slug);
  await completed(program, other.id);
  const dates = (list) => list.map((show) => show.date).sort();
  assert.deepEqual(dates(await shows(program, other.id, "upcoming")), dates(upcoming));
  assert.equal((await json(program, `/api/v1/artists/${other.id}`)).mbid, undefined);

  const form = { ...operator, "content-type": "application/x-www-form-urlencoded" };
  const again = await post(program, path, `${new URLSearchParams({ verb: "split", source, record })}`, form);
  assert.equal(again.status, 409);
  assert.match(again.text, /there is nothing to split/);
});

test("a record is split off its show or venue, and goes back when that is taken back", async () => {
  const artist = await bringIn(program, "Velvet Arcade");
  const nights = [...(await shows(program, artist.artist_id, "upcoming")), ...(await shows(program, artist.artist_id, "past"))];
  const records = async (path) =>
    [...(await page(path)).matchAll(/name="source" value="([^"]+)"[^]*?name="record" value="([^"]+)"/g)].map(([, source, record]) => ({
      source,
      record,
    }));
  for (const paths of [nights.map(({ id }) => `/admin/shows/${id}`), nights.flatMap(({ venue }) => (venue ? [`/admin/venues/${venue.id}`] : []))]) {
    let several;
    for (const path of paths) {
      several = path;
      if ((await records(path)).length > 1) break;
    }
    const before = await records(several);
    await operate(program, several, { verb: "split", ...before.at(-1) });
    assert.ok((await records(several)).length < before.length); // the only one left offers nothing to split
    await takeBackTheLast();
    assert.deepEqual(await records(several), before);
  }
  const log = (await ask(program, `/artists/${artist.slug}/import`)).text;
  assert.match(log, /A person[^]{0,80}took back what was said about “[^”]+” and “[^”]+”/);
  assert.match((await page("/admin/reviews")).split("<h2>Decided</h2>")[1], /Taken back<\/b> venue/);
});

test("an answer that is taken back is asked for again", async () => {
  for (const index of [0, 1]) await bringIn(program, "Nova Hale", index); // two of one name
  const [, id] = (await page("/admin/reviews")).match(/id="review-(\d+)"/) ?? assert.fail("something is unsure");
  const asked = async () => (await page("/admin/reviews")).split("<h2>Decided</h2>")[0];
  await operate(program, `/admin/reviews/${id}`, { verb: "different" });
  assert.ok(!(await asked()).includes(`id="review-${id}"`));
  await takeBackTheLast();
  assert.match(await asked(), new RegExp(`id="review-${id}"[^]*An answer was taken back by`));
});
