// What Lighthouse says of the pages that people come to first, as on a phone in the middle of the market with a slow 4G line (which it
// reckons), and when the largest paint comes on a slow 3G line (which the browser plays: 400 ms and 400 kbit/s). The real program with its
// sandbox, Debian's Chromium, the median of three looks.
//     node bench/pages/lighthouse.mjs [page…]
// Lighthouse comes by npx and stays outside of this repository (LIGHTHOUSE=path/to/cli/index.js takes one that is here already).
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { launch, phone as size } from "../../tests/e2e/browser.mjs";
import { importArtist, startProgram } from "../../tests/e2e/program.mjs";

const looks = 3;
const slow3g = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }; // ms, bytes a second
const phone = 375; // Lighthouse's "benchmark index" of the phone: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
const chrome = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage";
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "lighthouse-"));
const [command, ...first] = process.env.LIGHTHOUSE ? ["node", process.env.LIGHTHOUSE] : ["npx", "--yes", "lighthouse@12.8.2"];

async function look(url, slower) {
  const file = join(folder, "report.json");
  const options = [`--output-path=${file}`, `--chrome-flags=${chrome}`, `--throttling.cpuSlowdownMultiplier=${slower}`];
  const env = { CHROME_PATH: "/usr/bin/chromium", ...process.env };
  // It loses its trace now and then where a machine is busy.
  for (let left = 2; ; left--) {
    try {
      await run(command, [...first, url, "--quiet", "--output=json", ...options], { cwd: folder, env });
      return JSON.parse(await readFile(file, "utf8"));
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

// Runs in the page before anything of it.
function watchPaints() {
  new PerformanceObserver((list) => {
    window.largest = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

async function largestOn3g(browser, url) {
  const context = await browser.newContext({ viewport: size, serviceWorkers: "block" });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Network.emulateNetworkConditions", slow3g);
  await page.addInitScript(watchPaints);
  await page.goto(url, { waitUntil: "networkidle" });
  const largest = await page.evaluate(() => window.largest);
  await context.close();
  return largest;
}

async function pagesOf(url) {
  const live = await importArtist(url, "Cassette Botanist"); // on stage at any hour
  const artist = `/artists/${await importArtist(url, "Marrow Coast")}`;
  const shows = async (path) => [...(await (await fetch(url + path)).text()).matchAll(/href="(\/shows\/\d+)"/g)].map(([, show]) => show);
  let on;
  for (const show of await shows(`/artists/${live}/shows`)) {
    const { starts_at: starts } = await (await fetch(`${url}/api/v1${show}`)).json();
    if (starts && starts <= Date.now() && Date.now() < starts + 4 * 3_600_000) on = show;
  }
  return { home: "/", artist, before: (await shows(`${artist}/shows`)).at(-1), live: on };
}

const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

async function several(get) {
  const all = [];
  for (let n = 0; n < looks; n++) all.push(await get());
  return all;
}

const program = await startProgram();
const browser = await launch();
try {
  const pages = await pagesOf(program.url);
  const { environment } = await look(program.url, 1);
  const slower = Math.min(4, Math.max(1, environment.benchmarkIndex / phone));
  console.log(`benchmark index ${Math.round(environment.benchmarkIndex)}, slowed down ${slower.toFixed(1)} times\n`);
  console.log("| Page | Performance, access, practices, search | Largest paint | Blocking | Shift | Largest paint, Slow 3G |");
  console.log("|---|---|---|---|---|---|");
  for (const [page, path] of Object.entries(pages)) {
    if (process.argv.length > 2 && !process.argv.includes(page)) continue;
    const seen = await several(() => look(program.url + path, slower));
    const value = (name) => middle(seen.map(({ audits }) => audits[name].numericValue));
    const scores = Object.keys(seen[0].categories).map((kind) =>
      Math.round(100 * middle(seen.map(({ categories }) => categories[kind].score))),
    );
    const [largest, blocking] = [value("largest-contentful-paint"), Math.round(value("total-blocking-time"))];
    const on3g = middle(await several(() => largestOn3g(browser, program.url + path)));
    const shift = value("cumulative-layout-shift").toFixed(3);
    console.log(`| ${page} | ${scores.join(", ")} | ${seconds(largest)} | ${blocking} ms | ${shift} | ${seconds(on3g)} |`);
  }
} finally {
  await browser.close();
  await program.stop();
  await rm(folder, { recursive: true, force: true });
}
