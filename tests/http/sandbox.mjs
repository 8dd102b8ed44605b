// The stand-in services as a process of their own: its calls can be counted, its faults turned, and it can be asked for the truth.
import { makeFolder, start } from "./program.mjs";

const credentials = {
  "spotify.client_id": "sandbox0client0id0000000000000000",
  "spotify.client_secret": "sandbox0client0secret000000000000",
  "ticketmaster.api_key": "sandboxTicketmasterKey0000000000",
  "setlistfm.api_key": "sandbox-setlistfm-key-000000000000",
};

async function json(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Refuses nothing for being too much, unless told so. */
export async function startSandbox() {
  const program = await start(["sandbox", "--port", "0", "--data", makeFolder()]);
  const control = (path, method, body) => json(`${program.url}/control/${path}`, { method, body: body && JSON.stringify(body) });
  await control("limits", "POST", { enforce: false });
  return {
    ...program,
    settings: {
      ...credentials,
      "sandbox.use": "never",
      "spotify.url": `${program.url}/spotify/v1`,
      "spotify.token_url": `${program.url}/spotify-accounts/api/token`,
      "ticketmaster.url": `${program.url}/ticketmaster/discovery/v2`,
      "setlistfm.url": `${program.url}/setlistfm/rest/1.0`,
    },
    fault: (wish) => control("faults", "POST", wish),
    clearFaults: () => control("faults", "DELETE"),
    limits: (wish) => control("limits", "POST", wish),
    calls: () => control("calls", "GET"),
    forgetCalls: () => control("calls", "DELETE"),
    ...questions(program.url),
  };
}

// What the services themselves say, all pages of it.
function questions(url) {
  const basic = Buffer.from(`${credentials["spotify.client_id"]}:${credentials["spotify.client_secret"]}`).toString("base64");
  const spotify = async (path) => {
    const { access_token } = await json(`${url}/spotify-accounts/api/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
    return json(`${url}/spotify/v1${path}`, { headers: { authorization: `Bearer ${access_token}` } });
  };
  const setlistfm = (path) =>
    json(`${url}/setlistfm/rest/1.0${path}`, { headers: { accept: "application/json", "x-api-key": credentials["setlistfm.api_key"] } });
  const ticketmaster = (path, query) =>
    json(`${url}/ticketmaster/discovery/v2${path}?${new URLSearchParams({ ...query, apikey: credentials["ticketmaster.api_key"] })}`);

  return {
    async artistAtSpotify(name) {
      const { artists } = await spotify(`/search?type=artist&q=${encodeURIComponent(name)}`);
      return artists.items.find((artist) => artist.name === name);
    },
    /** The names of all its artists, found letter by letter. */
    async everybody() {
      const names = new Set();
      for (const letter of "abcdefghijklmnopqrstuvwxyz") {
        const { artists } = await spotify(`/search?type=artist&q=${letter}&limit=10`);
        for (const { name } of artists.items) names.add(name);
      }
      return [...names];
    },
    async albums(spotifyId) {
      const all = [];
      for (let total = 1; all.length < total; ) {
        const page = await spotify(`/artists/${spotifyId}/albums?limit=10&offset=${all.length}`);
        all.push(...page.items);
        total = page.total;
      }
      return all;
    },
    async setlists(name) {
      const { artist } = await setlistfm(`/search/artists?artistName=${encodeURIComponent(name)}`);
      const { mbid } = artist.find((a) => a.name === name);
      const all = [];
      for (let page = 1, total = 1; all.length < total; page++) {
        const answer = await setlistfm(`/artist/${mbid}/setlists?p=${page}`);
        all.push(...answer.setlist);
        total = answer.total;
      }
      return all;
    },
    /** Those that tell what was played. */
    async played(name) {
      return (await this.setlists(name)).filter((setlist) => setlist.sets.set.length > 0);
    },
    async events(name) {
      const found = await ticketmaster("/attractions.json", { keyword: name });
      const { id } = found._embedded.attractions.find((a) => a.name === name);
      const all = [];
      for (let page = 0, pages = 1; page < pages; page++) {
        const answer = await ticketmaster("/events.json", { attractionId: id, size: 100, page });
        all.push(...(answer._embedded?.events ?? []));
        pages = answer.page.totalPages;
      }
      return all;
    },
  };
}
