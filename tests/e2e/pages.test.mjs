// Every page in both themes and sizes: readable, still, narrow enough, without a word in the console.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, picture, sizes } from "./browser.mjs";
import { checkAccess, checkContrast, checkStillness, checkWidth, setTheme } from "./checks.mjs";
import { importArtist, operatorToken, startProgram } from "./program.mjs";

// Awkward on purpose: an ordinary one, one without capitals, one from right to left, one longer than any line.
const names = ["Marrow Coast", "硝子工場前", "قمر الميناء", "The Committee for the Preservation of Small Untended Railway Stations"];
let program;
let browser;
const pages = new Map();

before(
  async () => {
    program = await startProgram();
    browser = await launch();
    const slugs = [];
    for (const name of names) slugs.push(await importArtist(program.url, name));
    const text = async (path) => (await fetch(program.url + path)).text();
    const artist = `/artists/${slugs[0]}`;
    const first = (html, pattern) => {
      const found = html.match(pattern)?.[1];
      assert.ok(found, `${pattern} is linked`);
      return found;
    };
    const upcoming = first(await text(`${artist}/shows`), /href="(\/shows\/\d+)"/);
    const nights = [...(await text(`${artist}/setlists`)).matchAll(/href="(\/shows\/\d+)"/g)].map(([, path]) => path);
    let past; // the last night may have no songs yet
    for (const path of nights) if (!past && (await fetch(`${program.url}${path}/print`)).ok) past = path;
    assert.ok(past, "a setlist is linked");
    const venue = first(await text(past), /href="(\/venues\/[^"]+)"/);
    for (const [name, path] of Object.entries({
      home: "/",
      search: "/search",
      "search-found": "/search?q=marrow",
      "search-nobody": "/search?q=zzzzzzz&outside=1",
      artist,
      "artist-songs": `${artist}/songs`,
      "artist-openers": `${artist}/songs?by=openers`,
      "artist-shows": `${artist}/shows`,
      "artist-setlists": `${artist}/setlists`,
      "artist-log": `${artist}/import`,
      "artist-japanese": `/artists/${slugs[1]}`,
      "artist-arabic": `/artists/${slugs[2]}`,
      "artist-long": `/artists/${slugs[3]}`,
      upcoming,
      "upcoming-history": `${upcoming}/history`,
      past,
      "past-shared": `${past}/share`,
      "past-printed": `${past}/print`,
      venue,
    }))
      pages.set(name, path);
  },
  { timeout: 300_000 },
);

after(async () => {
  await browser?.close();
  await program?.stop();
});

for (const size of sizes) {
  test(`all pages, ${size.width} wide`, { timeout: 300_000 }, async (t) => {
    for (const [name, path] of pages) {
      await t.test(name, async () => {
        const { page, troubles, close } = await openPage(browser, program.url, size);
        try {
          const response = await page.goto(path);
          assert.equal(response.status(), 200);
          await page.evaluate(() => document.fonts.ready.then(() => undefined));
          await checkStillness(page, name);
          await picture(page, name, size);
          for (const theme of ["dark", "light"]) {
            await setTheme(page, theme);
            await checkAccess(page, `${name}, ${theme}`, theme === "light" ? ["color-contrast"] : undefined); // colours are all that changes
            if (!name.endsWith("-printed")) await checkContrast(page, `${name}, ${theme}`); // no lamps on paper
          }
          await checkWidth(page, name);
          if (size.width < 400) {
            await page.setViewportSize({ width: 320, height: 640 });
            await checkWidth(page, name);
          }
          assert.equal(await page.locator("h1").count(), 1);
          assert.deepEqual(troubles, []);
        } finally {
          await close();
        }
      });
    }
  });

  test(`a page that is not there, ${size.width} wide`, async () => {
    const { page, troubles, close } = await openPage(browser, program.url, size);
    for (const path of ["/nothing/here", "/artists/nobody-of-that-name", "/shows/1", "/venues/nowhere"]) {
      assert.equal((await page.goto(path)).status(), 404, path);
      await page.getByRole("heading", { level: 1, name: "Nothing on this stage" }).waitFor();
    }
    await checkAccess(page, "404");
    await checkContrast(page, "404");
    await picture(page, "404", size);
    const others = troubles.filter((line) => !line.includes("404"));
    assert.deepEqual(others, []);
    await close();
  });

  test(`the operator's pages, ${size.width} wide`, async () => {
    const { page, troubles, close } = await openPage(browser, program.url, size);
    const closed = await page.goto("/admin/imports");
    assert.ok([401, 403, 200].includes(closed.status()));
    assert.doesNotMatch(await page.locator("main").innerText(), /Marrow Coast/i, "closed to others");
    await page.locator("input[type=password]").fill(operatorToken);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Marrow Coast" }).first().waitFor();
    troubles.length = 0; // the closed door said 401
    for (const path of ["/admin/imports", "/admin/jobs"]) {
      await page.goto(path);
      await checkAccess(page, path);
      await checkWidth(page, path);
      await picture(page, path.replaceAll("/", "-").slice(1), size);
    }
    // Drawn again while it is looked at, without a reload.
    await page.evaluate(() => {
      window.sameWindow = true;
    });
    await page.waitForResponse((r) => r.url().includes("fragment=") && r.ok(), { timeout: 10_000 });
    assert.equal(await page.evaluate(() => window.sameWindow), true);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("no inline style or script is drawn, and the policy forbids them", async () => {
  for (const [name, path] of pages) {
    const response = await fetch(program.url + path);
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /style-src 'self'(;|$)/, name);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/, name);
    const html = await response.text();
    assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+=/i, name);
  }
});
