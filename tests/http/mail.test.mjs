// Mail as a server gets it (MAIL-3, MAIL-5): both parts, no header that somebody slipped in, tried again, and given up for good.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, operator, patience } from "./api.mjs";
import { Browser, newAddress, parseMail, password, startSmtp } from "./people.mjs";
import { serve } from "./program.mjs";

let smtp;
let program;
const busy = new Set(); // recipients who are told "later", once
before(async () => {
  smtp = await startSmtp((command) => {
    const to = command.match(/^RCPT TO:<(.*)>/i)?.[1];
    if (to?.startsWith("nobody")) return "550 5.1.1 no such user";
    return busy.delete(to) ? "451 4.3.2 later" : undefined;
  });
  program = await serve({ settings: { "mail.url": smtp.url, "mail.require_tls": false, "mail.from": "set@theset.example" } });
});
after(async () => {
  await program?.stop();
  await smtp?.stop();
});

const to = (email) => (message) => message.to.includes(email);
const signUp = (email, name = "Ana") => new Browser(program).form("/sign-up", { email, name, password });
/** The operators' outbox when it shows that. */
async function outbox(wanted) {
  const deadline = Date.now() + patience;
  for (;;) {
    const { text } = await ask(program, "/admin/mail", { headers: operator });
    if (wanted(text)) return text;
    assert.ok(Date.now() < deadline, `the outbox says something else: ${text}`);
  }
}

test("a message has a text and an HTML part that say the same, and its link works", async () => {
  const email = newAddress();
  const browser = new Browser(program);
  await browser.form("/sign-up", { email, name: "Ana", password });
  const message = await smtp.next(to(email));
  assert.deepEqual([message.from, message.to], ["set@theset.example", [email]]);
  const mail = parseMail(message.data);
  assert.equal(mail.headers.from, '"The Set" <set@theset.example>');
  assert.match(mail.headers["message-id"], /^<\d+@theset\.example>$/);
  assert.ok(!Number.isNaN(Date.parse(mail.headers.date)));
  const link = program.url + mail.link;
  assert.ok(mail.text.includes(link) && mail.html.includes(`href="${link}"`));
  assert.equal((await browser.get(mail.link)).status, 200);
  assert.ok(message.data.split("\r\n").every((line) => line.length <= 78));
});

test("nothing that is typed adds a header or a recipient", async () => {
  const email = newAddress();
  await signUp(email, "Eve\r\nBcc: everybody@example.org\r\n\r\nboo");
  const { data } = await smtp.next(to(email));
  const { headers } = parseMail(data);
  assert.deepEqual(Object.keys(headers).sort(), [
    "auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to",
  ]);
  for (const evil of ["a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org> SIZE=1\r\nDATA", "a@example.org,b@example.org", "<a@example.org>"])
    assert.equal((await signUp(evil)).status, 422, evil);
  assert.ok(smtp.messages.every((message) => message.to.length === 1));
});

test("a server that says later is asked again; one that says nobody is there is believed", async () => {
  const [later, never] = [newAddress(), `nobody-${newAddress()}`];
  busy.add(later);
  await signUp(never);
  await signUp(later);
  await smtp.next(to(later));
  const lines = (page, state) => page.split(`${never} · ${state}`).length - 1;
  await outbox((page) => lines(page, "failed") === 1);
  await new Browser(program).form("/sign-in/forgotten", { email: never });
  await outbox((page) => lines(page, "suppressed") === 1);
  assert.ok(!smtp.messages.some(to(never)));
});

test("what a server took is not readable any more: its links open doors", async () => {
  const email = newAddress();
  await signUp(email);
  const { link } = parseMail((await smtp.next(to(email))).data);
  await outbox((page) => page.includes(`${email} · sent`) && !page.includes(link));
});
