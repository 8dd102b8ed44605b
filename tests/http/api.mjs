// What visitors and programs ask of the site.
import assert from "node:assert/strict";
import { operatorToken } from "./program.mjs";

/** Headers that open the operator's pages. */
export const operator = { authorization: `Bearer ${operatorToken}` };

export const patience = 60_000; // no answer waits longer for an event

/** {status, headers, text, json()}; redirects are not followed. */
export async function ask(program, path, options = {}) {
  const response = await fetch(program.url + path, { redirect: "manual", signal: AbortSignal.timeout(patience), ...options });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

export const post = (program, path, body, headers = {}) =>
  ask(program, path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

export async function json(program, path) {
  const answer = await ask(program, path);
  assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 300)}`);
  return answer.json();
}

export const candidates = async (program, name) =>
  (await json(program, `/api/v1/search/candidates?q=${encodeURIComponent(name)}`)).candidates;

/** Begins the import of the artist with exactly this name; `index` chooses among namesakes. */
export async function begin(program, name, index = 0) {
  const found = (await candidates(program, name)).filter((candidate) => candidate.name === name);
  assert.ok(found[index], `the search outside finds ${name}`);
  const answer = await post(program, "/api/v1/imports", { hit_id: found[index].hit_id });
  assert.equal(answer.status, 202, answer.text);
  return answer.json();
}

export const progress = (program, artistId) => json(program, `/api/v1/artists/${artistId}/import`);

/** Server-Sent Events as they come: {id, event, data}. Ends with the stream; nothing for an answer 204. */
export async function* events(program, artistId, lastEventId) {
  const abort = new AbortController();
  const watchdog = setTimeout(() => abort.abort(new Error("no end of the stream")), patience);
  try {
    const response = await fetch(`${program.url}/api/v1/artists/${artistId}/import/events`, {
      headers: lastEventId === undefined ? {} : { "last-event-id": `${lastEventId}` },
      signal: abort.signal,
    });
    if (response.status === 204) return;
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), /^text\/event-stream/);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (let got = await reader.read(); !got.done; got = await reader.read()) {
      const blocks = (rest + decoder.decode(got.value, { stream: true })).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
        if (fields.data) yield { id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) };
      }
    }
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
}

/** Waits on the stream until the state is as wanted, and answers it. */
export async function until(program, artistId, wanted) {
  for await (const { data } of events(program, artistId)) if (wanted(data)) return data;
  const state = await progress(program, artistId);
  assert.ok(wanted(state), `the import ended otherwise: ${JSON.stringify(state)}`);
  return state;
}

export const part = (state, name) => state.parts.find((p) => p.part === name);

export async function completed(program, artistId) {
  const state = await until(program, artistId, (s) => s.status !== "importing");
  assert.equal(state.status, "completed", JSON.stringify(state));
  return state;
}

/** From nothing to everything: {artist_id, slug}. */
export async function bringIn(program, name, index = 0) {
  const begun = await begin(program, name, index);
  await completed(program, begun.artist_id);
  return begun;
}

/** All shows of an artist: "upcoming" or "past". */
export async function shows(program, artistId, when) {
  const all = [];
  for (let total = 1; all.length < total; ) {
    const page = await json(program, `/api/v1/artists/${artistId}/shows?when=${when}&limit=100&offset=${all.length}`);
    total = page.total;
    if (page.shows.length === 0) break;
    all.push(...page.shows);
  }
  return all;
}

/** What the operator's page lists as failed, tried again now or cancelled; answers how many jobs that were. */
export async function settleJobs(program, verb = "retry") {
  const page = await ask(program, "/admin/jobs", { headers: operator });
  const failures = page.text.slice(page.text.indexOf("<h2>Failures</h2>"));
  const jobs = [...failures.matchAll(/name="job" value="(\d+)"/g)].map(([, id]) => ["job", id]);
  if (jobs.length > 0) await operate(program, "/admin/jobs", [["verb", verb], ...jobs]);
  return jobs.length;
}

/** Sends a form of the operator's pages. */
export async function operate(program, path, fields) {
  const headers = { ...operator, "content-type": "application/x-www-form-urlencoded" };
  const answer = await post(program, path, `${new URLSearchParams(fields)}`, headers);
  assert.equal(answer.status, 303, answer.text);
}

/** Everything of an artist that came from the services, a line a fact, to be compared; ids of ours are left out. */
export async function harvest(program, artistId) {
  const { name, slug, genres, mbid, spotify_id } = await json(program, `/api/v1/artists/${artistId}`);
  const { albums_imported, shows_imported, setlists_imported } = await progress(program, artistId);
  const lines = [JSON.stringify({ name, slug, genres, mbid, spotify_id, albums_imported, shows_imported, setlists_imported })];
  for (const when of ["upcoming", "past"])
    for (const row of await shows(program, artistId, when)) {
      const show = await json(program, `/api/v1/shows/${row.id}`);
      const songs = show.setlists.flatMap((setlist) =>
        setlist.songs.map((song) => `${song.section}${song.section_number ?? ""} ${song.name}`),
      );
      lines.push(
        [
          when,
          show.date,
          show.start_time,
          show.status,
          show.venue?.name,
          show.name,
          show.line_up.map((act) => act.name).sort(),
          ...songs,
        ].join(" / "),
      );
    }
  const page = (await ask(program, `/artists/${slug}/songs`)).text;
  for (const [, song, count] of page.matchAll(/<li><[^>]*class="face"[^>]*>([^<]*)<\/[^>]*><span class="n">([^<]*)</g))
    lines.push(`${song}: ${count}`);
  return lines;
}

/** Nothing is missing and nothing is there twice. */
export function assertSame(found, wanted) {
  const more = (these, those) =>
    these.filter((line, i) => these.slice(0, i + 1).filter((l) => l === line).length > those.filter((l) => l === line).length);
  assert.deepEqual({ missing: more(wanted, found), surplus: more(found, wanted) }, { missing: [], surplus: [] });
}
