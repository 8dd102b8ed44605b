// The server's operations and the browser's, driven by the same random lists of them: not one answer may differ.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { binary } from "../http/program.mjs";
import { browserPart } from "./browser_part.mjs";
import { full, makeChance, seed } from "./chance.mjs";

const ot = await browserPart("ot");

function someDocument(chance, most) {
  const names = [..."abcdefghijklmnop"].sort(() => chance.next() - 0.5).slice(0, chance.below(most + 1));
  const items = names.map((id) => ({ id, title: id, ...(chance.often(0.3) && { note: "old" }) }));
  return { items, ...(chance.often(0.5) && { title: "old" }) };
}

function someOps(chance, from, who, most) {
  let doc = from;
  const ops = [];
  for (let n = chance.below(most + 1); n > 0; n--) {
    const size = doc.items.length;
    const p = chance.below(size);
    const { id } = doc.items[p] ?? {};
    const value = chance.pick([who, "same", 7, 0.5, true, null, [], { ref: who, title: who }]);
    const op = chance.pick([
      { o: "ins", id: `${who}${n}`, p: chance.below(size + 1), item: { title: who } },
      { o: "set", id: "$doc", f: chance.pick(["title", "info"]), v: value },
      ...(size
        ? [
            { o: "rem", id, p },
            { o: "mov", id, p, t: chance.below(size) },
            { o: "mov", id, p, t: chance.below(size) },
            { o: "set", id, f: chance.pick(["note", "guest"]), v: value },
            { o: "set", id, f: chance.pick(["note", "guest"]) },
          ]
        : []),
    ]);
    ops.push(op);
    doc = ot.apply(doc, [op]);
  }
  return ops;
}

function someQuestion(chance) {
  const doc = someDocument(chance, chance.pick([3, 8, 16]));
  const as = someOps(chance, doc, "x", chance.pick([1, 4, 12]));
  const bs = someOps(chance, doc, "y", chance.pick([1, 4, 12]));
  return chance.pick([
    { fn: "transformX", as, bs, aLater: chance.often(0.5) },
    { fn: "apply", doc, ops: as },
    { fn: "apply", doc: someDocument(chance, 8), ops: as },
    { fn: "invert", doc, ops: as },
    { fn: "compose", ops: as },
    { fn: "settle", doc: someDocument(chance, 8), ops: as },
  ]);
}

function answer({ fn, doc, ops, as, bs, aLater }) {
  try {
    if (fn === "transformX") {
      const [as2, bs2] = ot.transformX(as, bs, aLater);
      return { as: as2, bs: bs2 };
    }
    if (fn === "apply") return { doc: ot.apply(doc, ops) };
    if (fn === "invert") return { ops: ot.invert(doc, ops) };
    if (fn === "compose") return { ops: ot.compose(ops) };
    return { ...ot.settle(doc, ops) };
  } catch (error) {
    assert.equal(error.name, "RangeError", error.stack);
    return { code: "bad" };
  }
}

test("C++ and TypeScript answer alike", async () => {
  const chance = makeChance();
  const child = spawn(binary, ["ot"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let refused = 0;
  for (let left = full ? 300_000 : 6_000; left > 0; left -= 1000) {
    const questions = Array.from({ length: 1000 }, () => someQuestion(chance));
    child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
    for (const question of questions) {
      const said = JSON.parse((await answers.next()).value);
      if (said.code) refused++;
      assert.deepEqual(said.code ? { code: said.code } : said, answer(question), `seed ${seed}: ${JSON.stringify(question)}`);
    }
  }
  assert.ok(refused > 50, `only ${refused} questions did not fit`);
  child.stdin.end();
  assert.deepEqual(await once(child, "close"), [0, null]);
});

test("whatever stands on a line, there is an answer, and the next line gets its own", async () => {
  const chance = makeChance();
  const child = spawn(binary, ["ot"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    return JSON.parse((await answers.next()).value);
  };
  const deep = "[".repeat(100_000);
  const doc = { items: [{ id: "a" }] };
  const wrong = [
    "",
    "null",
    "[]",
    deep,
    "\u0000\u0001",
    '{"fn":"fly"}',
    '{"fn":"apply"}',
    '{"fn":"transformX","as":[],"bs":[]}',
    ...[
      { o: "rem", id: "b", p: 0 },
      { o: "rem", id: "a", p: -1 },
      { o: "rem", id: "a", p: 0.5 },
      { o: "rem", id: "a", p: 1e300 },
      { o: "rem", id: "a", p: "0" },
      { o: "rem", id: 7, p: 0 },
      { o: "rem", id: "$doc", p: 0 },
      { o: "mov", id: "a", p: 0 },
      { o: "mov", id: "a", p: 0, t: 1 },
      { o: "ins", id: "a", p: 0, item: {} },
      { o: "ins", id: "b", p: 0 },
      { o: "ins", id: "b", p: 0, item: { id: "c" } },
      { o: "set", id: "a", f: "id", v: "b" },
      { o: "set", id: "a", f: "__proto__", v: {} },
      { o: "set", id: "a", f: "", v: 1 },
      { o: "set", id: "$doc", f: "items", v: [] },
      { o: "turn", id: "a", p: 0 },
      "rem",
      null,
    ].map((op) => JSON.stringify({ fn: "apply", doc, ops: [op] })),
    JSON.stringify({ fn: "apply", doc: { items: [{ id: "a" }, { id: "a" }] }, ops: [] }),
    JSON.stringify({ fn: "apply", doc: { items: [{}] }, ops: [] }),
    JSON.stringify({ fn: "apply", doc: { items: [{ id: "$doc" }] }, ops: [] }),
    JSON.stringify({ fn: "apply", doc: { items: {} }, ops: [] }),
  ];
  for (const line of wrong) {
    const said = await ask(line);
    assert.match(said.code ?? "", /^(bad|limit)$/, line.slice(0, 100));
    assert.match(said.error, /^[A-Z"].*\.$/, line.slice(0, 100));
    assert.deepEqual(await ask(JSON.stringify({ fn: "apply", doc, ops: [{ o: "nop" }] })), { doc });
  }
  for (let n = 0; n < 300; n++) {
    const letters = [...JSON.stringify(someQuestion(chance))];
    for (let cuts = 1 + chance.below(5); cuts > 0; cuts--) letters[chance.below(letters.length)] = chance.pick(["", "{", '"', "9", "]", "ä"]);
    assert.equal(typeof (await ask(letters.join(""))), "object");
  }
  child.stdin.end();
  assert.deepEqual(await once(child, "close"), [0, null]);
});
