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
  smtp = await startSmtp((to) => {
    if (to.startsWith("nobody")) return [550, "5.1.1 no such user"];
    return busy.delete(to) ? [451, "4.3.2 later"] : undefined;
  });
  program = await serve({ settings: { "mail.url": smtp.url, "mail.require_tls": false, "mail.from": "set@theset.example" } });
});
after(async () => {
  await program?.stop();
  await smtp?.stop();
});

const to = (email) => (message) => message.to.includes(email);
const signUp = (email, name = "Ana") => new Browser(program).form("/sign-up", { email, name, password });
/** A page of the operators when it shows that. */
async function shown(where, path, wanted) {
  const deadline = Date.now() + patience;
  for (;;) {
    const { text } = await ask(where, path, { headers: operator });
    if (wanted(text)) return text;
    assert.ok(Date.now() < deadline, `${path} says something else: ${text}`);
  }
}
const outbox = (wanted) => shown(program, "/admin/mail", wanted);
/** When a mail could not be sent and will be tried again. */
const troubled = (where) => shown(where, "/admin/jobs", (text) => /The mail server/.test(text));

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

test("who the server wants to know signs in; a wrong password is our trouble and nobody's address", async (t) => {
  const tries = [];
  const onAuth = ({ username, password: secret }, _session, done) => {
    tries.push(secret);
    done(null, secret === "the right one" ? { user: username } : { message: "5.7.8 who are you?" });
  };
  const strict = await startSmtp(undefined, { authOptional: false, allowInsecureAuth: true, onAuth });
  t.after(() => strict.stop());
  const settings = { "mail.url": strict.url, "mail.require_tls": false, "mail.user": "the-set", "mail.password": "a wrong one" };
  const wrong = await serve({ settings });
  t.after(() => wrong.stop());
  const email = newAddress();
  await new Browser(wrong).form("/sign-up", { email, name: "Ana", password });
  await troubled(wrong);
  assert.ok(!wrong.log().includes("a wrong one"));
  const { text } = await ask(wrong, "/admin/mail", { headers: operator });
  assert.ok(text.includes(email) && !/suppressed|failed/.test(text.slice(text.indexOf(email), text.indexOf(email) + 200)), "it waits");

  const right = await serve({ settings: { ...settings, "mail.password": "the right one" } });
  t.after(() => right.stop());
  await new Browser(right).form("/sign-up", { email, name: "Ana", password });
  assert.equal((await strict.next(to(email))).user, "the-set");
  assert.deepEqual(new Set(tries), new Set(["a wrong one", "the right one"]));
});

test("unless told otherwise nothing leaves in the clear, nor to a server that nobody vouches for", async (t) => {
  for (const options of [{}, { disabledCommands: [] }, { secure: true }]) {
    const spied = []; // whatever came further than the line's beginning
    const note = (_what, _session, done) => done(spied.push("here"));
    const server = await startSmtp(undefined, { allowInsecureAuth: true, onAuth: note, onMailFrom: note, ...options });
    t.after(() => server.stop());
    const url = options.secure ? server.url.replace("smtp:", "smtps:") : server.url;
    const careful = await serve({ settings: { "mail.url": url, "mail.user": "the-set", "mail.password": "a secret" } });
    t.after(() => careful.stop());
    await new Browser(careful).form("/sign-up", { email: newAddress(), name: "Ana", password });
    await troubled(careful);
    assert.deepEqual([spied, server.messages], [[], []], JSON.stringify(options));
  }
});
