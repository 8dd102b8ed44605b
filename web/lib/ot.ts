// Operations on a live setlist, as src/setlists/ot has them: apply, transform, compose, invert, settle. Both pass tests/golden/ot.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Fields = { [name: string]: Json };
export type Item = Fields & { id: string };
export type Doc = Fields & { items: Item[] };
export type Op =
  | { o: "ins"; id: string; p: number; item: Fields }
  | { o: "rem"; id: string; p: number }
  | { o: "mov"; id: string; p: number; t: number }
  | { o: "set"; id: string; f: string; v?: Json } // without v: takes the field away
  | { o: "nop" };

const nop: Op = { o: "nop" };

// i, q: indexes; g: a gap, "before the item at". Where they are once the item at q is out, or something is put at q; at one gap the
// first committed stays first.
const without = (i: number, q: number) => (i > q ? i - 1 : i);
const after = (i: number, q: number) => (i >= q ? i + 1 : i);
const beside = (g: number, u: number, later: boolean) => (g > u || (g === u && later) ? g + 1 : g);

/** `a`, changed so that it can run after `b`, both made for the same document; `later`: a is committed after b. */
export function transform(a: Op, b: Op, later: boolean): Op {
  if (a.o === "nop" || b.o === "nop") return a;
  const same = a.id === b.id;
  if (b.o === "set") return a.o === "set" && same && a.f === b.f && !later ? nop : a;
  if (a.o === "set") return b.o === "rem" && same ? nop : a;
  if (b.o === "rem" && same) return nop;
  const q = b.p;
  let p = a.p;
  let t = a.o === "mov" ? a.t : 0;
  if (b.o === "ins") {
    t = beside(t, without(q, p), later);
    p = a.o === "ins" ? beside(p, q, later) : after(p, q);
  } else if (b.o === "rem") {
    t = without(t, without(q, p));
    p = without(p, q);
  } else if (a.o === "ins") {
    p = beside(without(p, q), b.t, later);
  } else if (same) {
    if (a.o === "mov" && !later) return nop;
    p = b.t;
  } else {
    const [aAt, bAt] = [without(p, q), without(q, p)];
    const [mine, other] = [without(t, bAt), without(b.t, aAt)];
    // Both aim at one gap: the order that both asked for if they agree, else the first committed first.
    const aFirst = t <= bAt;
    t = beside(mine, other, mine === other && aFirst !== b.t <= aAt ? !aFirst : later);
    p = after(aAt, b.t);
  }
  if (a.o !== "mov") return { ...a, p };
  return p === t ? nop : { ...a, p, t };
}

/** Two lists for one document carried over each other: as then bs' and bs then as' end alike. */
export function transformX(as: Op[], bs: Op[], aLater: boolean): [Op[], Op[]] {
  let others = bs;
  const carried = as.map((one) => {
    let a = one;
    others = others.map((b) => {
      const over = transform(b, a, !aLater);
      a = transform(a, b, aLater);
      return over;
    });
    return a;
  });
  return [carried, others];
}

const put = <T>(list: T[], at: number, item: T) => list.toSpliced(at, 0, item);
const drop = <T>(list: T[], at: number) => list.toSpliced(at, 1);
const isAt = (doc: Doc, id: string) => doc.items.findIndex((item) => item.id === id);

function write<T extends Fields>(fields: T, op: { f: string; v?: Json }): T {
  const { [op.f]: _, ...rest } = fields;
  return (op.v === undefined ? rest : { ...fields, [op.f]: op.v }) as T;
}

function step(doc: Doc, op: Op): Doc {
  if (op.o === "nop") return doc;
  const { items } = doc;
  const at = isAt(doc, op.id);
  const size = items.length;
  const fits =
    op.o === "ins"
      ? at < 0 && op.p >= 0 && op.p <= size
      : op.o === "set"
        ? op.id === "$doc" || at >= 0
        : at >= 0 && at === op.p && (op.o === "rem" || (op.t >= 0 && op.t < size));
  if (!fits) throw new RangeError(`does not fit: ${JSON.stringify(op)}`);
  if (op.o === "ins") return { ...doc, items: put(items, op.p, { ...op.item, id: op.id }) };
  if (op.o === "rem") return { ...doc, items: drop(items, at) };
  const item = items[at] as Item;
  if (op.o === "mov") return { ...doc, items: put(drop(items, at), op.t, item) };
  return op.id === "$doc" ? write(doc, op) : { ...doc, items: items.with(at, write(item, op)) };
}

/** A new document; what did not change in it is the same object. Throws when an id and its index disagree. */
export const apply = (doc: Doc, ops: Op[]): Doc => ops.reduce(step, doc);

/** What leads back to `doc` after `ops`. */
export function invert(doc: Doc, ops: Op[]): Op[] {
  const back: Op[] = [];
  let now = doc;
  for (const op of ops) {
    const before = now;
    now = step(now, op);
    if (op.o === "ins") back.unshift({ o: "rem", id: op.id, p: op.p });
    else if (op.o === "rem") back.unshift({ ...op, o: "ins", item: before.items[op.p] as Item });
    else if (op.o === "mov") back.unshift({ ...op, p: op.t, t: op.p });
    else if (op.o === "set") {
      const { v: _, ...place } = op;
      const old = (op.id === "$doc" ? before : before.items[isAt(before, op.id)])?.[op.f];
      back.unshift(old === undefined ? place : { ...place, v: old });
    }
  }
  return back;
}

// Takes an operation into an earlier one of the same item; false when it has to stand by itself.
function merge(ops: Op[], op: Op): boolean {
  const last = ops.at(-1);
  if (op.o === "mov" && last?.o === "mov" && last.id === op.id) {
    ops.pop();
    append(ops, { ...last, t: op.t });
    return true;
  }
  if (op.o !== "set" && op.o !== "rem") return false;
  for (let i = ops.length - 1; i >= 0; i--) {
    const earlier = ops[i] as Op;
    if (earlier.o === "nop" || earlier.id !== op.id || earlier.o === "mov") continue;
    if (op.o === "rem" && earlier.o === "ins") {
      // As if it had never been: what came after it is carried over its removal.
      const rest = ops.splice(i).slice(1);
      const [, carried] = transformX([{ o: "rem", id: op.id, p: earlier.p }], rest, true);
      for (const one of carried) append(ops, one);
      return true;
    }
    if (op.o !== "set") continue;
    if (earlier.o === "set" && earlier.f !== op.f) continue;
    ops[i] = earlier.o === "ins" ? { ...earlier, item: write(earlier.item, op) } : op;
    return true;
  }
  return false;
}

function append(ops: Op[], op: Op): void {
  if (op.o !== "nop" && !(op.o === "mov" && op.p === op.t) && !merge(ops, op)) ops.push(op);
}

/** The same effect, shorter. */
export function compose(ops: Op[]): Op[] {
  const shorter: Op[] = [];
  for (const op of ops) append(shorter, op);
  return shorter;
}

/** Addresses operations anew by id on a document they were not made for. */
export function settle(doc: Doc, ops: Op[]): { ops: Op[]; lost: Op[] } {
  const settled: Op[] = [];
  const lost: Op[] = [];
  let now = doc;
  for (const op of ops) {
    if (op.o === "nop") continue;
    const at = isAt(now, op.id);
    const size = now.items.length;
    const clamp = (i: number, most: number) => Math.max(0, Math.min(i, most));
    let to: Op = op;
    if (op.o === "ins") to = { ...op, p: clamp(op.p, size) };
    else if (op.o === "rem") to = { ...op, p: at };
    else if (op.o === "mov") to = { ...op, p: at, t: clamp(op.t, size - 1) };
    if (op.id !== "$doc" && at < 0 !== (op.o === "ins")) {
      lost.push(op);
      continue;
    }
    if (to.o === "mov" && to.p === to.t) continue;
    now = step(now, to);
    settled.push(to);
  }
  return { ops: settled, lost };
}
