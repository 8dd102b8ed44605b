// How people come to a live setlist, and how all of them hear that the doors are open (RT-1, SET-6).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask } from "./api.mjs";
import { cid, Page, Person, setlistOf } from "./live.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";
import { alter } from "./stored.mjs";

let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());

const hello = (program, setlist) => {
  const page = new Page(program, setlist);
  page.send({ t: "hello", cid: cid(), rev: 0, n: 0 });
  return page;
};
const answer = (page) => page.next(({ t }) => t === "welcome" || t === "bye");
/** The first message of an event stream, or the first that fits. */
async function streamed(program, path, signal, fits = () => true) {
  const stream = await fetch(`${program.url}${path}`, { signal });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; text += (await reader.read()).value)
    for (const [, data] of text.matchAll(/^data: (.*)\n/gm)) {
      const message = JSON.parse(data);
      if (fits(message)) return message;
    }
}

test("a hall that comes back is let in one after the other, and who would wait too long is sent away", async () => {
  const program = await serve({ sandbox, settings: { "live.joins_per_second": 5 } });
  const { setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
  const began = Date.now();
  const pages = Array.from({ length: 10 }, () => hello(program, setlist));
  const times = await Promise.all(pages.map(async (page) => [(await answer(page)).t, Date.now() - began]));
  assert.ok(times.every(([t]) => t === "welcome"));
  assert.ok(Math.max(...times.map(([, ms]) => ms)) >= 900, "five at once, the tenth a second later");
  for (const page of pages) page.cut();
  await program.stop();

  // One at once, eight in the eight seconds that a page waits: of so many at once somebody is sent away, on every way.
  const small = await serve({ sandbox, settings: { "live.joins_per_second": 1 } });
  const at = await setlistOf(small, "Marrow Coast", "upcoming");
  const path = `/api/v1/setlists/${at.setlist}`;
  const others = new AbortController();
  const turnedAway = ({ t, code, say }) => {
    assert.deepEqual([t, code], ["bye", "busy"]);
    assert.match(say, /connects again by itself/);
  };
  const someOf = (come) => Promise.any(Array.from({ length: 20 }, come));
  await someOf(async () => turnedAway(await answer(hello(small, at.setlist))));
  await someOf(async () => turnedAway(await streamed(small, `${path}/events?cid=${cid()}`, others.signal)));
  await someOf(async () => {
    const polled = await fetch(`${small.url}${path}/poll?cid=${cid()}`, { signal: others.signal });
    turnedAway((await polled.json()).messages[0]);
  });
  others.abort();
  await small.kill();
});

test("everybody hears that the doors are open, on every way, and who polls also between two polls", async () => {
  const data = makeFolder();
  const program = await serve({ sandbox, data });
  const { show, setlist } = await setlistOf(program, "Marrow Coast", "upcoming");
  const path = `/api/v1/setlists/${setlist}`;
  const poll = async (query) => (await ask(program, `${path}/poll?cid=${cid()}&${query}`)).json();
  const ahead = 4_000; // ms, for all to be there before the doors, which are two hours before the start
  alter(data, `update shows set starts_at = ${Date.now() + 2 * 3_600_000 + ahead} where id = ${show}`);
  const done = new AbortController();
  const page = hello(program, setlist);
  const { stage, head, votes } = await answer(page);
  assert.equal(stage, "draft");
  const told = `since=${head}&votes=${votes.n}`;
  const stages = ({ messages }) => messages.filter(({ t }) => t === "stage");
  const next = async () => {
    for (;;) for (const one of stages(await poll(`${told}&stage=draft`))) return one;
  };
  const stream = streamed(program, `${path}/events?cid=${cid()}&rev=${head}`, done.signal, ({ t }) => t === "stage");
  const live = { t: "stage", stage: "live", closed: false };
  assert.deepEqual(await Promise.all([page.next("stage"), stream, next()]), [live, live, live]);
  // And afterwards: at once for who was told something else, never for who knows.
  assert.deepEqual(stages(await poll(`${told}&stage=draft`)), [live]);
  assert.deepEqual(stages(await poll(`${told}&stage=live&closed=1&wait=0`)), [live]);
  assert.deepEqual(stages(await poll(`${told}&stage=live&wait=0`)), []);
  assert.deepEqual(stages(await poll(`${told}&wait=0`)), [], "nor for who does not say what it was told");
  page.cut();
  done.abort();
  await program.stop();
});

test("what was acknowledged is known after a kill", async () => {
  const data = makeFolder();
  const first = await serve({ sandbox, data });
  const { setlist } = await setlistOf(first, "Marrow Coast", "upcoming");
  const ana = new Person(first, setlist);
  await ana.post("presence", {}); // the first deed brings the cookie
  const page = await ana.join();
  const op = { o: "set", id: "$doc", f: "info", v: "before" };
  page.send({ t: "op", cseq: 1, base: page.welcome.head, ops: [op] });
  const { rev } = await page.next("ack");
  assert.equal(await first.kill(), "SIGKILL");
  ana.program = await serve({ sandbox, data });
  const again = await ana.join({ rev: page.welcome.head, cseq: 1 });
  assert.deepEqual([again.welcome.acked, again.welcome.head], [rev, rev]);
  again.send({ t: "op", cseq: 1, base: page.welcome.head, ops: [op] });
  assert.equal((await again.next("ack")).rev, rev, "and committed once, if it is sent all the same");
  assert.equal((await ana.read()).rev, rev);
  again.cut();
  await ana.program.stop();
});
