// Search by keyboard alone, and what the reader searched before.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { desk, launch, openPage, phone, picture } from "./browser.mjs";
import { checkAccess } from "./checks.mjs";
import { importArtist, startProgram } from "./program.mjs";

let program;
let browser;

before(
  async () => {
    program = await startProgram();
    browser = await launch();
    await importArtist(program.url, "Marrow Coast");
  },
  { timeout: 120_000 },
);
after(async () => {
  await browser?.close();
  await program?.stop();
});

async function fresh(t, size) {
  const opened = await openPage(browser, program.url, size);
  t.after(opened.close);
  return opened;
}

test("from the top of the page to an artist by keyboard", async (t) => {
  const { page, troubles } = await fresh(t, desk);
  await page.goto("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const field = page.getByRole("combobox");
  assert.ok(await field.evaluate((e) => e === document.activeElement), "the field comes first in the content");

  await page.keyboard.type("marow");
  await page.getByRole("option", { name: /marrow coast/i }).waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  await checkAccess(page, "open suggestions");
  await picture(page, "suggestions", desk);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("option").count(), 0);
  assert.equal(await field.inputValue(), "marow");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const active = await field.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/artists/marrow-coast");
  assert.deepEqual(troubles, []);
});

test("the last searches are offered, taken and cleared", async (t) => {
  const { page, troubles } = await fresh(t, phone);
  await page.goto("/search");
  const field = page.getByRole("combobox");
  await field.fill("pale ferry");
  await field.press("Enter");
  await page.waitForURL(/q=pale/);
  await page.goto("/search");
  await field.click();
  await page.getByRole("option", { name: "pale ferry" }).click();
  await page.waitForURL(/q=pale/);
  await page.goto("/search");
  await field.click();
  await page.getByRole("option", { name: /clear/i }).click();
  await field.click();
  assert.equal(await page.getByRole("option").count(), 0);
  assert.deepEqual(troubles, []);
});

test("hostile searches are only searched for", async (t) => {
  const { page, troubles } = await fresh(t, desk);
  for (const query of [
    "<script>alert(1)</script>",
    '" onfocus=alert(1) x="',
    "%",
    "'; drop table artists; --",
    "a".repeat(200),
    "\u202eevil",
    "🎸",
  ]) {
    const response = await page.goto(`/search?q=${encodeURIComponent(query)}`);
    assert.equal(response.status(), 200, query);
    assert.equal(await page.locator("#q").inputValue(), query);
  }
  assert.deepEqual(troubles, []);
});
