// Signing up in a browser (ACC-2): the password can be looked at, says how hard it is, and the form is as good without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, phone, picture, sizes } from "./browser.mjs";
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

for (const size of sizes)
  test(`a password is looked at and judged while it is chosen, at ${size.width}`, async (t) => {
    const { page, troubles, close } = await openPage(browser, program.url, size);
    t.after(close);
    await page.goto("/sign-up");
    await checkStillness(page, "sign-up");
    await page.getByLabel("Name others see").fill("Ana");
    await page.getByLabel("Address").fill("ana@example.org");
    const password = page.locator("#password");
    const meter = page.getByRole("meter");
    assert.equal(await meter.count(), 0);
    const before = await page.getByRole("button", { name: "Make an account" }).boundingBox();
    await password.fill("velvet ladder orchard");
    assert.equal(await meter.getAttribute("aria-valuetext"), "very hard");
    await page.getByRole("button", { name: "Show the password" }).click();
    assert.equal(await password.getAttribute("type"), "text");
    const seen = await page.getByRole("button", { name: "Hide the password" }).boundingBox();
    assert.ok(seen.height >= 44 && seen.width >= 44, `${seen.width} by ${seen.height}`);
    assert.deepEqual(await page.getByRole("button", { name: "Make an account" }).boundingBox(), before, "nothing has moved");
    await checkAccess(page, "sign-up");
    await checkContrast(page, "sign-up");
    await checkWidth(page, "sign-up");
    await picture(page, "sign-up", size);
    await page.getByRole("button", { name: "Make an account" }).click();
    await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    assert.deepEqual(troubles, []);
  });

test("without scripts the form asks for the same and offers nothing that does not work", async (t) => {
  const { page, close } = await openPage(browser, program.url, phone, { scripts: false });
  t.after(close);
  await page.goto("/sign-up");
  assert.equal(await page.getByRole("button", { name: /password/ }).count(), 0);
  await page.getByLabel("Name others see").fill("Ben");
  await page.getByLabel("Address").fill("ben@example.org");
  await page.getByLabel("Password, 12 characters or more").fill("password1234");
  await page.getByRole("button", { name: "Make an account" }).click();
  await page.getByRole("alert").filter({ hasText: "one of the first that anybody would try" }).waitFor();
});
