// Two browsers at one live setlist (SET-2, SET-3, RT-1, RT-4, VOT-1): they edit together, one loses the network and comes back, and in the end
// both show the same. And the same list without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomeGuest, desk, launch, openPage, phone, picture, sizes } from "./browser.mjs";
import { checkAccess, checkStillness, checkTargets, checkWidth } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

let program;
let browser;
let show; // the address of an upcoming show

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

const titles = (page) => page.locator("ts-setlist .songs > li .title").allInnerTexts();
const row = (page, title) => page.locator("ts-setlist .songs > li", { hasText: title });
const connected = (page, line = "live") =>
  page.waitForFunction((wanted) => document.querySelector("ts-setlist")?.dataset.line === wanted, line);

async function add(page, title) {
  await page.getByLabel(/Add a song/).fill(title);
  await page.keyboard.press("Enter");
}

/** What the server says to a page, as late as the test wants. */
class Late {
  #waiting;
  #heard = () => {};
  pass(socket) {
    socket.connectToServer().onMessage((message) => {
      this.#heard(JSON.parse(message));
      if (this.#waiting) this.#waiting.push(() => socket.send(message));
      else socket.send(message);
    });
  }
  hold() {
    this.#waiting = [];
  }
  next(wanted) {
    return new Promise((resolve) => {
      this.#heard = (message) => wanted(message) && resolve();
    });
  }
  release() {
    for (const say of this.#waiting) say();
    this.#waiting = undefined;
  }
}

/** Somebody who has done something here before: a guest, whose page is connected. */
async function someone(size, { closed = [], line = "live", late } = {}) {
  const opened = await openPage(browser, program.url, size);
  const { page } = opened;
  if (late) await page.routeWebSocket(/\/socket$/, (socket) => late.pass(socket));
  if (closed.includes("socket")) await page.routeWebSocket(/\/socket$/, (socket) => socket.close());
  if (closed.includes("events")) await page.route(/\/events\?/, (route) => route.abort());
  await page.goto(show);
  await becomeGuest(page);
  await connected(page, line);
  return opened;
}

/** Both show one list, and nothing of it waits to be sent. */
async function same(...pages) {
  await Promise.all(pages.map((page) => page.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]"))));
  const lists = await Promise.all(pages.map(titles));
  assert.ok(lists[0].length > 0);
  for (const list of lists) assert.deepEqual(list, lists[0]);
  return lists[0];
}

test("two edit together; one loses the network and comes back; both end alike", { timeout: 120_000 }, async () => {
  const [a, b] = [await someone(phone), await someone(desk)];
  const [ana, ben] = [a.page, b.page];

  await add(ana, "First Together");
  await row(ana, "First Together").waitFor();
  await row(ben, "First Together").waitFor();

  // What comes from others takes neither the words nor the place of whoever is typing.
  const field = ben.getByLabel(/Add a song/);
  await field.fill("Half a tit");
  await add(ana, "While Ben Types");
  await row(ben, "While Ben Types").waitFor();
  assert.equal(await field.inputValue(), "Half a tit");
  assert.ok(await field.evaluate((input) => input === document.activeElement));

  // Who adds a song wants it: the vote waits until the song is there, and nothing complains.
  await ben.waitForFunction(() => {
    const added = [...document.querySelectorAll("ts-setlist .songs > li")].find((li) => li.textContent.includes("First Together"));
    return added?.querySelector(".votes output").textContent === "1";
  });
  assert.equal(await ana.locator(".toast").count(), 0);

  // A vote is there at once and true after.
  const vote = row(ana, "First Together").locator(".votes button").first();
  const before = Number(await vote.innerText());
  const pressed = await vote.getAttribute("aria-pressed");
  await vote.click();
  const now = before + (pressed === "true" ? -1 : 1);
  await ben.waitForFunction(
    ([title, n]) =>
      [...document.querySelectorAll("ts-setlist .songs > li")].some(
        (li) => li.textContent.includes(title) && Number(li.querySelector(".votes output").textContent) === n,
      ),
    ["First Together", now],
  );

  // By keyboard: the song moves, the focus stays on its number.
  const grip = row(ana, "While Ben Types").locator(".grip");
  await grip.focus();
  await ana.keyboard.press("ArrowUp");
  await ana.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]"));
  assert.ok(await grip.evaluate((element) => element === document.activeElement));
  await ben.waitForFunction(() => {
    const rows = [...document.querySelectorAll("ts-setlist .songs > li")].map((li) => li.textContent);
    return rows.findIndex((text) => text.includes("While Ben Types")) < rows.findIndex((text) => text.includes("First Together"));
  });
  await same(ana, ben);

  // What changed last is told to both while they look on; there one undoes what is one's own.
  await add(ana, "A Slip");
  await ben.locator('[data-id="changes"]', { hasText: "added A Slip" }).waitFor();
  await ana.getByRole("button", { name: "Undo: added A Slip" }).click();
  await row(ben, "A Slip").waitFor({ state: "detached" });

  // A song of theirs is offered while one types, and chosen by keyboard.
  await field.fill("distant");
  const choice = ben.getByRole("option", { name: /Distant Compass/ });
  await choice.waitFor();
  await checkAccess(ben, "songs to choose from");
  await picture(ben, "song-choices", desk);
  await ben.keyboard.press("ArrowDown");
  assert.equal(await choice.getAttribute("aria-selected"), "true");
  await ben.keyboard.press("Enter");
  await choice.waitFor({ state: "hidden" });
  assert.equal(await field.inputValue(), "");
  assert.equal(await row(ben, "Distant Compass").count(), 1, "what is expected already is not added again");

  // Without a network the list goes on, says so, and catches up.
  await ben.waitForFunction(() => !document.querySelector("ts-setlist [data-pending]")); // the choice was a wish, and is there
  await ben.context().setOffline(true);
  await ben.getByText(/^Offline/).waitFor();
  await row(ben, "First Together").locator(".votes button[value=up]").last().click();
  await ben.getByText("Offline. 1 change will be sent when you are back.").waitFor();
  await add(ben, "Made in a Tunnel");
  await row(ben, "Made in a Tunnel").waitFor();
  await add(ana, "Made Meanwhile");
  await row(ana, "Made Meanwhile").waitFor();
  await ben.context().setOffline(false);
  await row(ben, "Made Meanwhile").waitFor();
  await row(ana, "Made in a Tunnel").waitFor();
  const list = await same(ana, ben);
  for (const title of ["First Together", "While Ben Types", "Made in a Tunnel", "Made Meanwhile"])
    assert.equal(list.filter((one) => one.toLowerCase() === title.toLowerCase()).length, 1, title);

  for (const [{ page, troubles }, size] of [
    [a, phone],
    [b, desk],
  ]) {
    await checkAccess(page, `live list, ${size.width}`);
    await checkWidth(page, "live list");
    await checkTargets(page, "live list", ".lists, .add, .now", 48);
    await checkTargets(page, "live list", "main", 44);
    await picture(page, "live-list", size);
    assert.deepEqual(
      troubles.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line)),
      [],
    );
  }
  await a.close();
  await b.close();
});

test("what became of own changes is told, with the way back", { timeout: 120_000 }, async () => {
  const late = new Late();
  const [a, b] = [await someone(phone), await someone(desk, { late })];
  const [ana, ben] = [a.page, b.page];
  await add(ana, "Written Twice");
  const grip = (page) => row(page, "Written Twice").locator(".grip");
  await grip(ben).click();
  const note = async (page, words) => {
    await page.getByLabel("Note").fill(words);
    await page.getByLabel("Note").press("Enter");
  };

  // Both write before either has read the other: the last word stands, and the first may insist.
  late.hold();
  await grip(ana).click();
  await ana.getByLabel("Note").waitFor();
  const sheet = await ana.locator("dialog").boundingBox();
  assert.ok(sheet.x === 0 && sheet.width === phone.width && sheet.y + sheet.height === phone.height, "the sheet is in the thumb's reach");
  await checkTargets(ana, "the sheet of a row", "dialog", 44);
  await picture(ana, "sheet", phone);
  await note(ana, "with strings");
  await same(ana);
  await note(ben, "acoustic");
  await ana.getByText(/changed the note of “Written Twice” as well; theirs stands/).waitFor();
  await checkAccess(ana, "a notice with its way out");
  await picture(ana, "notice-overwritten", phone);
  await ana.getByRole("button", { name: "Use mine" }).click();
  late.release();
  await row(ben, "Written Twice").getByText("with strings").waitFor();
  await same(ana, ben);

  // One removes what the other moves.
  late.hold();
  await grip(ana).click();
  await ana.getByRole("button", { name: "Remove from the list" }).click();
  await row(ana, "Written Twice").waitFor({ state: "detached" });
  await same(ana);
  await grip(ben).focus();
  const said = late.next(({ t }) => t === "ack");
  await ben.keyboard.press("ArrowUp");
  await said;
  late.release();
  await ben.getByText(/“Written Twice” was removed by Guest \d+/).waitFor();
  await checkAccess(ben, "a notice with its way out");
  await picture(ben, "notice-gone", desk);
  await ben.getByRole("button", { name: "Restore" }).click();
  await row(ana, "Written Twice").waitFor();
  await same(ana, ben);
  await a.close();
  await b.close();
});

test("the same where WebSockets, and streams too, do not get through", { timeout: 120_000 }, async () => {
  const ways = [["socket"], ["socket", "events"]];
  const [one, two] = await Promise.all(ways.map((closed) => someone(phone, { closed, line: "slow" })));
  await one.page.getByText("Slow connection").waitFor();
  await add(one.page, "By Stream");
  await row(two.page, "By Stream").waitFor();
  await add(two.page, "By Polling");
  await row(one.page, "By Polling").waitFor();
  await same(one.page, two.page);
  await one.close();
  await two.close();
});

test("what gets the focus is not under the composer", async () => {
  for (const size of [phone, desk]) {
    const { page, close } = await openPage(browser, program.url, size);
    await page.goto(show);
    await connected(page);
    const composer = await page.locator(".add input").boundingBox();
    await page.locator(".songs a.grip").first().focus();
    const hidden = [];
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press("Tab");
      const { name, bottom } = await page.evaluate(() => {
        const { bottom } = document.activeElement.getBoundingClientRect();
        return { name: document.activeElement.ariaLabel, bottom };
      });
      if (bottom > composer.y) hidden.push(name);
    }
    assert.deepEqual(hidden, []);
    await close();
  }
});

test("nothing jumps when the scripts take over for a guest", async () => {
  // Somebody is here, which is told later than the page.
  const other = await someone(desk);
  await add(other.page, "Still Water");
  await other.page.waitForFunction(() => document.querySelector("[data-part=here]").textContent.includes("editing"));
  for (const size of sizes) {
    const { page, close } = await someone(size);
    await page.reload();
    await connected(page);
    await page.locator(".people .avatar").first().waitFor();
    await checkStillness(page, `a guest's show, ${size.width} wide`);
    await close();
  }
  await other.close();
});

test("the first tap on a song's number waits for what it opens", { timeout: 60_000 }, async () => {
  // The service worker would fetch the script itself, past the route that holds it back.
  const { page, close } = await openPage(browser, program.url, phone, { serviceWorkers: "block" });
  let load;
  const asked = new Promise((resolve) => {
    load = resolve;
  });
  await page.route(/\/edit-[^/]+\.js$/, async (route) => load(() => route.continue()));
  await page.goto(show);
  await connected(page);
  await page.locator("ts-setlist .songs a.grip").first().click();
  (await asked)();
  await page.getByLabel("Note").waitFor();
  assert.equal(new URL(page.url()).pathname, show);
  await close();
});

for (const scripts of [true, false])
  test(`who plays is followed from the show's page, and others are told of it, scripts ${scripts ? "on" : "off"}`, async () => {
    const { page, troubles, close } = await openPage(browser, program.url, phone, { scripts });
    await page.goto(show);
    await page.getByRole("button", { name: "Follow" }).click();
    await page.getByText("Following", { exact: true }).and(page.locator("summary")).click();
    await page.getByRole("button", { name: "Unfollow" }).click();
    await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, show);
    await page.getByRole("link", { name: "Share" }).click();
    assert.equal(await page.getByLabel("Whoever has it").inputValue(), program.url + show);
    assert.match(await page.getByLabel("The list").inputValue(), /^Marrow Coast\n/);
    await checkTargets(page, "sharing", "main", 44);
    assert.deepEqual(troubles, []);
    await close();
  });

test("the same list without scripts", async () => {
  const { page, troubles, close } = await openPage(browser, program.url, phone, { scripts: false });
  await page.goto(show);
  await add(page, "Paper and Ink");
  await row(page, "Paper and Ink").waitFor();
  const vote = () => row(page, "Paper and Ink").locator(".votes button").first();
  const before = await vote().getAttribute("aria-pressed");
  await vote().click();
  await page.waitForLoadState();
  assert.notEqual(await vote().getAttribute("aria-pressed"), before);
  await row(page, "Paper and Ink").locator(".grip").click();
  await page.getByRole("button", { name: /Remove/ }).click();
  await page.waitForLoadState();
  assert.equal(await row(page, "Paper and Ink").count(), 0);
  assert.deepEqual(troubles, []);
  await close();
});
