// How near an import comes to what the services' budgets allow (IMP-10). The real program against its own stand-in services, which
// answer 100 ms late and count their calls: the median and the largest artist of theirs, then 20 imports at once.
//     node bench/import/import.mjs
import { begin, candidates, events, post } from "../../tests/http/api.mjs";
import { serve } from "../../tests/http/program.mjs";
import { startSandbox } from "../../tests/http/sandbox.mjs";

const latency = 0.1; // seconds a call
const pace = { spotify: 20, ticketmaster: 5, setlistfm: 2 }; // calls a second; each service is asked one thing at a time
const settings = {
  "spotify.per_30s": 30 * pace.spotify,
  "spotify.burst": 10,
  "ticketmaster.per_second": pace.ticketmaster,
  "setlistfm.per_second": pace.setlistfm,
};
const pages = (total, size) => Math.max(1, Math.ceil(total / size));
const sum = (list) => list.reduce((a, b) => a + b, 0);
const percentile = (list, p) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))];

/** The calls without which an artist cannot be here: who it is, and each page; the tracks of each record that is shown come on top. */
async function necessary(sandbox, name) {
  const { id } = await sandbox.artistAtSpotify(name);
  const albums = await sandbox.albums(id);
  const setlists = await sandbox.setlists(name);
  const nights = await sandbox.events(name);
  return {
    spotify: 1 + pages(albums.filter(({ album_group: group }) => group === "album" || group === "single").length, 10),
    ticketmaster: 1 + pages(nights.length, 100) + 2, // two lists of what has no date yet
    setlistfm: pages(setlists.length, 20),
  };
}

/** Services side by side, each at its pace; setlist.fm from when the shows with a date are here: setlists join them. */
function floorOf(calls) {
  const alone = (service) => (calls[service] - 1) * Math.max(1 / pace[service], latency) + latency;
  const dated = (calls.ticketmaster - 3) / pace.ticketmaster + latency; // who it is, and the pages of events
  return Math.max(alone("spotify"), alone("ticketmaster"), dated + alone("setlistfm"));
}

async function fresh(others = {}) {
  const sandbox = await startSandbox();
  const program = await serve({ sandbox, settings: { ...settings, ...others } });
  return { sandbox, program, stop: async () => (await program.stop(), await sandbox.stop()) };
}

async function measure(name) {
  const { sandbox, program, stop } = await fresh();
  try {
    const needed = await necessary(sandbox, name);
    await candidates(program, name);
    await sandbox.fault({ kind: "latency", latency_ms: latency * 1000 });
    await sandbox.forgetCalls();
    const began = performance.now();
    const { artist_id } = await begin(program, name);
    let shows;
    let records = 0;
    for await (const { data } of events(program, artist_id)) {
      if (data.shows_imported > 0) shows ??= (performance.now() - began) / 1000;
      records = data.albums_imported;
    }
    const whole = (performance.now() - began) / 1000;
    const { by_endpoint: made } = await sandbox.calls();
    const calls = (service) => sum(Object.entries(made).filter(([k]) => k.startsWith(`${service} `) && !/search/.test(k)).map(([, n]) => n));
    needed.spotify += records;
    const floor = floorOf(needed);
    console.log(`${name}: ${Object.keys(pace).map((s) => `${s} ${calls(s)} of ${needed[s]}`).join(", ")} calls`);
    console.log(`  shows on screen after ${shows?.toFixed(2) ?? "-"} s (budget 1.5), all after ${whole.toFixed(2)} s; floor ${floor.toFixed(2)} s, ratio ${(whole / floor).toFixed(2)} (budget 1.15)`);
  } finally {
    await stop();
  }
}

async function twenty(names) {
  const { sandbox, program, stop } = await fresh({ "spotify.per_30s": 100_000, "spotify.burst": 1000 }); // that many look-ups take budget, too
  try {
    const hits = [];
    for (const name of names) {
      const [hit] = (await candidates(program, name)).filter((c) => c.name === name);
      if (hit) hits.push(hit.hit_id);
    }
    await sandbox.fault({ kind: "latency", latency_ms: latency * 1000 });
    for (const hit_id of hits.slice(0, 20)) await post(program, "/api/v1/imports", { hit_id });
    const took = [];
    for (let i = 0; i < 200; i++) {
      const at = performance.now();
      await post(program, "/api/v1/imports", { hit_id: hits[i % hits.length] });
      took.push(performance.now() - at);
    }
    console.log(`import POST while ${Math.min(20, hits.length)} imports run: p50 ${percentile(took, 0.5).toFixed(1)}, p99 ${percentile(took, 0.99).toFixed(1)} ms (budget 100)`);
  } finally {
    await stop();
  }
}

const { sandbox, stop } = await fresh();
const sized = [];
for (const name of await sandbox.everybody()) {
  const calls = await necessary(sandbox, name).catch(() => undefined); // not everybody is at every service
  if (calls) sized.push({ name, calls: sum(Object.values(calls)) });
}
await stop();
sized.sort((a, b) => a.calls - b.calls);
console.log(`${sized.length} artists need ${sized[0].calls} to ${sized.at(-1).calls} calls`);
await measure(sized[Math.floor(sized.length / 2)].name);
await measure(sized.at(-1).name);
await twenty(sized.map(({ name }) => name));
