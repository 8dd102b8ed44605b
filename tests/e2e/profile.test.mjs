// Settings and a member's page in a browser (ACC-3): in both themes and sizes, and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, phone, picture, sizes } from "./browser.mjs";
import { checkAccess, checkContrast, checkStillness, checkWidth } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

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
  await page.getByRole("heading", { name: "Artists you listen to" }).waitFor();
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
  await page.getByRole("button", { name: "Sign out of this device" }).click();
  await page.waitForURL(/\/$/);
  assert.equal(await page.locator("html").getAttribute("data-theme"), null);
  assert.deepEqual(
    troubles.filter((trouble) => !trouble.includes("/spotify-accounts/authorize?")),
    [],
  );
});
