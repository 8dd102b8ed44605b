// Starts the built program as a user would: an empty folder for its data, a free port, the sandbox for the outside services.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = process.env.PROGRAM ?? join(root, "build/release/theset");

export const operatorToken = "operator-token-of-the-end-to-end-tests";

// The budgets of the real services would make a small import last minutes.
const quick = {
  THESET_SPOTIFY_PER_30S: "3000",
  THESET_SPOTIFY_BURST: "500",
  THESET_SETLISTFM_PER_SECOND: "2",
  THESET_OPERATOR_TOKEN: operatorToken,
};

// What the caller's shell has set for another theset is not meant for this one.
const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("THESET_")));

/** @returns {Promise<{url: string, stop(): Promise<void>, log(): string}>} */
export async function startProgram(environment = {}) {
  const data = await mkdtemp(join(tmpdir(), "theset-e2e-"));
  const child = spawn(binary, ["serve", "--port", "0", "--data", data], {
    cwd: root,
    env: { ...others, ...quick, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  let out = "";
  let log = "";
  child.stderr.on("data", (bytes) => {
    log = (log + bytes).slice(-20_000);
  });
  const url = await new Promise((resolve, reject) => {
    ended.then(async (how) => {
      await rm(data, { recursive: true, force: true });
      reject(new Error(`${binary} ended with ${how} before it listened:\n${log}`));
    }, reject);
    child.stdout.on("data", (bytes) => {
      out += bytes;
      const line = out.match(/^listening on (http:\/\/\S+)/m);
      if (line) resolve(line[1].replace(/\/$/, ""));
    });
  });
  return {
    url,
    log: () => log,
    async stop() {
      child.kill("SIGTERM");
      const how = await ended;
      await rm(data, { recursive: true, force: true });
      if (how !== 0) throw new Error(`the program ended with ${how}:\n${log}`);
    },
  };
}

/** Brings an artist in through the API and waits until everything of theirs is here. Answers the artist's slug. */
export async function importArtist(url, name) {
  const found = await (await fetch(`${url}/search/candidates?q=${encodeURIComponent(name)}`)).text();
  const hit = found.match(/name="hit" value="([^"]+)"/)?.[1];
  if (!hit) throw new Error(`no candidate for ${name}: ${found.slice(0, 400)}`);
  const begun = await fetch(`${url}/api/v1/imports`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ hit_id: hit }),
  });
  const { artist_id, slug } = await begun.json();
  for (let tries = 0; tries < 300; tries++) {
    const state = await (await fetch(`${url}/api/v1/artists/${artist_id}/import`)).json();
    if (state.status === "completed") return slug;
    if (state.status === "failed") throw new Error(`the import of ${name} failed: ${JSON.stringify(state.parts)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`the import of ${name} did not end in a minute`);
}
