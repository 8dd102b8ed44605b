// Continue with Spotify in a browser, in the run as it is out of the box: the sandbox plays Spotify's consent page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { desk, launch, openPage, phone, picture } from "./browser.mjs";
import { checkAccess, checkContrast, checkStillness, checkWidth } from "./checks.mjs";
import { startProgram } from "./program.mjs";

let program;
let browser;

before(async () => {
  program = await startProgram();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

// The consent page is another site's, and the only one that may be visited.
const ours = (troubles) => troubles.filter((trouble) => !trouble.includes("/spotify-accounts/authorize?"));

async function toConsent(page) {
  await page.getByRole("link", { name: "Continue with Spotify" }).click();
  await page.getByRole("heading", { name: "Sign in to the sandbox" }).waitFor();
}

for (const [size, fan, scripts] of [
  [phone, "Wren Ostrander", true],
  [desk, "Tomo Ferreira", false],
])
  test(`in, whom one listens to, and on to where one was, at ${size.width}${scripts ? "" : " without scripts"}`, async (t) => {
    const { page, troubles, close } = await openPage(browser, program.url, size, { scripts });
    t.after(close);
    await page.goto("/sign-in?next=%2Fsearch");
    if (scripts) await checkAccess(page, "the sign-in page");
    await checkWidth(page, "the sign-in page");
    await picture(page, "sign-in-spotify", size);
    await toConsent(page);
    await page.getByRole("link", { name: fan }).click();
    await page.getByRole("heading", { name: "Artists you listen to" }).waitFor();

    if (scripts) {
      await checkAccess(page, "artists you listen to");
      await checkContrast(page, "artists you listen to");
      await checkStillness(page, "artists you listen to");
    }
    await checkWidth(page, "artists you listen to");
    await picture(page, "top-artists", size);
    const follow = page.getByRole("button", { name: /^Follow / }).first();
    const name = (await follow.getAttribute("aria-label")).replace("Follow ", "");
    await follow.click();
    const row = page.getByRole("listitem").filter({ hasText: name });
    await row.getByText("Following").waitFor();
    assert.ok(await row.isVisible());
    assert.equal(await page.getByRole("button", { name: `Follow ${name}`, exact: true }).count(), 0);
    await row.getByRole("link").click();
    await page.waitForURL(/\/artists\//);
    await page.goBack();
    await page.getByRole("link", { name: "Go on" }).click();
    await page.waitForURL(/\/search$/);

    await page.goto("/settings");
    await page.getByText("only way in").waitFor();
    if (scripts) await checkAccess(page, "settings of a listener");
    await checkWidth(page, "settings of a listener");
    await picture(page, "settings-spotify", size);
    await page.getByRole("link", { name: "Delete my account…" }).click();
    await page.getByRole("link", { name: "Sign in with Spotify once more" }).click();
    await page.getByRole("link", { name: fan }).click();
    await page.getByRole("button", { name: "Delete in seven days" }).waitFor();
    assert.deepEqual(ours(troubles), []);
  });

test("who says no at Spotify is back at the door, told so, and can go on", async (t) => {
  const { page, troubles, close } = await openPage(browser, program.url, phone);
  t.after(close);
  await page.goto("/sign-in");
  await toConsent(page);
  await page.getByRole("link", { name: "Nobody: go back" }).click();
  await page.getByRole("alert").filter({ hasText: "You did not allow it at Spotify" }).waitFor();
  await checkAccess(page, "the sign-in page with a complaint");
  await toConsent(page);
  await page.getByRole("link", { name: "Ilse Marchetti" }).click();
  await page.getByRole("heading", { name: "Artists you listen to" }).waitFor();
  assert.deepEqual(
    ours(troubles).filter((trouble) => !/403/.test(trouble)),
    [],
  );
});
