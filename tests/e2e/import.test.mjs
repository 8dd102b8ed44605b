// The main job, end to end: an artist nobody has yet is on screen at once and fills in while one watches.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, picture, sizes } from "./browser.mjs";
import { checkAccess, checkStillness, checkWidth } from "./checks.mjs";
import { startProgram } from "./program.mjs";

const artist = "Marrow Coast";
const slug = "marrow-coast";
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Every visit to a fresh program: what is looked for must not be there yet. And it shall not all be there before it is looked at.
async function visit(t, size, scripts, environment = {}) {
  const program = await startProgram({ THESET_SETLISTFM_PER_SECOND: "1", ...environment });
  const opened = await openPage(browser, program.url, size, { scripts });
  t.after(async () => {
    await opened.close();
    await program.stop();
  });
  return { program, ...opened };
}

// Runs in each page before anything of it: keeps what the bar showed.
function watchBar() {
  window.bar = [];
  const look = () => {
    const value = document.querySelector("ts-import-progress progress")?.value;
    if (value !== undefined && value !== window.bar.at(-1)) window.bar.push(value);
  };
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
}

async function openPastSetlist(page) {
  const past = page.locator('[data-section="setlists"] a.ticket', { hasText: "opened with" }).first();
  await past.click();
  await page.waitForURL(/\/shows\/\d+$/);
  assert.ok((await page.locator("ol.songs > li").count()) >= 3, "a setlist has songs");
  assert.match(await page.locator("ol.songs .title").first().innerText(), /\S/);
}

async function openVenue(page) {
  await page.locator('.facts a[href^="/venues/"]').click();
  await page.waitForURL(/\/venues\//);
  assert.ok((await page.locator("a.ticket").count()) > 0, "the venue lists the show");
}

for (const size of sizes) {
  test(`bring an artist in and watch it fill, ${size.width} wide`, { timeout: 180_000 }, async (t) => {
    const { page, troubles } = await visit(t, size, true);
    await page.goto("/");
    await checkAccess(page, "an empty home page");
    await checkWidth(page, "an empty home page");
    await picture(page, "home-empty", size);

    await page.getByRole("combobox", { name: /search/i }).fill(artist);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=Marrow/);
    assert.match(await page.locator("main").innerText(), /not here yet/i);
    const bring = page.getByRole("button", { name: `Bring ${artist} in` }).first();
    await bring.waitFor();
    await checkAccess(page, "search with candidates");
    await picture(page, "search-candidates", size);

    await page.addInitScript(watchBar);
    await bring.click();
    await page.waitForURL(`**/artists/${slug}`);
    await page.getByRole("heading", { level: 1, name: artist }).waitFor();
    await page.evaluate(() => {
      window.sameWindow = true; // a reload would lose it
    });
    await picture(page, "artist-arriving", size);
    await checkAccess(page, "an artist who is arriving");

    await page.locator("ts-import-progress .progress.done").waitFor({ timeout: 120_000 });
    const { bar, sameWindow, transport } = await page.evaluate(() => ({
      bar: window.bar,
      sameWindow: window.sameWindow,
      transport: document.querySelector("ts-import-progress").dataset.transport,
    }));
    assert.equal(sameWindow, true, "the page was not loaded again");
    assert.equal(bar.at(-1), 100);
    assert.ok(bar[0] < 100, "the artist's page is there before all of it is");
    assert.ok(bar.length >= 3, `the bar moves: ${bar}`);
    assert.deepEqual(
      bar,
      [...bar].sort((a, b) => a - b),
      "the bar never goes back",
    );
    assert.equal(transport, "off", "nothing is asked once all is here");

    // The sections filled in place; a page opened now shows the same. The last of them may still be on their way.
    const sections = "[data-section]:not([data-section=progress])";
    const opened = await page.context().newPage();
    await opened.goto(page.url());
    const drawn = await opened.locator(sections).allInnerTexts();
    await opened.close();
    const filled = page.waitForFunction(
      ({ sections, drawn }) => [...document.querySelectorAll(sections)].every((section, n) => section.innerText === drawn[n]),
      { sections, drawn },
      { timeout: 10_000 },
    );
    await filled.catch(() => {}); // what differs is told by the comparison
    assert.deepEqual(await page.locator(sections).allInnerTexts(), drawn, "what filled in is what the server draws");
    await checkStillness(page, "an artist who arrives");
    await picture(page, "artist", size);

    await page.locator('[data-section="shows"] a.ticket').first().click();
    await page.waitForURL(/\/shows\/\d+$/);
    await picture(page, "show-upcoming", size);
    await page.goBack();
    await openPastSetlist(page);
    await picture(page, "show-past", size);
    await openVenue(page);
    await picture(page, "venue", size);
    assert.deepEqual(troubles, []);
  });

  test(`the same without scripts, ${size.width} wide`, { timeout: 180_000 }, async (t) => {
    const { page, troubles } = await visit(t, size, false);
    await page.goto("/");
    await page.locator("#q").fill(artist);
    await page.locator(".find button").click();
    await page.waitForURL(/\/search\?q=Marrow/);
    await page.getByRole("link", { name: /look on spotify/i }).click();
    await page.waitForURL(/outside=1/);
    await page
      .getByRole("button", { name: `Bring ${artist} in` })
      .first()
      .click();
    await page.waitForURL(`**/artists/${slug}`);
    await picture(page, "plain-arriving", size);

    let last = -1;
    for (let tries = 0; tries < 5000; tries++) {
      const value = Number(await page.locator("ts-import-progress progress").getAttribute("value"));
      assert.ok(value >= last, `the bar never goes back: ${value} after ${last}`);
      last = value;
      if (await page.locator(".progress.done").count()) break;
      await page.getByRole("link", { name: "Refresh" }).click();
    }
    assert.equal(last, 100);
    assert.ok((await page.locator('[data-section="shows"] a.ticket').count()) > 0, "upcoming shows are listed");
    await openPastSetlist(page);
    await openVenue(page);
    await picture(page, "plain-venue", size);
    assert.deepEqual(troubles, []);
  });
}

test("without event streams the news come by socket, without sockets by polling", { timeout: 240_000 }, async (t) => {
  // A long career at the services' own pace: there is time to look.
  const pace = { THESET_SPOTIFY_PER_30S: "8", THESET_SPOTIFY_BURST: "3", THESET_SETLISTFM_PER_SECOND: "1" };
  const { page } = await visit(t, sizes[0], true, pace);
  await page.route("**/import/events", (route) => route.abort());
  let sockets = true;
  await page.routeWebSocket("**/import/socket", (socket) => (sockets ? socket.connectToServer() : socket.close()));

  await page.addInitScript(watchBar);
  await page.goto("/search?q=Velvet%20Arcade&outside=1");
  await page.getByRole("button", { name: "Bring Velvet Arcade in" }).first().click();
  await page.waitForURL("**/artists/velvet-arcade");
  const island = page.locator("ts-import-progress");
  await page.locator("ts-import-progress[data-transport=socket]").waitFor({ timeout: 20_000 });
  await page.waitForFunction(() => window.bar.length >= 2, null, { timeout: 60_000 });
  assert.equal(await island.getAttribute("data-transport"), "socket");

  sockets = false;
  await page.reload();
  await page.locator("ts-import-progress[data-transport=poll]").waitFor({ timeout: 30_000 });
  await page.waitForFunction(() => window.bar.length >= 2, null, { timeout: 60_000 });
});
