// Settings and a member's page in a browser (ACC-3): in both themes and sizes, and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, openPage, phone, picture, sizes } from "./browser.mjs";
import { checkAccess, checkContrast, checkStillness, checkWidth } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

const upload = fileURLToPath(new URL("../fixtures/pictures/halves.jpg", import.meta.url));
let program;
let browser;
let slug;

before(
  async () => {
    program = await startProgram();
    browser = await launch();
    slug = await importArtist(program.url, "Marrow Coast");
  },
  { timeout: 120_000 },
);
after(async () => {
  await browser?.close();
  await program?.stop();
});

async function signIn(page, fan) {
  await page.goto("/sign-in?next=%2Fsettings");
  await page.getByRole("link", { name: "Continue with Spotify" }).click();
  await page.getByRole("link", { name: fan }).click();
  await page.waitForURL(({ pathname }) => !/sign-in|authorize/.test(pathname)); // to one's artists the first time, to the settings later
  await page.goto("/settings");
}
const section = (page, name) => page.getByRole("region", { name, exact: true });
const theme = (page) =>
  page.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.documentElement).colorScheme]);

async function choose(page, words) {
  await section(page, "Theme").getByRole("button", { name: words, exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
}

for (const [i, size] of sizes.entries())
  test(`a member sets up a page and reads in light, at ${size.width}`, async (t) => {
    const { page, troubles, close } = await openPage(browser, program.url, size);
    t.after(close);
    await signIn(page, ["Wren Ostrander", "Tomo Ferreira"][i]);
    const handle = ["wren-o", "tomo_f"][i];
    const profile = section(page, "Profile");
    await profile.getByLabel("Handle").fill("no way");
    await profile.getByRole("button", { name: "Save profile" }).click();
    await page.getByRole("alert").filter({ hasText: "A handle is 3 to 30" }).waitFor();
    assert.equal(await profile.getByLabel("Handle").inputValue(), "no way");
    await checkAccess(page, "settings with a complaint");
    await profile.getByLabel("Handle").fill(handle);
    await profile.getByRole("button", { name: "Save profile" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();

    const face = section(page, "Picture");
    await face.getByLabel("Picture", { exact: true }).setInputFiles(upload);
    await face.getByRole("button", { name: "Save picture" }).click();
    await page.getByRole("status").filter({ hasText: "Your picture is saved" }).waitFor();
    assert.deepEqual(
      await face.getByRole("img").evaluate((img) => img.decode().then(() => [img.naturalWidth, img.naturalHeight])),
      [192, 192],
    );

    const privacy = section(page, "Privacy");
    for (const label of ["Your page", /whom you follow/, /your changes/]) await privacy.getByLabel(label).selectOption("Everybody");
    await privacy.getByRole("button", { name: "Save privacy" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();

    const mail = section(page, "Notifications");
    await mail.getByRole("radio", { name: "New shows of artists you follow: Weekly" }).check();
    await mail.getByRole("button", { name: "Save notifications" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    assert.ok(await mail.getByRole("radio", { name: "New shows of artists you follow: Weekly" }).isChecked());

    await page.goto(`/artists/${slug}`);
    await page.getByRole("button", { name: "Follow" }).first().click();
    await page.locator("form[action$='/unfollow']").first().waitFor({ state: "attached" });
    for (const [words, wanted] of [
      ["Dark", [undefined, "dark"]],
      ["Light, dark while a show is on", ["light", "light"]],
    ]) {
      await page.goto("/settings");
      await choose(page, words);
      assert.deepEqual(await theme(page), wanted);
      for (const [name, path] of [
        ["settings", "/settings"],
        ["profile", `/u/${handle}`],
      ]) {
        const where = `${name}, ${wanted[1]}`;
        await page.goto(path);
        assert.deepEqual(await theme(page), wanted, where);
        await checkAccess(page, where);
        await checkContrast(page, where);
        await checkWidth(page, where);
        await checkStillness(page, where);
        await picture(page, `${name}-${wanted[1]}`, size);
      }
      assert.equal(await page.getByRole("link", { name: "Marrow Coast" }).count(), 1);
    }
    assert.deepEqual(
      troubles.filter((trouble) => !trouble.includes("/spotify-accounts/authorize?") && !trouble.includes("422")),
      [],
    );
  });

test("the theme is one tap without scripts, and no page flashes dark first", async (t) => {
  const { page, troubles, close } = await openPage(browser, program.url, phone, { scripts: false });
  t.after(close);
  await signIn(page, "Ilse Marchetti");
  await choose(page, "Light, during shows too");
  for (const path of ["/", `/artists/${slug}`, "/following", "/settings"]) {
    const answer = await page.goto(path);
    assert.match(await answer.text(), /^<!doctype html><html lang="en" data-theme="light"/, path);
    assert.equal(await page.locator('meta[name="theme-color"]').getAttribute("content"), "#f7f3eb");
  }
  assert.equal(await page.getByRole("button", { name: "Light, during shows too" }).getAttribute("aria-pressed"), "true");
  await page.getByRole("link", { name: "Sign out of this device…" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/$/);
  assert.equal(await page.locator("html").getAttribute("data-theme"), null);
  assert.deepEqual(
    troubles.filter((trouble) => !trouble.includes("/spotify-accounts/authorize?")),
    [],
  );
});

test("before signing out, what waits on this device is named and can be sent", async (t) => {
  const { page, close } = await openPage(browser, program.url, phone);
  t.after(close);
  await signIn(page, "Wren Ostrander");
  const listed = await (await fetch(`${program.url}/artists/${slug}/shows`)).text();
  const show = [...listed.matchAll(/href="(\/shows\/\d+)"/g)].at(-1)[1];
  await page.goto(show);
  await page.waitForFunction(() => document.querySelector("ts-setlist")?.dataset.line === "live"); // so the list is begun
  const titles = async () => (await (await fetch(`${program.url}${show}/setlist.json`)).json()).expected.map(({ title }) => title);
  await page.goto("/sign-out");
  await page.evaluate(async (path) => {
    const base = `/api/v1/setlists/${(await (await fetch(`/api/v1${path}/setlist`, { method: "POST" })).json()).id}`;
    const { rev, doc } = await (await fetch(base)).json();
    const item = { kind: "song", song: { title: "Of Yesterday" }, meaning: "expect" };
    const buffer = [{ o: "ins", id: "01J9Z8Q4T7N3M5K2H6G0F1E9DA", p: 0, item }];
    const state = { cid: "page-of-yesterday", cseq: 0, rev, confirmed: doc, flight: null, buffer };
    const since = Date.now() - 40 * 60_000; // so old that nobody sends it unasked
    const kept = { cid: state.cid, base, state, votes: [], since, title: "Last night · The Set" };
    await new Promise((resolve) => {
      const asked = indexedDB.open("theset");
      asked.onsuccess = () => {
        const writing = asked.result.transaction("kept", "readwrite");
        writing.objectStore("kept").put(kept);
        writing.oncomplete = resolve;
        asked.result.close();
      };
    });
  }, show);
  await page.reload();
  await page.getByText("1 change you made here is not sent yet: 1 on “Last night”. Signing out drops it.").waitFor();
  await page.getByRole("button", { name: "Sign out and drop" }).waitFor();
  await checkAccess(page, "signing out with something unsent");
  await page.getByRole("button", { name: "Send them now" }).click();
  await page.getByText("All is sent.").waitFor();
  assert.ok((await titles()).includes("Of Yesterday"));
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/\/$/);
});
