// Following and calendars from outside (ART-2, SHO-2, SHO-3). Calendars are read by a parser that is not ours (ical.js).
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { ask, bringIn, operator, shows } from "./api.mjs";
import { Browser, makeMailbox, signUp } from "./people.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const { default: ICAL } = await import(createRequire(new URL("../../web/package.json", import.meta.url)).resolve("ical.js"));

let sandbox;
let program;
let mailbox;
let artist; // {artist_id, slug}
let upcoming;

before(async () => {
  sandbox = await startSandbox();
  mailbox = makeMailbox();
  program = await serve({ sandbox, data: mailbox.data });
  artist = await bringIn(program, "Marrow Coast");
  upcoming = await shows(program, artist.artist_id, "upcoming");
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const events = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
const one = (event, name) => event.getFirstPropertyValue(name);

test("a show's calendar file has the show at its venue's time", async () => {
  const timed = upcoming.find((show) => show.starts_at > Date.now() + 86_400_000); // one that is on, or nearly, is no date to note
  const page = await ask(program, `/shows/${timed.id}`);
  const [, path] = page.text.match(/href="(\/shows\/\d+\/show\.ics)"/);
  const file = await ask(program, path);
  assert.match(file.headers.get("content-type"), /^text\/calendar/);
  const calendar = new ICAL.Component(ICAL.parse(file.text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const [event] = calendar.getAllSubcomponents("vevent");
  const start = one(event, "dtstart");
  assert.equal(start.toString(), `${timed.date}T${timed.start_time}:00`);
  assert.equal(start.toJSDate().getTime(), timed.starts_at, "the zone in the file leads to the same moment");
  assert.ok(one(event, "location").startsWith(timed.venue.name.trim()));
  assert.equal(one(event, "url"), `${program.url}/shows/${timed.id}`);
  const again = await ask(program, path, { headers: { "if-none-match": file.headers.get("etag") } });
  assert.equal(again.status, 304);

  const untimed = upcoming.find((show) => !show.start_time);
  const [day] = events((await ask(program, `/shows/${untimed.id}/show.ics`)).text);
  assert.ok(one(day, "dtstart").isDate);
  assert.equal(one(day, "dtstart").toString(), untimed.date);
  for (const id of ["1", "x", "99999999999999999999"]) assert.equal((await ask(program, `/shows/${id}/show.ics`)).status, 404);
});

test("a private feed holds what is followed, is shut by a new one, and keeps what is cancelled", async () => {
  const { browser } = await signUp(program, mailbox);
  await browser.form(`/artists/${artist.slug}/follow`, {});
  const made = await browser.form("/following/calendar", { do: "open" });
  assert.equal(made.headers.get("cache-control"), "no-store");
  const path = (text) => new URL(text.match(/value="(http[^"]+\.ics)"/)[1]).pathname;
  const feed = path(made.text);
  const read = async () => events((await ask(program, feed)).text); // as a calendar does: without a cookie
  const before = await read();
  const find = (list, id) => list.find((event) => one(event, "uid").startsWith(`show-${id}@`));
  for (const show of upcoming) assert.equal(one(find(before, show.id), "status"), "CONFIRMED", show.date);

  const [{ id }] = upcoming;
  const correction = new URLSearchParams({ verb: "correct", field: "status", value: "cancelled" });
  const done = await ask(program, `/admin/shows/${id}`, { method: "POST", headers: operator, body: correction });
  assert.ok(done.status < 400, done.text);
  const cancelled = find(await read(), id);
  assert.equal(one(cancelled, "status"), "CANCELLED");
  assert.ok(one(cancelled, "sequence") > one(find(before, id), "sequence"));
  assert.equal(one(cancelled, "uid"), one(find(before, id), "uid"));

  const second = path((await browser.form("/following/calendar", { do: "open" })).text);
  assert.equal((await ask(program, feed)).status, 404, "the former address is shut");
  assert.equal((await ask(program, second)).status, 200);
  assert.equal((await browser.form("/following/calendar", { do: "shut" })).to, "/following");
  assert.equal((await ask(program, second)).status, 404);
  assert.equal((await browser.form("/following/calendar", { do: "nonsense" })).status, 400);
  assert.equal((await ask(program, "/calendar/guess.ics")).status, 404);
});

test("a guest has the list, and is sent to sign in for a feed", async () => {
  const guest = new Browser(program);
  assert.match((await guest.get("/following")).text, /You follow nobody yet/);
  await guest.form(`/artists/${artist.slug}/follow`, {});
  const page = await guest.get("/following");
  assert.match(page.headers.get("cache-control"), /private/);
  for (const show of (await shows(program, artist.artist_id, "upcoming")).slice(0, 5)) assert.ok(page.text.includes(`/shows/${show.id}"`));
  assert.equal((await guest.form("/following/calendar", { do: "open" })).to, "/sign-in?next=/following");
  const gone = await guest.form(`/artists/${artist.slug}/unfollow`, { back: "/following" });
  assert.equal(gone.to, "/following");
  assert.match((await guest.get("/following")).text, /You follow nobody yet/);
});

test("shows are chosen by place and days, and nonsense is told", async () => {
  const guest = new Browser(program);
  await guest.form(`/artists/${artist.slug}/follow`, {});
  const all = await shows(program, artist.artist_id, "upcoming");
  const listed = async (query) => {
    const { status, text } = await guest.get(`/following?${query}`);
    assert.equal(status, 200, query);
    return { text, ids: [...text.matchAll(/class="ticket[^"]*" href="\/shows\/(\d+)"/g)].map(([, id]) => id) };
  };
  const { city } = all[0].venue;
  const near = await listed(new URLSearchParams({ near: city.toUpperCase(), km: "25" }));
  assert.ok(near.ids.includes(all[0].id));
  assert.ok(near.ids.length < all.length, "others are far away");
  const there = await listed(`from=${all[1].date}&to=${all[1].date}`);
  assert.deepEqual(there.ids, all.filter((show) => show.date === all[1].date).map((show) => show.id));
  assert.match((await listed("near=Atlantis")).text, /No venue in “Atlantis” is known here yet/);
  assert.match((await listed("from=yesterday")).text, /A date is written like/);
  assert.match((await listed("from=2030-01-02&to=2030-01-01")).text, /exchanged/);
  for (const query of ["lat=91&lon=0", "lat=nan&lon=inf", "lat=1e999&lon=1", "km=-1", `near=${"x".repeat(5000)}`]) await listed(query);
  assert.deepEqual((await listed("lat=-89.9&lon=0.1")).ids, []);
});

test("what came since the last visit is told", async () => {
  const guest = new Browser(program);
  await guest.form(`/artists/${artist.slug}/follow`, {});
  assert.match((await guest.get("/following")).text, /From your next visit on/);
  assert.match((await guest.get("/following")).text, /Nothing yet/);
});
