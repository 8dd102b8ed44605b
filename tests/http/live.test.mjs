// The live protocol from outside (RT-1, SET-2 … SET-4, SET-6, SET-10, VOT-1): one list on every way, and hostile bytes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask } from "./api.mjs";
import { cid, ins, Page, Person, setlistOf, ulid } from "./live.mjs";
import { Browser, newAddress, password } from "./people.mjs";
import { makeFolder, run, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const data = makeFolder();
let sandbox;
let program;
let place; // an upcoming show's setlist
before(async () => {
  sandbox = await startSandbox();
  program = await serve({ data, sandbox, settings: { "live.edit_every": "0ms" } });
  place = await setlistOf(program, "Marrow Coast", "upcoming");
});
after(async () => {
  await program?.stop();
  await sandbox?.stop();
});

const guest = async () => {
  const person = new Person(program, place.setlist);
  await person.post("presence", { cid: cid() }); // a first deed, by another page: it brings the cookie
  return person;
};
const moderator = async () => {
  const [email, person] = [newAddress(), new Person(program, place.setlist)];
  const made = await run(["user", "add", email, "--role", "moderator", "--data", data], {}, `${password}\n`);
  assert.equal(made.code, 0, made.err);
  const browser = new Browser(program);
  await browser.signIn(email);
  person.cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return person;
};
const titles = (doc) => doc.items.map((item) => item.song?.title ?? item.label);

test("an edit is acknowledged to its sender and told to everybody else, with its row", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const [page, other] = [await ana.join(), await ben.join()];
  assert.equal(page.welcome.stage, "draft");
  assert.equal(page.welcome.catchup, "doc");
  assert.ok(page.welcome.doc.items.length > 0, "a draft begins with the prediction");
  assert.match(page.welcome.you.name, /^Guest \d+$/);
  const op = ins(0, "Halogen");
  page.send({ t: "op", cseq: 1, base: page.welcome.head, ops: [op] });
  const ack = await page.next("ack");
  const told = await other.next("ops");
  assert.equal(ack.rev, page.welcome.head + 1);
  assert.deepEqual([told.rev, told.ops], [ack.rev, [op]]);
  assert.ok(!JSON.stringify(told).includes(ana.cid), "what a page calls itself is nobody else's to know");
  assert.equal(told.name, page.welcome.you.name);
  assert.match(told.html[op.id], /^<li[^>]*>.*Halogen/);
  assert.equal((await ana.read()).doc.items[0].song.title, "Halogen");
  assert.ok(!page.messages.some((m) => m.t === "ops"), "the sender gets no ops of its own");
  // The same again is the same again.
  page.send({ t: "op", cseq: 1, base: page.welcome.head, ops: [op] });
  assert.equal((await page.next("ack")).rev, ack.rev);
  page.cut();
  other.cut();
});

test("two who add one song at one place make one item and a vote", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const { rev } = await ana.read();
  const first = await ana.op(rev, ins(0, "Kelp Forest"));
  assert.equal(first.status, 200);
  const second = await ben.op(rev, ins(0, "kelp forest"));
  assert.deepEqual([second.status, second.body.code], [409, "duplicate"]);
  assert.match(second.body.say, /^Already added by Guest \d+; your vote was counted\.$/);
  const page = await ben.join();
  const { item } = second.body;
  while (!(await ben.read()).mine[item]) await page.next("votes");
  assert.deepEqual((await ben.read()).votes[item].expect, [1, 0]);
  page.cut();
});

test("who removes wins, and the other is told how to restore it", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const op = ins(0, "Gone Soon");
  const { rev } = (await ana.op((await ana.read()).rev, op)).body;
  await ana.op(rev, { o: "rem", id: op.id, p: 0 });
  const late = await ben.op(rev, { o: "set", id: op.id, f: "note", v: "acoustic" });
  assert.equal(late.status, 200);
  const [note] = late.body.notes;
  assert.equal(note.code, "gone");
  assert.match(note.say, /^“Gone Soon” was removed by Guest \d+\.$/);
  const restored = await ben.post("undo", { cseq: ++ben.cseq, rev: note.undo });
  assert.equal(restored.status, 200);
  assert.equal(restored.body.undo_of, note.undo);
  assert.ok(titles((await ben.read()).doc).includes("Gone Soon"));
});

test("whose move or word somebody else's replaced is told so in words", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const page = await ana.join();
  const other = await ben.join();
  const { name } = other.welcome.you;
  const op = ins(0, "Twice Moved");
  const { rev } = (await ana.op((await ana.read()).rev, op)).body;
  for (const [first, second, code, say] of [
    [{ o: "mov", id: op.id, p: 0, t: 1 }, { o: "mov", id: op.id, p: 0, t: 2 }, "overtaken", `${name} moved “Twice Moved” as well; it stands where they put it.`],
    [
      { o: "set", id: op.id, f: "note", v: "hers" },
      { o: "set", id: op.id, f: "note", v: "his" },
      "overwritten",
      `${name} changed the note of “Twice Moved” as well; theirs stands.`,
    ],
  ]) {
    const base = code === "overtaken" ? rev : (await ana.read()).rev;
    assert.equal((await ana.op(base, first)).status, 200);
    assert.equal((await ben.op(base, second)).status, 200);
    const note = await page.next("note");
    assert.deepEqual([note.code, note.item, note.say], [code, op.id, say]);
  }
  page.cut();
  other.cut();
});

test("every version can be seen, compared and gone back to, and one's own last change undone and done again", async () => {
  const ana = await guest();
  const start = await ana.read();
  await ana.op(start.rev, ins(0, "First Thought"));
  const undone = await ana.post("undo", { cseq: ++ana.cseq });
  assert.deepEqual((await ana.version(undone.body.rev)).doc, start.doc);
  const redone = await ana.post("redo", { cseq: ++ana.cseq });
  assert.equal(titles((await ana.read()).doc)[0], "First Thought");
  const compared = await ana.version(start.rev, `?compare=${redone.body.rev}`);
  assert.equal(compared.ops.length, 1);
  assert.equal(compared.ops[0].o, "ins");
  const mia = await moderator();
  const back = await mia.post("rollback", { cseq: ++mia.cseq, rev: start.rev });
  assert.equal(back.body.rollback_to, start.rev);
  assert.deepEqual((await ana.read()).doc, start.doc);
  const list = await (await ana.send(`/api/v1/setlists/${place.setlist}/versions`)).json();
  assert.equal(list.versions[0].rev, list.head);
  assert.equal(list.versions[0].rollback_to, start.rev);
});

test("what others did is for moderators to undo, what they took out for everybody to restore", async () => {
  const [ana, ben, mia] = [await guest(), await guest(), await moderator()];
  const op = ins(0, "Hers To Change");
  const added = (await ana.op((await ana.read()).rev, op)).body.rev;
  const refused = await ben.post("undo", { cseq: ++ben.cseq, rev: added });
  assert.deepEqual([refused.status, refused.body.code], [403, "forbidden"]);
  assert.match(refused.body.say, /moderators/);
  assert.equal((await ben.post("rollback", { cseq: ++ben.cseq, rev: added - 1 })).body.code, "forbidden");
  const form = await ben.form("rollback", { rev: added - 1 });
  assert.equal(form.status, 403);
  assert.match(await form.text(), /moderators/);
  const removed = (await ana.op(added, { o: "rem", id: op.id, p: 0 })).body.rev;
  assert.equal((await ben.post("undo", { cseq: ++ben.cseq, rev: removed })).status, 200);
  assert.equal((await ana.read()).doc.items[0].id, op.id);
  const undone = await mia.post("undo", { cseq: ++mia.cseq, rev: added });
  assert.equal(undone.body.undo_of, added);
  // A moderator's going back is not undone by the way.
  const back = await mia.post("rollback", { cseq: ++mia.cseq, rev: removed + 1 });
  const again = await mia.post("rollback", { cseq: ++mia.cseq, rev: added - 1 });
  assert.ok(again.body.ops.some(({ o }) => o === "rem") && back.status === 200);
  assert.equal((await ben.post("undo", { cseq: ++ben.cseq, rev: again.body.rev })).body.code, "forbidden");
  const compare = `/shows/${place.show}/history?rev=${added}&rev=${removed}`;
  const offered = async (person) => (await (await person.send(compare)).text()).includes("history?back=");
  assert.deepEqual([await offered(ben), await offered(mia)], [false, true]);
  assert.equal((await ben.send(`/shows/${place.show}/history?back=${added}`)).status, 404);
  assert.equal((await mia.send(`/shows/${place.show}/history?back=${added}`)).status, 200);
});

test("votes are one each, counted together, told as absolute numbers", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, guest));
  const op = ins(0, "Counted");
  const { rev } = (await people[0].op((await people[0].read()).rev, op)).body;
  const page = await people[0].join();
  const vote = (person, value, meaning = "expect") => person.post("votes", { k: 7, item: op.id, meaning, value });
  for (const answer of await Promise.all(people.map((p, i) => vote(p, i < 6 ? 1 : -1)))) {
    assert.equal(answer.status, 200);
    assert.equal(answer.body.k, 7);
  }
  await Promise.all(people.map((p, i) => vote(p, i < 6 ? 1 : -1)));
  await vote(people[0], 0);
  const numbers = {};
  for (let counts; `${counts}` !== "5,2"; ) {
    const told = await page.next("votes");
    for (const [number, [item, meaning]] of Object.entries(told.items ?? {})) numbers[`${item} ${meaning}`] = number;
    counts = told.c[numbers[`${op.id} expect`]] ?? counts;
  }
  assert.deepEqual((await people[1].read()).votes[op.id].expect, [5, 2]);
  assert.deepEqual((await people[1].read()).mine[op.id], { expect: 1 });
  // A guess is not a fact, before the show nothing happened, and what is not there cannot be voted on.
  assert.equal((await vote(people[1], 1, "happened")).body.code, "locked");
  assert.equal((await vote(people[1], 1, "want")).status, 200);
  await people[0].op(rev, { o: "rem", id: op.id, p: 0 });
  assert.equal((await vote(people[1], 1)).body.code, "gone");
  page.cut();
});

test("who comes back gets what was missed, and is told what had arrived", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const page = await ana.join();
  const { head } = page.welcome;
  page.send({ t: "op", cseq: ++ana.cseq, base: head, ops: [ins(0, "Before The Tunnel")] });
  const { rev } = await page.next("ack");
  page.cut();
  await ben.op(rev, ins(1, "In The Tunnel"));
  const again = await ana.join({ rev: head, cseq: ana.cseq });
  assert.equal(again.welcome.acked, rev);
  assert.equal(again.welcome.catchup, "ops");
  assert.deepEqual(again.welcome.ops.map((m) => [m.rev, m.cid, m.cseq]), [[head + 1, ana.cid, ana.cseq], [head + 2, undefined, undefined]]);
  const lost = await ana.join({ rev: head + 2, cseq: ana.cseq + 1 });
  assert.deepEqual([lost.welcome.acked, lost.welcome.catchup], [null, "none"]);
  assert.equal((await again.next("bye")).code, "fenced");
  await again.end();
  lost.cut();
});

test("the same by an event stream and by polling", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const { rev } = await ana.read();
  const path = `/api/v1/setlists/${place.setlist}`;
  const stream = await ben.send(`${path}/events?cid=${cid()}&rev=${rev}`);
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const heard = async (part) => {
    while (!text.includes(part)) text += (await reader.read()).value;
  };
  await heard("event: welcome");
  const waiting = ben.send(`${path}/poll?cid=${cid()}&since=${rev}&votes=${(await ben.read()).n}`);
  await ana.op(rev, ins(0, "On Every Way"));
  await heard("On Every Way");
  assert.match(text, new RegExp(`event: ops\nid: ${rev + 1}\\.\\d+\ndata: `));
  const polled = await (await waiting).json();
  assert.equal(polled.rev, rev + 1);
  assert.ok(JSON.stringify(polled.messages).includes("On Every Way"));
  const late = await (await ben.send(`${path}/poll?cid=${cid()}&since=${rev}&votes=0`)).json();
  assert.equal(late.messages[0].t, "welcome");
  const quiet = await (await ben.send(`${path}/poll?cid=${cid()}&since=${late.rev}&votes=${late.n}&wait=0`)).json();
  // Presence has no number: whoever came or went lately may still be told.
  assert.deepEqual({ ...quiet, messages: quiet.messages.filter(({ t }) => t !== "pres") }, { rev: late.rev, n: late.n, messages: [] });
  await reader.cancel();
});

test("the same by plain forms", async () => {
  const ana = new Person(program, place.setlist);
  const added = await ana.form("add", { title: "Plain Paper", key: "form-key-0001" });
  assert.equal(added.status, 303);
  assert.equal(added.headers.get("location"), `/shows/${place.show}`);
  await ana.form("add", { title: "Plain Paper", key: "form-key-0001" });
  const item = async () => (await ana.read()).doc.items.find((i) => i.song?.title === "Plain Paper");
  const { id } = await item();
  assert.equal(titles((await ana.read()).doc).filter((t) => t === "Plain Paper").length, 1);
  await ana.form("move", { item: id, by: "first" });
  assert.equal(titles((await ana.read()).doc)[0], "Plain Paper");
  await ana.form("set", { item: id, field: "duration", value: "4:05" });
  assert.equal((await item()).duration, 245);
  await ana.form("vote", { item: id, meaning: "expect", vote: "up" });
  assert.deepEqual((await ana.read()).mine[id], { expect: 1 });
  await ana.form("vote", { item: id, meaning: "expect", vote: "up" });
  assert.equal((await ana.read()).mine[id], undefined);
  await ana.form("remove", { item: id });
  assert.equal(await item(), undefined);
  const refused = await ana.form("move", { item: id, to: "0" });
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /not in the list any more/);
  assert.equal((await ana.form("undo", {})).status, 303);
  assert.ok(await item());
});

test("what ends now lasted since it began, and nothing began in the future", async () => {
  const tonight = await setlistOf(program, "Cassette Botanist", "on");
  const ana = new Person(program, tonight.setlist);
  await ana.form("add", { title: "Kelp Song" });
  const { doc, rev } = await ana.read();
  const added = () => ana.read().then((now) => now.doc.items.find((item) => item.song?.title === "Kelp Song"));
  const { id, at } = await added();
  assert.ok(Math.abs(at - Date.now()) < 60_000);
  assert.ok(doc.items.length > 1);
  const early = { o: "set", id, f: "at", v: Date.now() + 3_600_000 };
  const { body } = await ana.op(rev, early);
  assert.equal(body.t, "ack");
  assert.ok(body.ops[0].v <= Date.now() + 1_000, "as committed: now");
  await ana.op(body.rev, { ...early, v: Date.now() - 90_000 });
  assert.equal((await ana.form("set", { item: id, field: "duration", value: "now" })).status, 303);
  const { duration } = await added();
  assert.ok(duration >= 90 && duration < 150, `${duration} s`);
});

test("a completed list is closed, and says so", async () => {
  const past = await setlistOf(program, "Marrow Coast", "past");
  const ana = new Person(program, past.setlist);
  const { rev, stage, closed } = await ana.read();
  assert.deepEqual([stage, closed], ["completed", true]);
  const page = await ana.join();
  const refused = await ana.op(page.welcome.head, ins(0, "Too Late"));
  assert.deepEqual([refused.status, refused.body.code], [403, "locked"]);
  assert.match(refused.body.say, /completed/);
  const typed = await ana.form("add", { title: 'Too "Late"', section: "encore" });
  assert.equal(typed.status, 403);
  const form = await typed.text();
  assert.match(form, /completed/);
  assert.match(form, /<input [^>]*name="title" value="Too &#34;Late&#34;">|<input [^>]*name="title" value="Too &quot;Late&quot;">/, "nothing is lost");
  assert.match(form, /<input type="hidden" name="section" value="encore">/);
  assert.ok(form.includes(`href="/shows/${past.show}"`));
  const { doc } = await ana.read();
  const played = doc.items.find((i) => i.kind === "song");
  assert.equal((await ana.post("votes", { item: played.id, meaning: "happened", value: 1 })).status, 200);
  const { accuracy } = await ana.read();
  assert.ok(accuracy.whole > 0.2 && accuracy.whole < 0.21, "one vote says little");
  assert.ok(rev <= page.welcome.head);
  page.cut();
});

test("presence shows who edits, and ends when the page says goodbye", async () => {
  const [ana, ben] = [await guest(), await guest()];
  const [page, other] = [await ana.join(), await ben.join()];
  const item = page.welcome.doc.items[0].id;
  page.send({ t: "pres", item, drag: true });
  const entry = (m) => m.t === "pres" && m.who.find((who) => who.item === item);
  assert.deepEqual(entry(await other.next(entry)), { id: page.welcome.you.id, name: page.welcome.you.name, item, drag: true });
  page.cut();
  await other.next((m) => m.t === "pres" && !entry(m));
  other.cut();
});

test("a newcomer looks on, and is known after the first deed", async () => {
  const page = new Page(program, place.setlist);
  page.send({ t: "hello", cid: cid(), rev: 0 });
  assert.equal((await page.next("welcome")).you, null);
  page.send({ t: "vote", k: 1, item: ulid(), meaning: "expect", value: 1 });
  assert.equal((await page.next("rej")).code, "newcomer");
  page.cut();
});

test("bad bytes are answered, and nobody else notices", async () => {
  const [ana, mallory] = [await guest(), await guest()];
  const watch = await ana.join();
  const page = await mallory.join();
  const { head } = watch.welcome;
  const op = (more) => ({ t: "op", cseq: 1, base: head, ops: [ins(0, "X")], ...more });
  const bad = [
    "{", "[]", "null", "7", '"hello"', "{}", '{"t":"sing"}', "\u0000", '{"t":"op"}',
    op({ cseq: 0 }), op({ cseq: 1.5 }), op({ cseq: "1" }), op({ base: -1 }), op({ ops: [] }), op({ ops: "x" }),
    op({ ops: [{ o: "ins", id: "x", p: 0, item: { song: { title: "X" } } }] }), op({ ops: [{ o: "nop2" }] }),
    op({ ops: [{ o: "set", id: "$doc", f: "owner", v: "me" }] }), op({ ops: [{ o: "nop" }] }),
  ];
  for (const message of bad) {
    page.raw(typeof message === "string" ? message : JSON.stringify(message));
    const refused = await page.next("rej");
    assert.deepEqual([refused.code, refused.cseq], ["bad", Number.isInteger(message.cseq) ? message.cseq : 0], JSON.stringify(message));
    if (bad.indexOf(message) % 10 === 9) page.send({ t: "pres" });
  }
  const codes = [
    [op({ cseq: 2, base: head + 10 }), "bad"],
    [op({ cseq: 3, ops: [{ o: "rem", id: ulid(), p: 0 }] }), "bad"],
    [op({ cseq: 4, ops: Array.from({ length: 65 }, (_, i) => ins(i, `Y ${i}`)) }), "limit"],
    [op({ cseq: 5, ops: [ins(0, "x".repeat(20_000))] }), "limit"],
    [op({ cseq: 6, ops: [ins(0, "X", { odds: 99 })] }), "forbidden"],
    [op({ cseq: 7, ops: [{ o: "set", id: "$doc", f: "status", v: "completed" }] }), "forbidden"],
    [op({ cseq: 8, ops: [ins(0, "X", { meaning: "happened" })] }), "locked"],
    [op({ cseq: 9, ops: [ins(0, "X", { note: " a\u202Eb " })] }), "bad"],
  ];
  for (const [message, code] of codes) {
    page.send(message);
    const refused = await page.next("rej");
    assert.deepEqual([refused.code, refused.cseq], [code, message.cseq], JSON.stringify(message).slice(0, 200));
  }
  page.send({ t: "hello", cid: cid(), rev: 0 });
  assert.match((await page.next("rej")).say, /keeps its "cid"/);
  const early = new Page(program, place.setlist, mallory.cookie);
  early.send({ t: "op", cseq: 1, base: head, ops: [ins(0, "Early")] });
  assert.match((await early.next("rej")).say, /first message is "hello"/);
  early.cut();
  // Under the number its sender waits for, on every way.
  page.send({ t: "vote", k: 7, item: ulid(), meaning: "want", value: 5 });
  assert.deepEqual(await page.next("rej").then(({ k, cseq, code }) => [k, cseq, code]), [7, undefined, "bad"]);
  const posted = await mallory.post("ops", { cseq: 10, base: head, ops: Array.from({ length: 65 }, (_, i) => ins(i, `Z ${i}`)) });
  assert.deepEqual([posted.status, posted.body.cseq], [413, 10]);
  page.raw(Buffer.alloc(70_000, 0x20));
  await page.end();
  const binary = await mallory.join();
  binary.raw("x", 2);
  await binary.end();
  for (let i = 0; i < 40; i++) binary.closed || binary.raw("{");
  const endless = await mallory.join();
  for (let i = 0; i < 40 && !endless.closed; i++) endless.raw("{");
  await endless.end();
  // Signed with another key: a newcomer.
  mallory.cookie = mallory.cookie.replace(/.$/, (c) => (c === "0" ? "1" : "0"));
  const forged = await mallory.join();
  assert.equal(forged.welcome.you, null);
  forged.cut();
  assert.equal((await ana.read()).rev, head);
  assert.deepEqual(watch.messages.filter((m) => m.t === "ops"), []);
  assert.equal((await ana.op(head, ins(0, "Still Here"))).status, 200);
  watch.cut();
});

test("there is no such setlist", async () => {
  for (const path of ["", "/socket", "/events?cid=abcdefgh", "/poll?cid=abcdefgh", "/versions", "/versions/1"])
    for (const id of ["1", "x", "0", "-1", "99999999999999999999"])
      assert.equal((await ask(program, `/api/v1/setlists/${id}${path}`)).status, 404, `${id}${path}`);
});

test("who edits too fast keeps it and is told when", async () => {
  const slow = await serve({ sandbox });
  try {
    const at = await setlistOf(slow, "Marrow Coast", "upcoming");
    const person = new Person(slow, at.setlist);
    await person.post("presence", {});
    const page = await person.join();
    let rate;
    for (let i = 1; i <= 15; i++) page.send({ t: "op", cseq: i, base: page.welcome.head, ops: [ins(0, `Fast ${i}`)] });
    while (!rate) rate = await page.next((m) => m.t === "rej" || (m.t === "ack" && m.cseq > 14));
    assert.equal(rate.code, "rate");
    assert.ok(rate.retry_after >= 1);
    const { id: item } = page.welcome.doc.items[0];
    for (let k = 1; k <= 130; k++) page.send({ t: "vote", k, item, meaning: "want", value: 1 });
    assert.equal((await page.next((m) => m.t === "rej" && m.k > 0)).code, "rate", "whatever is said, not more than 120 at once on a socket");
    page.cut();
  } finally {
    await slow.stop();
  }
});
