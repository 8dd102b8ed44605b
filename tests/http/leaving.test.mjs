// Leaving (ACC-4): asked again with the password, told by mail, taken back with a tap.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeMailbox, password, signUp } from "./people.mjs";
import { serve } from "./program.mjs";

let program;
let mailbox;
before(async () => {
  mailbox = makeMailbox();
  program = await serve({ data: mailbox.data });
});
after(() => program?.stop());

test("an account is deleted in seven days, unless it is taken back", async () => {
  const { browser, email } = await signUp(program, mailbox);
  assert.match((await browser.get("/settings")).text, /href="\/settings\/delete"/);
  assert.match((await browser.get("/settings/delete")).text, /In seven days/);

  const wrong = await browser.settings("/settings/delete", { current: "not my password" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /<h1>Delete your account\?<\/h1>[\s\S]*That is not your password/);
  assert.doesNotMatch((await browser.get("/settings")).text, /will be deleted on/);
  const forged = await browser.form("/settings/delete", { current: password, form_token: "0".repeat(64) });
  assert.equal(forged.status, 403);

  const asked = await browser.settings("/settings/delete", { current: password });
  assert.equal(asked.to, "/settings");
  const { text: mail } = await mailbox.next(email, /will be deleted/);
  assert.match(mail, /stays, without your name/);
  const settings = (await browser.get("/settings")).text;
  const due = new Date(Date.now() + 7 * 24 * 3_600_000);
  const day = (date) => `${date.getUTCDate()} ${date.toLocaleString("en", { month: "short", timeZone: "UTC" })} ${date.getUTCFullYear()}`;
  assert.ok(settings.includes(`will be deleted on`) && settings.includes(day(due)), "the day is told");
  assert.doesNotMatch(settings, /href="\/settings\/delete"/);

  const kept = await browser.settings("/settings/keep", {});
  assert.equal(kept.to, "/settings?done=kept");
  assert.doesNotMatch((await browser.get("/settings")).text, /will be deleted on/);
});
