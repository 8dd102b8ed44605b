import { expect, test } from "vitest";
import { apply, type Doc, type Op, transformX } from "./ot";
import { Pending, type State } from "./pending";

const doc = (ids: string): Doc => ({ items: [...ids].map((id) => ({ id })) });
const ids = (it: Doc) => it.items.map((item) => item.id).join("");
const begin = (list: string, cid = "me"): State => ({ cid, cseq: 0, rev: 1, confirmed: doc(list), flight: null, buffer: [] });
const ins = (id: string, p: number): Op => ({ o: "ins", id, p, item: { id } });
const rem = (id: string, p: number): Op => ({ o: "rem", id, p });
const mov = (id: string, p: number, t: number): Op => ({ o: "mov", id, p, t });
const set = (id: string, v: string): Op => ({ o: "set", id, f: "note", v });

test("one message is under way; what comes meanwhile is gathered into the next", () => {
  const me = new Pending(begin("abc"));
  me.edit([ins("x", 3)]);
  expect(me.next()).toEqual({ t: "op", cseq: 1, base: 1, ops: [ins("x", 3)] });
  me.edit([set("x", "one")]);
  me.edit([set("x", "two"), mov("x", 3, 0)]);
  expect(me.next()).toBeUndefined();
  expect(me.ack({ cseq: 1, rev: 2 }).behind).toBe(false);
  expect(me.next()).toEqual({ t: "op", cseq: 2, base: 2, ops: [set("x", "two"), mov("x", 3, 0)] });
  expect(ids(me.doc)).toBe("xabc");
});

test("a big burst goes in messages the server takes", () => {
  const me = new Pending(begin(""));
  for (let i = 0; i < 150; i++) me.edit([ins(`id${i}`, i)]);
  for (const [cseq, size] of [64, 64, 22].entries()) {
    expect(me.next()?.ops.length).toBe(size);
    me.ack({ cseq: cseq + 1, rev: cseq + 2 });
  }
  expect(me.next()).toBeUndefined();
  for (let i = 0; i < 4; i++) me.edit([set(`id${i}`, "n".repeat(5000))]);
  expect(me.next()?.ops.length).toBe(2);
});

test("others' changes slip under what is pending", () => {
  const me = new Pending(begin("abc"));
  me.edit([ins("x", 3)]);
  me.next();
  me.edit([set("b", "mine"), mov("x", 3, 0)]);
  const change = me.ops({ rev: 2, ops: [ins("y", 3), rem("b", 1)], name: "Ana" });
  expect(ids(me.doc)).toBe("xacy");
  expect(change.lost).toEqual([{ ...set("b", "mine"), rev: 2, name: "Ana" }]);
  expect(apply(doc("xabc"), change.ops ?? [])).toEqual(me.doc);
  me.ack({ cseq: 1, rev: 3 });
  expect(ids(me.state.confirmed)).toBe("acyx");
  expect(me.next()?.ops).toEqual([mov("x", 3, 0)]);
});

test("an acknowledgement that overtakes the changes before it waits for them", () => {
  const me = new Pending(begin("ab"));
  me.edit([ins("x", 2)]);
  me.next();
  expect(me.ack({ cseq: 1, rev: 3 })).toEqual({ ops: [], lost: [], behind: false });
  expect(me.state.rev).toBe(1);
  me.ops({ rev: 2, ops: [ins("y", 2)] });
  expect(me.state.rev).toBe(3);
  expect(ids(me.state.confirmed)).toBe("abyx");
  expect(me.ops({ rev: 3, ops: [ins("x", 3)], cid: "me", cseq: 1 }).ops).toEqual([]);
});

test("an own change that comes back before its acknowledgement counts as one", () => {
  const me = new Pending(begin("ab"));
  me.edit([ins("x", 2)]);
  me.next();
  me.ops({ rev: 2, ops: [ins("x", 2)], cid: "me", cseq: 1 });
  expect(me.state.flight).toBeNull();
  expect(me.ack({ cseq: 1, rev: 2 }).behind).toBe(false);
  expect(ids(me.doc)).toBe("abx");
});

test("a command's result comes with its acknowledgement", () => {
  const me = new Pending(begin("ab"));
  me.edit([set("a", "mine")]);
  me.next();
  const cseq = me.command();
  expect(cseq).toBe(2);
  me.ack({ cseq: 1, rev: 2 });
  me.ack({ cseq, rev: 3, ops: [rem("b", 1)] });
  expect(ids(me.doc)).toBe("a");
  expect(me.state.rev).toBe(3);
});

test("a gap is said, an old message is not heard", () => {
  const me = new Pending(begin("ab"));
  expect(me.ops({ rev: 3, ops: [rem("a", 0)] }).behind).toBe(true);
  expect(me.ops({ rev: 1, ops: [rem("a", 0)] })).toEqual({ ops: [], lost: [], behind: false });
  expect(ids(me.doc)).toBe("ab");
});

test("a change that does not fit asks for the whole document", () => {
  const me = new Pending(begin("ab"));
  me.edit([ins("x", 0)]);
  expect(me.ops({ rev: 2, ops: [rem("b", 0)] }).behind).toBe(true);
  expect(me.hello().rev).toBe(0);
  me.welcome({ head: 2, doc: doc("b") });
  expect(ids(me.doc)).toBe("xb");
});

test("a refused message is taken out from under the edits after it", () => {
  const me = new Pending(begin("abc"));
  me.edit([ins("x", 0), set("x", "mine"), mov("c", 3, 1)]);
  me.next();
  me.edit([ins("y", 4), set("x", "later"), rem("a", 2)]);
  expect(ids(me.doc)).toBe("xcby");
  const change = me.rej({ cseq: 1, code: "locked" });
  expect(change.lost.length).toBe(2); // the insert took its note along
  expect(change.ops).toBeNull();
  expect(ids(me.doc)).toBe("bcy");
  expect(me.next()).toEqual({ t: "op", cseq: 2, base: 1, ops: [ins("y", 3), rem("a", 0)] });
});

test("a song that somebody had just added: the own one goes, later edits go to theirs", () => {
  const me = new Pending(begin("ab"));
  me.edit([set("a", "kept"), ins("x", 2)]);
  me.next();
  me.ops({ rev: 2, ops: [ins("y", 2)] });
  me.edit([set("x", "mine"), ins("z", 4), mov("x", 3, 0)]);
  const change = me.rej({ cseq: 1, code: "duplicate", i: 1, item: "y" });
  expect(change.lost.map((op) => op.o)).toEqual(["ins"]);
  expect(ids(me.doc)).toBe("yabz");
  expect(me.doc.items[0]).toEqual({ id: "y", note: "mine" });
  expect(me.doc.items[1]).toEqual({ id: "a", note: "kept" });
  const taken = new Pending(begin("ab"));
  taken.edit([ins("x", 2)]);
  taken.next();
  taken.ops({ rev: 2, ops: [ins("y", 2)] });
  taken.edit([rem("x", 3)]);
  taken.rej({ cseq: 1, code: "duplicate", item: "y" });
  expect(ids(taken.doc)).toBe("aby");
});

test("what is refused for a while is sent again under its number", () => {
  const me = new Pending(begin("ab"));
  me.edit([rem("a", 0)]);
  const message = me.next();
  me.rej({ cseq: 1, code: "rate" });
  expect(me.next()).toEqual(message);
});

test("bad or stale: a fresh document, edits settled by id; bad a second time gives up", () => {
  const me = new Pending(begin("abc"));
  me.edit([mov("c", 2, 0), set("b", "mine"), set("a", "gone")]);
  me.next();
  expect(me.rej({ cseq: 1, code: "bad" }).behind).toBe(true);
  expect(me.hello()).toEqual({ t: "hello", cid: "me", rev: 0 });
  expect(me.next()).toBeUndefined();
  const change = me.welcome({ head: 9, acked: null, doc: doc("bxyc") });
  expect(change.lost).toEqual([set("a", "gone")]);
  expect(ids(me.doc)).toBe("cbxy");
  expect(me.next()).toEqual({ t: "op", cseq: 2, base: 9, ops: [mov("c", 3, 0), set("b", "mine")] });
  expect(me.rej({ cseq: 2, code: "bad" }).lost.length).toBe(2);
  expect(ids(me.doc)).toBe("bxyc");
});

test("after a break what arrived is not sent again, what did not is, under its number", () => {
  const broken = () => {
    const me = new Pending(begin("abc"));
    me.edit([ins("x", 3)]);
    me.next();
    me.edit([set("x", "later")]);
    const kept = new Pending(JSON.parse(JSON.stringify(me.state)));
    expect(kept.hello()).toEqual({ t: "hello", cid: "me", rev: 1, cseq: 1 });
    return kept;
  };
  const arrived = broken();
  arrived.welcome({
    head: 3,
    acked: 3,
    ops: [
      { rev: 2, ops: [rem("a", 0)] },
      { rev: 3, ops: [ins("x", 2)], cid: "me", cseq: 1 },
    ],
  });
  expect(arrived.next()).toEqual({ t: "op", cseq: 2, base: 3, ops: [set("x", "later")] });
  const lost = broken();
  lost.welcome({ head: 2, acked: null, ops: [{ rev: 2, ops: [rem("a", 0)] }] });
  expect(lost.next()).toEqual({ t: "op", cseq: 1, base: 2, ops: [ins("x", 2)] });
  const snapshot = broken();
  snapshot.welcome({ head: 90, acked: 40, doc: doc("bx") });
  expect(snapshot.next()).toEqual({ t: "op", cseq: 2, base: 90, ops: [set("x", "later")] });
  const gone = broken();
  expect(gone.welcome({ head: 90, acked: 40, doc: doc("b") }).lost).toEqual([set("x", "later")]);
  expect(gone.next()).toBeUndefined();
});

test("what was under way when the line broke, and has nothing left to be done to, is told", () => {
  const me = new Pending(begin("ab"));
  me.edit([set("b", "mine")]);
  me.next();
  me.hello();
  const change = me.welcome({ head: 2, acked: null, ops: [{ rev: 2, ops: [rem("b", 1)], name: "Ana" }] });
  expect(change.lost).toEqual([{ ...set("b", "mine"), rev: 2, name: "Ana" }]);
  expect(me.next()).toBeUndefined();
});

test("between hello and welcome nothing is sent, and nothing heard: the welcome counts", () => {
  const me = new Pending(begin("ab"));
  me.edit([ins("x", 2)]);
  me.next();
  me.edit([ins("y", 3)]);
  me.hello();
  expect(me.ops({ rev: 9, ops: [] }).behind).toBe(false);
  me.ack({ cseq: 1, rev: 2 });
  me.rej({ cseq: 1, code: "locked" });
  expect(me.next()).toBeUndefined();
  me.welcome({ head: 2, acked: 2, ops: [{ rev: 2, ops: [ins("x", 2)], cid: "me", cseq: 1 }] });
  expect(me.next()).toEqual({ t: "op", cseq: 2, base: 2, ops: [ins("y", 3)] });
});

test("what was settled onto a document counts as it was committed", () => {
  const me = new Pending(begin("abc"));
  me.edit([ins("x", 1)]);
  me.next();
  me.edit([set("x", "mine"), mov("x", 1, 3)]);
  me.welcome({ head: 5, acked: null, doc: doc("cba") });
  me.next();
  expect(ids(me.doc)).toBe("cbax");
  expect(me.ack({ cseq: 1, rev: 6, ops: [ins("x", 3)] }).ops).toBeNull();
  expect(ids(me.state.confirmed)).toBe("cbax");
  expect(ids(me.doc)).toBe("cbax");
  expect(me.next()?.ops).toEqual([set("x", "mine")]);
});

// A small server and lines that lose, double and break: all clients end with the server's document.
test("converges over bad lines", () => {
  let seed = 1;
  const chance = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let round = 0; round < 60; round++) {
    const log: { rev: number; ops: Op[]; cid: string; cseq: number }[] = [];
    const first = doc("abcde");
    let head = first;
    const people = ["p", "q", "r"].map((cid) => ({
      me: new Pending(begin("abcde", cid)),
      up: [] as string[],
      down: [] as string[],
      made: 0,
    }));
    const deliver = (from: number, text: string) => {
      const { cid, cseq, base, ops } = JSON.parse(text);
      const before = log.find((one) => one.cid === cid && one.cseq === cseq);
      let carried: Op[] = ops;
      for (const later of before ? [] : log.slice(base - 1)) [carried] = transformX(carried, later.ops, true);
      if (!before) {
        head = apply(head, carried);
        log.push({ rev: log.length + 2, ops: carried, cid, cseq });
        for (const [i, other] of people.entries()) if (i !== from) other.down.push(JSON.stringify(log.at(-1)));
      }
      people[from]?.down.push(JSON.stringify({ ack: true, cseq, rev: before?.rev ?? log.length + 1 }));
    };
    const reconnect = (one: (typeof people)[number]) => {
      one.up = [];
      one.down = [];
      one.me = new Pending(JSON.parse(JSON.stringify(one.me.state)));
      const { rev, cseq, cid } = one.me.hello();
      const acked = log.find((it) => it.cid === cid && it.cseq === cseq)?.rev ?? null;
      const missed = log.filter((it) => it.rev > rev);
      one.me.welcome({ head: log.length + 1, acked, ...(chance(3) ? { ops: missed } : { doc: head }) });
    };
    const act = (one: (typeof people)[number], i: number, quiet: boolean) => {
      const items = one.me.doc.items;
      const at = chance(items.length);
      const id = items[at]?.id ?? "";
      const kind = quiet ? 9 : chance(10);
      if (kind === 0) one.me.edit([ins(`${one.me.state.cid}${one.made++}`, chance(items.length + 1))]);
      else if (kind === 1 && id) one.me.edit([rem(id, at)]);
      else if (kind === 2 && id) one.me.edit([mov(id, at, chance(items.length))]);
      else if (kind === 3 && id) one.me.edit([set(id, `${one.me.state.cid}${chance(99)}`)]);
      else if (kind === 4 && !chance(4)) reconnect(one);
      const message = one.me.next();
      if (message)
        for (let times = quiet ? 1 : chance(3); times > 0; times--) one.up.push(JSON.stringify({ ...message, cid: one.me.state.cid }));
      const sent = chance(2) || quiet ? one.up.shift() : undefined;
      if (sent) deliver(i, sent);
      const text = one.down.shift();
      if (!text) return;
      const heard = JSON.parse(text);
      if ((heard.ack ? one.me.ack(heard) : one.me.ops(heard)).behind) reconnect(one);
    };
    for (let n = 0; n < 300; n++) {
      const i = chance(3);
      const one = people[i];
      if (one) act(one, i, false);
    }
    for (const one of people) reconnect(one);
    for (let n = 0; n < 300; n++) for (const [i, one] of people.entries()) act(one, i, true);
    for (const { me } of people) {
      expect(me.state.flight ?? me.state.buffer).toEqual([]);
      expect(me.doc, `round ${round}`).toEqual(head);
      expect(me.state.confirmed).toEqual(head);
    }
    expect(log.reduce((now, one) => apply(now, one.ops), first)).toEqual(head);
    expect(new Set(log.map((one) => `${one.cid} ${one.cseq}`)).size).toBe(log.length);
  }
});
