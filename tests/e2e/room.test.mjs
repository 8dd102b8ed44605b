// In the room (SET-11): two phones in one hall tell what is playing. One tap counts at once, can be taken back for five seconds, waits where
// there is no network, and the screen stays on meanwhile. And the same without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomeGuest, desk, launch, openPage, phone, picture, sizes, until, untilKept } from "./browser.mjs";
import { checkAccess, checkStillness, checkWidth } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

let program;
let browser;
let show; // the address of a show that is on
let room;

before(
  async () => {
    program = await startProgram();
    browser = await launch();
    const slug = await importArtist(program.url, "Cassette Botanist"); // on stage at any hour
    const listed = await (await fetch(`${program.url}/artists/${slug}/shows`)).text();
    for (const [, path] of listed.matchAll(/class="ticket hot" href="(\/shows\/\d+)"/g)) {
      const { starts_at } = await (await fetch(`${program.url}/api/v1${path}`)).json();
      if (starts_at && starts_at <= Date.now() && Date.now() < starts_at + 4 * 3_600_000) show = path;
    }
    room = `${show}/room`;
  },
  { timeout: 120_000 },
);
after(async () => {
  await browser?.close();
  await program?.stop();
});

const picks = (page) => page.locator(".pick:visible");
const titles = (page) => page.locator(".pick:visible .face").allTextContents();
const pick = (page, title) => page.locator(".pick button", { hasText: title });
const now = (page) => page.locator("[data-part=title]");
const undo = (page) => page.locator("[data-part=undo] button");
const says = (page, selector, text) =>
  page.waitForFunction(([where, words]) => document.querySelector(where)?.textContent === words, [selector, text]);
const playing = (page, title) => says(page, "[data-part=title]", title);
// Without scripts, too: a form's answer is the next page.
const reads = (page, title) =>
  now(page)
    .filter({ hasText: title || /^$/ })
    .waitFor({ state: "attached" });
const connected = (page) => page.waitForFunction(() => document.querySelector("ts-room")?.dataset.line === "live");
const sent = (page) => page.waitForFunction(() => !document.querySelector("ts-room [data-pending]"));
const played = async () => (await (await fetch(`${program.url}${show}/setlist.json`)).json()).played.map(({ title }) => title);

// Runs in the page before anything of it: a screen that can be held.
function holdScreen() {
  window.held = [];
  Object.defineProperty(navigator, "wakeLock", {
    value: {
      request: async (type) => {
        const lock = { type, released: false, release: async () => Object.assign(lock, { released: true }) };
        window.held.push(lock);
        return lock;
      },
    },
  });
}

/** A guest in the room, whose clock the test holds. */
async function someone(size) {
  const opened = await openPage(browser, program.url, size);
  const { page } = opened;
  await page.addInitScript(holdScreen);
  await page.clock.install();
  await page.goto(show);
  await becomeGuest(page);
  await page.goto(room);
  await connected(page);
  return opened;
}

test("two tell what is playing: it counts at once, can be taken back, and the next songs move up", { timeout: 120_000 }, async () => {
  const [a, b] = [await someone(phone), await someone(desk)];
  const [ana, ben] = [a.page, b.page];
  const [first, second, third] = await titles(ana);
  assert.equal(await picks(ana).count(), 4);
  for (const height of await picks(ana).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height)))
    assert.ok(height >= 68, `a button is ${height} high`);
  await says(ana, "[data-part=line]", "Live");
  await says(ana, "[data-part=here]", "· 2 here");

  await ana.clock.pauseAt(new Date(Date.now() + 1_000));
  await pick(ana, second).click();
  assert.equal(await pick(ana, second).getAttribute("aria-pressed"), "true");
  assert.equal(await now(ana).textContent(), second);
  await playing(ben, second);
  assert.ok(!(await titles(ben)).includes(second));
  assert.equal(await undo(ben).isVisible(), false, "only who said it takes it back here");
  await undo(ana).click();
  await playing(ben, "");
  await says(ben, "[data-part=word]", "Between songs");
  await ben.waitForFunction(
    (title) => [...document.querySelectorAll(".pick:not([hidden])")].some((one) => one.textContent.includes(title)),
    second,
  );
  assert.equal(await undo(ana).isVisible(), false);
  assert.equal(await pick(ana, second).getAttribute("aria-pressed"), "false");

  await pick(ana, first).click();
  await playing(ben, first);
  await sent(ana);
  assert.ok((await titles(ana)).includes(first), "nothing moves while it can be taken back");
  await ana.clock.resume();
  for (const [page, size] of [
    [ana, phone],
    [ben, desk],
  ]) {
    await picture(page, "room-tapped", size);
    await checkAccess(page, `the room after a tap, ${size.width}`);
  }
  await ana.clock.fastForward(5_000);
  await undo(ana).waitFor({ state: "hidden" });
  assert.ok(!(await titles(ana)).includes(first));
  assert.equal(await picks(ana).count(), 4);
  await says(ana, "[data-part=number]", "Song 1");

  await ben.getByRole("button", { name: "Between songs" }).click();
  await playing(ana, "");
  await says(ana, "[data-part=number]", "Song 2");
  assert.equal(await ana.getByRole("button", { name: "Between songs" }).getAttribute("aria-pressed"), "true");

  // One of their own songs, or anything that is typed.
  await ana.getByText("Another song").click();
  await ana.locator(":focus").pressSequentially(third.slice(0, 4));
  await ana.getByRole("option", { name: third }).waitFor();
  for (const [page, size] of [
    [ana, phone],
    [ben, desk],
  ]) {
    if (page === ben) await page.getByText("Another song").click();
    await checkAccess(page, `another song, ${size.width}`);
    await checkWidth(page, "another song");
    await picture(page, "room-another", size);
  }
  await ana.getByRole("option", { name: third }).click();
  await playing(ben, third);
  assert.deepEqual(await played(), [first, third]);

  for (const { page, troubles, close } of [a, b]) {
    assert.deepEqual(await page.evaluate(() => window.held.map(({ type, released }) => [type, released])), [["screen", false]]);
    assert.deepEqual(troubles, []);
    await close();
  }
});

test("nothing jumps when the scripts take over, at no size", async () => {
  for (const size of sizes) {
    const { page, close } = await someone(size);
    await page.reload();
    await connected(page);
    await checkStillness(page, `the room at ${size.width}`);
    await checkAccess(page, `the room, ${size.width}`);
    await checkWidth(page, "the room");
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true, "all of it is in reach");
    await picture(page, "room", size);
    await close();
  }
});

test("what is tapped without a network is kept, also over a reload, and sent once", { timeout: 90_000 }, async () => {
  const [a, b] = [await someone(phone), await someone(phone)];
  const [ana, ben] = [a.page, b.page];
  await ana.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ana.reload(); // the first visit was not yet the worker's
  await connected(ana);
  await until(ana, async (path) => (await (await caches.open("pages")).match(path)) !== undefined, room);
  const [title] = await titles(ana);
  await ana.context().setOffline(true);
  await says(ana, "[data-part=line]", "Offline. The songs may be behind.");
  await pick(ana, title).click();
  await says(ana, "[data-part=line]", "Offline. 1 change will be sent when you are back.");
  await checkAccess(ana, "the room without a network");
  await picture(ana, "room-offline", phone);
  await untilKept(ana, ({ state }) => JSON.stringify(state.buffer).includes("happened"));
  await ana.reload();
  await playing(ana, title);
  assert.ok(!(await played()).includes(title));
  await ana.context().setOffline(false);
  await playing(ben, title);
  await sent(ana);
  await connected(ana);
  assert.equal((await played()).filter((one) => one === title).length, 1);
  await a.close();
  await b.close();
});

test("what a newcomer taps on a first visit is kept and sent as well, and makes them a guest", { timeout: 90_000 }, async () => {
  const { page, context, close } = await openPage(browser, program.url, phone);
  await page.goto(room);
  await connected(page);
  await until(page, async (path) => (await (await caches.open("pages")).match(path)) !== undefined, room);
  const [title] = await titles(page);
  await context.setOffline(true);
  await says(page, "[data-part=line]", "Offline. The songs may be behind.");
  await pick(page, title).click();
  await untilKept(page, ({ state }) => JSON.stringify(state.buffer).includes("happened"));
  await page.reload();
  await playing(page, title);
  await says(page, "[data-part=line]", "Offline. 1 change will be sent when you are back.");
  assert.deepEqual(await context.cookies(), []);
  assert.ok(!(await played()).includes(title));
  await context.setOffline(false);
  await sent(page);
  await connected(page);
  assert.equal((await played()).filter((one) => one === title).length, 1);
  assert.deepEqual(
    (await context.cookies()).map(({ name }) => name),
    ["theset_guest"],
  );
  await close();
});

test("a newcomer's first tap, and the whole room without scripts", async () => {
  for (const scripts of [true, false]) {
    const { page, troubles, close } = await openPage(browser, program.url, phone, { scripts });
    await page.goto(room);
    const [title] = await titles(page);
    await pick(page, title).click();
    await reads(page, title);
    if (!scripts) {
      assert.ok(!(await titles(page)).includes(title));
      await checkWidth(page, "the room without scripts");
      await picture(page, "room-plain", phone);
      await page.getByRole("button", { name: "Between songs" }).click();
      // A song lasts a second at least: who is as quick as this looks again.
      while (await now(page).textContent()) await page.getByRole("link", { name: "Refresh" }).click();
      await undo(page).click();
      await reads(page, title);
      await page.getByText("Another song").click();
      await page.getByLabel(/Add a song/).fill("Paper and Ink");
      await page.keyboard.press("Enter");
      await reads(page, "Paper and Ink");
    }
    await undo(page).click();
    await now(page)
      .filter({ hasNotText: scripts ? title : "Paper and Ink" })
      .waitFor({ state: "attached" });
    assert.ok(page.url().endsWith(room));
    assert.deepEqual(troubles, []);
    await close();
  }
});
