// The real program as its operators and visitors have it: started, stopped and killed from outside.
// PROGRAM names another binary than build/release/theset.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const binary = process.env.PROGRAM ?? join(root, "build/release/theset");
export const operatorToken = "operator-token-of-the-tests-from-outside";

// Budgets so wide that an import lasts no longer than its calls.
const unhurried = {
  "http.assets": join(root, "web/dist"),
  "operator.token": operatorToken,
  "spotify.per_30s": 100_000,
  "spotify.burst": 1000,
  "spotify.per_hour": 1_000_000,
  "ticketmaster.per_second": 1000,
  "ticketmaster.per_day": 1_000_000,
  "setlistfm.per_second": 1000,
  "setlistfm.per_day": 1_000_000,
  "search.lookups": 100_000,
};

// What the caller's shell has set for another theset is not meant for this one.
const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("THESET_")));

function environment(settings) {
  const named = Object.entries({ ...unhurried, ...settings }).filter(([, value]) => value !== undefined);
  return { ...others, ...Object.fromEntries(named.map(([name, value]) => [`THESET_${name.replace(".", "_").toUpperCase()}`, `${value}`])) };
}

const running = new Set();
const folders = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone when the tests are over. */
export function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), "theset-http-"));
  folders.add(folder);
  return folder;
}

function launch(args, settings, variables = {}, stdin = "ignore") {
  const child = spawn(binary, args, { cwd: tmpdir(), env: { ...environment(settings), ...variables }, stdio: [stdin, "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (bytes) => (said.out += bytes));
  child.stderr.on("data", (bytes) => (said.err += bytes));
  running.add(child);
  const ended = once(child, "close").then(([code, signal]) => {
    running.delete(child);
    return signal ?? code;
  });
  return { child, said, ended };
}

/** Runs a command to its end: {code, out, err}. `input`: what it reads from standard input. */
export async function run(args, settings = {}, input = undefined) {
  const { child, said, ended } = launch(args, settings, {}, input === undefined ? "ignore" : "pipe");
  child.stdin?.end(input);
  const watchdog = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const code = await ended;
  clearTimeout(watchdog);
  return { code, ...said };
}

/** Starts a command and waits for its first line. `settings` are options by name, {"jobs.slots": 2}, `variables` other ones of the shell. */
export async function start(args, settings = {}, variables = {}) {
  const { child, said, ended } = launch(args, settings, variables);
  const first = await new Promise((resolve, reject) => {
    child.stdout.on("data", () => said.out.includes("\n") && resolve(said.out.split("\n")[0]));
    ended.then((code) => reject(new Error(`${args.join(" ")} ended with ${code} before it said a line:\n${said.err}`)));
  });
  const end = (signal) => {
    child.kill(signal);
    return ended;
  };
  return {
    first,
    url: first.match(/^listening on (http:\/\/\S+)$/)?.[1],
    pid: child.pid,
    ended,
    out: () => said.out,
    log: () => said.err,
    /** The first line of the log that fits; waited for, as a request's comes after its answer. */
    async line(fits) {
      for (;;) {
        const found = said.err.split("\n").find(fits);
        if (found) return found;
        await once(child.stderr, "data");
      }
    },
    kill: () => end("SIGKILL"),
    /** Drains; answers the exit code. */
    terminate: () => end("SIGTERM"),
    async stop() {
      if (!running.has(child)) return;
      if ((await end("SIGTERM")) !== 0) throw new Error(`SIGTERM ended ${args.join(" ")} with ${await ended}:\n${said.err.slice(-4000)}`);
    },
  };
}

/** `theset serve` on a free port. Without `data` in a folder of its own; with `sandbox` calling that one. */
export function serve({ data = makeFolder(), sandbox, settings = {}, args = [] } = {}) {
  return start(["serve", "--port", "0", "--data", data, ...args], { ...sandbox?.settings, ...settings });
}
