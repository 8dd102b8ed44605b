// Debian's Chromium, and pages that keep a list of everything that went wrong on them.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const flags =
  "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-quic --no-first-run --disable-component-update --disable-sync";

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };
export const sizes = [phone, desk];

// A folder for pictures of the pages, for people to look at. To draw them takes a quarter of the time of what looks at the pages.
const pictures = process.env.PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags.split(" ") });
}

// Runs in the page before anything of it: adds up the jumps that nobody asked for, and who jumped.
function watchShifts() {
  window.shifts = 0;
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifts += entry.value;
      for (const { node, previousRect: from, currentRect: to } of entry.sources)
        window.shifted.push(
          `${node?.getAttribute?.("class") ?? node?.nodeName} from ${from.y}, ${from.height} high, to ${to.y}, ${to.height}`,
        );
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** A page with its troubles: console errors, refused content, uncaught errors, failed requests and requests to other sites. */
export async function openPage(browser, url, size, { scripts = true, serviceWorkers = "allow" } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    javaScriptEnabled: scripts,
    serviceWorkers,
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error" || /Content.Security.Policy/i.test(message.text())) troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    // The browser's own note that it shows a page without the transition, when it was too quick for one.
    if (!error.message.startsWith("Transition was ")) troubles.push(`error: ${error.message}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) troubles.push(`outside: ${request.url()}`);
  });
  if (scripts) await page.addInitScript(watchShifts);
  return { page, context, troubles, close: () => context.close() };
}

/** A vote on the page of a show: the first deed makes a newcomer a guest. It is stored when this ends. */
export async function becomeGuest(page) {
  await page.waitForFunction(() => document.querySelector("ts-setlist")?.dataset.line);
  const known = page.waitForResponse((answer) => /\/(presence|votes)$/.test(answer.url()));
  await page.locator("ts-setlist .votes button").first().click();
  await known;
  await page.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]"));
}

/** Waits for what grows, fades or turns the page. */
export async function settle(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => undefined))).then(() => undefined));
}

/** Draws the whole page when pictures are asked for: PICTURES=FOLDER. */
export async function picture(page, name, size) {
  await settle(page);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}-${size.width}.png`), fullPage: true });
}

/**
 * Waits until `look`, a function run in the page that may take its time, finds what it looks for. (waitForFunction takes the promise for the
 * answer, and does not wait.) `look` sees nothing but `given`.
 */
export async function until(page, look, given) {
  await page.evaluate(`(async () => {
    while (!(await (${look})(${JSON.stringify(given)}))) await new Promise(requestAnimationFrame);
  })()`);
}

/** Waits until something in the outbox of the page's browser is as `wanted`, a function that sees nothing but what is kept. */
export async function untilKept(page, wanted) {
  await until(
    page,
    `() => new Promise((resolve) => {
      const opening = indexedDB.open("theset");
      opening.onsuccess = () => {
        const all = opening.result.transaction("kept").objectStore("kept").getAll();
        all.onsuccess = () => resolve(all.result.some(${wanted}));
        opening.result.close();
      };
    })`,
  );
}
