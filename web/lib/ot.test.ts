// The recorded cases that src/setlists/ot passes as well.
import { expect, test } from "vitest";
import cellLines from "../../tests/golden/ot/cells.jsonl?raw";
import generatedLines from "../../tests/golden/ot/generated.jsonl?raw";
import { apply, compose, type Doc, invert, type Op, settle, transformX } from "./ot";

interface Cell {
  name: string;
  doc: Doc;
  as: Op[];
  bs: Op[];
  aLater: boolean;
  carried: { as: Op[]; bs: Op[] };
  after: Doc;
}
interface Recorded {
  name: string;
  request: { fn: string; doc: Doc; ops: Op[]; as: Op[]; bs: Op[]; aLater: boolean };
  answer: Record<string, unknown>;
}
const lines = <T>(text: string): T[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("every cell of the pair table", () => {
  const cells = lines<Cell>(cellLines);
  expect(cells.length).toBeGreaterThan(150);
  for (const { name, doc, as, bs, aLater, carried, after } of cells) {
    const [as2, bs2] = transformX(as, bs, aLater);
    expect({ as: as2, bs: bs2 }, name).toEqual(carried);
    expect(apply(apply(doc, as), bs2), name).toEqual(after);
    expect(apply(apply(doc, bs), as2), name).toEqual(after);
  }
});

function answer({ fn, doc, ops, as, bs, aLater }: Recorded["request"]): Record<string, unknown> {
  if (fn === "transformX") {
    const [as2, bs2] = transformX(as, bs, aLater);
    return { as: as2, bs: bs2 };
  }
  if (fn === "apply") return { doc: apply(doc, ops) };
  if (fn === "invert") return { ops: invert(doc, ops) };
  if (fn === "compose") return { ops: compose(ops) };
  return { ...settle(doc, ops) };
}

test("recorded answers", () => {
  // Differences of whole documents are for the server only.
  const all = lines<Recorded>(generatedLines).filter(({ request }) => request.fn !== "diff");
  expect(all.length).toBeGreaterThan(500);
  for (const { name, request, answer: recorded } of all) {
    if (recorded.code) expect(() => answer(request), name).toThrow(RangeError);
    else expect(answer(request), name).toEqual(recorded);
  }
});

test("apply leaves what it did not change as it is", () => {
  const doc: Doc = { items: [{ id: "a" }, { id: "b" }, { id: "c" }] };
  const next = apply(doc, [
    { o: "mov", id: "a", p: 0, t: 2 },
    { o: "set", id: "b", f: "note", v: "new" },
  ]);
  expect(doc).toEqual({ items: [{ id: "a" }, { id: "b" }, { id: "c" }] });
  expect(next.items[1]).toBe(doc.items[2]);
  expect(next.items[2]).toBe(doc.items[0]);
});
