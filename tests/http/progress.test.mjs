// A whole import as it is watched: everything the services have is here, told in steps that never go back, on every channel (IMP-3 … IMP-5).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, begin, events, json, progress, shows } from "./api.mjs";
import { serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { messages } from "./socket.mjs";

const name = "Marrow Coast";
let sandbox;
let program;
let artist;
let slug;
let seen; // by a stream that was there from the beginning
let heard; // by a WebSocket of the same time

async function all(stream) {
  const list = [];
  for await (const one of stream) list.push(one);
  return list;
}

before(async () => {
  sandbox = await startSandbox();
  program = await serve({ sandbox });
  ({ artist_id: artist, slug } = await begin(program, name));
  [seen, heard] = await Promise.all([all(events(program, artist)), all(messages(program, `/api/v1/artists/${artist}/import/socket`))]);
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

test("the records, shows and setlists are those that the services have", async () => {
  const state = await progress(program, artist);
  const albums = await sandbox.albums((await sandbox.artistAtSpotify(name)).id);
  assert.equal(state.albums_imported, albums.filter((album) => album.album_type !== "compilation").length);

  const nights = new Set(
    (await sandbox.events(name)).map((event) => `${event.dates.start.localDate} ${event._embedded.venues[0].name.trim()}`),
  );
  const night = (show) => `${show.date} ${show.venue.name}`;
  const upcoming = (await shows(program, artist, "upcoming")).map(night);
  const past = await shows(program, artist, "past");
  const today = new Date().toISOString().slice(0, 10);
  // Ticketmaster goes on listing a night that has just ended; which one that is depends on the hour.
  const ended = past.filter((show) => nights.has(night(show)));
  assert.ok(ended.every((show) => show.date <= today));
  assert.deepEqual([...upcoming, ...ended.map(night)].sort(), [...nights].sort(), "several listings of one night are one show");
  assert.equal(state.shows_imported, upcoming.length);

  const setlists = await sandbox.setlists(name);
  const iso = (date) => date.split("-").reverse().join("-");
  const dates = setlists.map((setlist) => iso(setlist.eventDate)).filter((date) => date < today); // some are entered ahead
  for (const { date } of ended) if (!dates.includes(date)) dates.push(date);
  assert.deepEqual(past.map((show) => show.date).sort(), dates.sort());
  const played = await sandbox.played(name);
  assert.equal(state.setlists_imported, played.length, "an empty setlist is a known show, not a setlist");
  assert.equal(past.filter((show) => show.song_count > 0).length, played.length);
});

test("a setlist is played as setlist.fm has it", async () => {
  const [theirs] = await sandbox.played(name);
  const date = theirs.eventDate.split("-").reverse().join("-");
  const { id } = (await shows(program, artist, "past")).find((show) => show.date === date);
  const show = await json(program, `/api/v1/shows/${id}`);
  const [setlist] = show.setlists.filter((s) => s.artist_id === artist);
  const songs = theirs.sets.set.flatMap((set) => set.song).filter((song) => song.name);
  assert.deepEqual(setlist.songs.map((song) => song.name).slice(0, 3), songs.map((song) => song.name).slice(0, 3));
  assert.equal(setlist.songs.length, songs.length);
  assert.equal(setlist.source_url, theirs.url);
  assert.equal(show.venue.name, theirs.venue.name);
});

test("needs no more calls than there are pages, records and lists", async () => {
  const { by_endpoint: calls } = await sandbox.calls();
  const state = await progress(program, artist);
  assert.equal(calls["spotify /albums/{id}"], state.albums_imported);
  assert.equal(calls["spotify /artists/{id}"], 1);
});

test("progress never goes back and ends as the product says", () => {
  for (let i = 1; i < seen.length; i++) {
    assert.equal(seen[i].id, seen[i - 1].id + 1, "ids follow each other");
    assert.ok(seen[i].data.progress >= seen[i - 1].data.progress);
    for (const count of ["albums_imported", "shows_imported", "setlists_imported"])
      assert.ok(seen[i].data[count] >= seen[i - 1].data[count], count);
  }
  assert.ok(seen.length > 10);
  assert.deepEqual([...new Set(seen.map((event) => event.event))], ["progress"]);
  const { data } = seen.at(-1);
  assert.deepEqual(
    { id: data.artist_id, progress: data.progress, status: data.status, phase: data.current_phase, text: data.phase_text },
    { id: artist, progress: 100, status: "completed", phase: "done", text: "Everything is here" },
  );
  for (const { data: state } of seen.slice(0, -1)) {
    assert.equal(state.status, "importing");
    assert.ok(state.progress < 100);
    assert.match(state.phase_text, /^[A-Z][a-z' ]+/, "the phase in plain words");
  }
});

test("a stream that comes back gets exactly what it missed", async () => {
  const last = seen.at(-1).id;
  for (const left of [last - 1, Math.floor(last / 2), 1]) {
    const missed = await all(events(program, artist, left));
    assert.deepEqual(
      missed.map((event) => event.id),
      Array.from({ length: last - left }, (_, i) => left + 1 + i),
    );
    // What was seen first was the state as it was, no event.
    const both = (event) => event.id > Math.max(left, seen[0].id);
    assert.deepEqual(missed.filter(both), seen.filter(both));
  }
});

test("a stream that saw the end is told to stay away", async () => {
  const path = `/api/v1/artists/${artist}/import/events`;
  const answer = await ask(program, path, { headers: { "last-event-id": `${seen.at(-1).id}` } });
  assert.equal(answer.status, 204);
  assert.equal(answer.text, "");
});

test("a stream without a past, or with nonsense for one, begins with the state as it is", async () => {
  for (const left of [undefined, "", "nonsense", "-5", "99999999999999999999999", "1000000"]) {
    const [only, ...more] = await all(events(program, artist, left));
    assert.equal(only.id, seen.at(-1).id, `${left}`);
    assert.equal(only.data.progress, 100);
    assert.equal(more.length, 0);
  }
});

test("a WebSocket tells the same", () => {
  const known = new Map(seen.map((event) => [event.id, event.data]));
  const ids = heard.map((message) => Number(message.id));
  assert.deepEqual(
    ids,
    Array.from(ids, (_, i) => ids[0] + i),
  );
  assert.equal(ids.at(-1), seen.at(-1).id);
  for (const { id, ...data } of heard.slice(1)) assert.deepEqual(data, known.get(Number(id)));
});

test("polling tells the same", async () => {
  const state = await progress(program, artist);
  const { sections, ...last } = seen.at(-1).data;
  assert.ok(Array.isArray(sections), "an event says which parts of the page changed");
  assert.deepEqual(state, last);
});

test("the page and its log show what came", async () => {
  const page = await ask(program, `/artists/${slug}`);
  assert.match(page.text, /All here/);
  const log = await ask(program, `/artists/${slug}/import`);
  for (const words of [/found the artist\./, /found \d+ records\./, /found \d+ setlists \(page 1\)\./]) assert.match(log.text, words);
});

test("unknown imports have no progress on any channel", async () => {
  for (const id of ["17", "0", "-1", "x", "99999999999999999999"])
    for (const tail of ["", "/events", "/socket"]) {
      const answer = await ask(program, `/api/v1/artists/${id}/import${tail}`);
      assert.equal(answer.status, 404, `${id}${tail}`);
      assert.equal(answer.json().error.code, "imports.unknown_artist");
    }
});
