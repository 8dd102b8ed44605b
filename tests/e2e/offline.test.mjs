// Bad networks (RT-4): pages that were opened can be read without a network, what is done on them arrives later, also when the page was closed
// meanwhile; a new version waits for a yes; the site can be installed.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { after, before, test } from "node:test";
import { becomeGuest, launch, openPage, phone, picture, until, untilKept } from "./browser.mjs";
import { checkAccess, checkWidth } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

let program;
let browser;
let show;

before(
  async () => {
    program = await startProgram();
    browser = await launch();
    const slug = await importArtist(program.url, "Marrow Coast");
    const listed = await (await fetch(`${program.url}/artists/${slug}/shows`)).text();
    show = [...listed.matchAll(/href="(\/shows\/\d+)"/g)].at(-1)[1];
  },
  { timeout: 120_000 },
);
after(async () => {
  await browser?.close();
  await program?.stop();
});

const row = (page, title) => page.locator("ts-setlist .songs > li", { hasText: title });
const working = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null));
const add = async (page, title) => {
  await page.getByLabel(/Add a song/).fill(title);
  await page.keyboard.press("Enter");
  await row(page, title).waitFor();
};
const titles = async () => (await (await fetch(`${program.url}${show}/setlist.json`)).json()).expected.map(({ title }) => title);

/** A guest whose pages are kept. */
async function visitor() {
  const opened = await openPage(browser, program.url, phone);
  await opened.page.goto(show);
  await becomeGuest(opened.page);
  await opened.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await opened.page.reload(); // the first visit was not yet the worker's
  assert.ok(await working(opened.page));
  await opened.page.waitForFunction(() => document.querySelector("ts-setlist")?.dataset.line === "live");
  await until(opened.page, async (path) => (await (await caches.open("pages")).match(path)) !== undefined, show);
  return opened;
}

test("an opened show is read, and changed, without a network; closing the page loses nothing", { timeout: 90_000 }, async () => {
  const { page, context, close } = await visitor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(/No signal: this is the page as it was on/).waitFor();
  await add(page, "From the Cellar");
  await untilKept(page, (kept) => JSON.stringify(kept).includes("From the Cellar"));
  await page.goto("/venues/nobody-was-here");
  await page.getByRole("heading", { level: 1, name: "No signal" }).waitFor();
  await page
    .getByRole("link", { name: /Marrow Coast/ })
    .first()
    .waitFor();
  await checkAccess(page, "offline page");
  await checkWidth(page, "offline page");
  await picture(page, "offline", phone);
  await page.close();

  const again = await context.newPage();
  await again.context().setOffline(false);
  await again.goto(show);
  await row(again, "From the Cellar").waitFor();
  await again.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]"));
  assert.equal((await titles()).filter((title) => title === "From the Cellar").length, 1);
  await close();
});

/** Closes the page, and lets its worker send what it left, seen by another page. */
async function sendClosed(page, context) {
  await until(page, async () => {
    const tags = (await (await navigator.serviceWorker.ready).sync?.getTags()) ?? ["outbox"];
    return tags.includes("outbox");
  });
  const session = await context.newCDPSession(page);
  const versions = new Promise((resolve) =>
    session.on("ServiceWorker.workerVersionUpdated", ({ versions: [one] }) => one && resolve(one.registrationId)),
  );
  await session.send("ServiceWorker.enable");
  const registrationId = await versions;
  const other = await context.newPage();
  await other.goto("/offline");
  const spare = await context.newCDPSession(other);
  await spare.send("ServiceWorker.enable");
  await page.close();
  await context.setOffline(false);
  await until(other, async () => (await navigator.locks.query()).held.every(({ name }) => !name.startsWith("outbox ")));
  await spare.send("ServiceWorker.dispatchSyncEvent", { origin: program.url, registrationId, tag: "outbox", lastChance: false });
  return other;
}

test("the worker sends what a closed page left", { timeout: 60_000 }, async () => {
  const { page, context, close } = await visitor();
  await page.context().setOffline(true);
  await page.reload();
  await add(page, "Sent by Nobody");
  const other = await sendClosed(page, context);
  await until(
    other,
    async (address) => (await (await fetch(address)).json()).expected.some(({ title }) => title === "Sent by Nobody"),
    `${show}/setlist.json`,
  );
  await close();
});

test("what the worker sent and the server refused is told on the page that opens next, once", { timeout: 60_000 }, async () => {
  const { page, context, close } = await visitor();
  const list = await page.evaluate(async () => (await (await fetch(`/api/v1${location.pathname}/setlist`, { method: "POST" })).json()).id);
  await page.context().setOffline(true);
  await page.reload();
  await add(page, "Thought of Twice");
  const body = new URLSearchParams({ title: "Thought of Twice" });
  await fetch(`${program.url}/setlists/${list}/add`, { method: "POST", body, redirect: "manual" });
  const other = await sendClosed(page, context);
  await untilKept(other, ({ refused }) => refused);
  await other.goto("/");
  await other.getByText(/was not taken. Already added by Guest \d+/).waitFor();
  await untilKept(other, ({ refused }) => refused.told);
  assert.equal(await other.getByRole("link", { name: "Look at it" }).getAttribute("href"), show);
  await checkAccess(other, "a page that tells of a refusal");
  await other.reload();
  await other.waitForLoadState();
  assert.equal(await other.getByText("was not taken").count(), 0);
  await close();
});

test("after a long time apart one is asked before old changes are sent", { timeout: 60_000 }, async () => {
  const { page, context, close } = await visitor();
  await context.setOffline(true);
  await add(page, "Of Yesterday");
  await page.clock.setSystemTime(Date.now() + 31 * 60_000);
  await context.setOffline(false);
  await page.getByText("changes made offline:").waitFor(); // the song, and that one wants to hear it
  assert.ok(!(await titles()).includes("Of Yesterday"));
  await page.getByRole("button", { name: "Apply" }).click();
  await page.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]"));
  assert.ok((await titles()).includes("Of Yesterday"));
  await close();
});

/** The site behind somebody who can put out another version of it: its worker with a byte more. */
async function publisher() {
  let more = "";
  const server = createServer(({ method, url, headers }, answer) => {
    const asked = request(program.url + url, { method, headers: { ...headers, "accept-encoding": "identity" } }, (given) => {
      const { "content-length": _, etag: __, ...rest } = given.headers;
      answer.writeHead(given.statusCode, rest);
      if (url !== "/sw.js") return given.pipe(answer);
      given.on("data", (bytes) => answer.write(bytes)).on("end", () => answer.end(more));
    });
    asked.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    publish: () => {
      more = "\n// the next version";
    },
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

test("a new version is offered, and comes with a yes", { timeout: 60_000 }, async () => {
  const site = await publisher();
  const { page, close } = await openPage(browser, site.url, phone);
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  assert.ok(await working(page));
  site.publish();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => undefined));
  const offer = page.getByText("There is a new version of this site.");
  await offer.waitFor();
  await checkAccess(page, "the offer of a new version");
  await picture(page, "new-version", phone);
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await loaded;
  assert.ok(await working(page));
  assert.equal(await offer.count(), 0);
  await close();
  site.close();
});

test("the site can be installed", async () => {
  const { page, context, close } = await openPage(browser, program.url, phone);
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).short_name, "The Set");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A window that keeps nothing never installs; that is the only thing wrong here.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
    [],
  );
  await close();
});
