// A browser's side of the live protocol (docs/live-protocol.md): what is confirmed, what is under way and what waits, always on top of
// the others' changes. Pure: no page, no clock, no socket. `state` is plain data to keep; keep it before a message is sent, because a
// number must never go out twice with other operations.
import { apply, compose, type Doc, invert, type Op, settle, transformX } from "./ot";

export interface State {
  cid: string;
  cseq: number; // of the last message
  rev: number; // of `confirmed`; 0: a document has yet to come
  confirmed: Doc;
  flight: { cseq: number; ops: Op[]; acked?: { rev: number; ops?: Op[] } } | null;
  buffer: Op[];
}
export interface OpsMessage {
  rev: number;
  ops: Op[];
  cid?: string;
  cseq?: number;
  name?: string; // whose
}
export interface Welcome {
  head: number;
  acked?: number | null;
  ops?: OpsMessage[];
  doc?: Doc;
}
export interface Rejection {
  cseq: number;
  code: string;
  item?: string; // duplicate: the item that is there already
  i?: number; // which operation was to blame
}
/** Where somebody's revision took away what it was about: whose, and which. */
export type Lost = Op & { rev?: number; name?: string | undefined };
export interface Change {
  ops: Op[] | null; // what was done to `doc`; null: it was made anew
  lost: Lost[]; // own changes that are no more, to be told
  behind: boolean; // something is missing: say hello
}

const most = { ops: 64, bytes: 12_000 };
const nothing: Change = { ops: [], lost: [], behind: false };

// `ops` for `doc` without some of them, the others as if those had never been.
function leaveOut(doc: Doc, ops: Op[], out: (i: number) => boolean): Op[] {
  const [first, ...later] = ops;
  if (!first) return [];
  const rest = leaveOut(apply(doc, [first]), later, (i) => out(i + 1));
  return out(0) ? transformX(rest, invert(doc, [first]), true)[0] : [first, ...rest];
}

export class Pending {
  state: State;
  doc: Doc; // with everything that is under way or waits
  #sent = false;
  #bad = false;
  #greeting = false; // between hello and welcome, which makes good for all that is heard in between

  constructor(state: State) {
    this.state = state;
    this.doc = state.confirmed;
    this.#rebuild();
  }

  #rebuild(): void {
    const { confirmed, flight, buffer } = this.state;
    this.doc = apply(apply(confirmed, flight?.ops ?? []), buffer);
  }

  /** An edit of one's own, made on `doc`. */
  edit(ops: Op[]): void {
    this.doc = apply(this.doc, ops);
    this.state = { ...this.state, buffer: compose([...this.state.buffer, ...ops]) };
  }

  /** The number for a command (undo, redo, rollback). */
  command(): number {
    this.state = { ...this.state, cseq: this.state.cseq + 1 };
    return this.state.cseq;
  }

  /** The message to send now, if any: one at a time. */
  next(): { t: "op"; cseq: number; base: number; ops: Op[] } | undefined {
    const { rev, flight, buffer } = this.state;
    if (this.#sent || this.#greeting || rev === 0) return undefined;
    if (flight) {
      const ops = flight.ops.filter((op) => op.o !== "nop");
      this.state = { ...this.state, flight: ops.length ? { ...flight, ops } : null };
      if (!ops.length) return this.next();
    } else {
      let bytes = 0;
      let count = 0;
      for (const op of buffer.slice(0, most.ops)) {
        bytes += JSON.stringify(op).length;
        if (count && bytes > most.bytes) break;
        count++;
      }
      if (!count) return undefined;
      const cseq = this.command();
      this.state = { ...this.state, flight: { cseq, ops: buffer.slice(0, count) }, buffer: buffer.slice(count) };
    }
    this.#sent = true;
    const now = this.state.flight;
    return now ? { t: "op", cseq: now.cseq, base: rev, ops: now.ops } : undefined;
  }

  /** Somebody's change, or one's own that came by another way than its acknowledgement. */
  ops(message: OpsMessage): Change {
    try {
      return this.#follow(message);
    } catch {
      // It does not fit: whoever is wrong, only the whole document helps.
      this.state = { ...this.state, rev: 0 };
      return { ...nothing, behind: true };
    }
  }

  #follow(message: OpsMessage): Change {
    const { state } = this;
    if (this.#greeting || message.rev <= state.rev) return nothing;
    if (!state.rev || message.rev > state.rev + 1) return { ...nothing, behind: true };
    if (state.flight && message.cid === state.cid && message.cseq === state.flight.cseq) return this.#land(message.ops);
    const confirmed = apply(state.confirmed, message.ops);
    const removed = new Set(message.ops.map((op) => (op.o === "rem" ? op.id : "")));
    const { rev, name } = message;
    const untold = [...((!this.#sent && state.flight?.ops) || []), ...state.buffer]; // of what was sent, the acknowledgement tells
    const lost = untold.flatMap((op) => ((op.o === "set" || op.o === "mov") && removed.has(op.id) ? { ...op, rev, name } : []));
    const [flight, over] = transformX(state.flight?.ops ?? [], message.ops, true);
    const [buffer, ops] = transformX(state.buffer, over, true);
    this.state = {
      ...state,
      rev: message.rev,
      confirmed,
      flight: state.flight && { ...state.flight, ops: flight },
      buffer: compose(buffer),
    };
    this.doc = apply(this.doc, ops);
    const landed = this.#landIfNext();
    return { ops: landed.ops && ops, lost: [...lost, ...landed.lost], behind: false };
  }

  ack(message: { cseq: number; rev: number; ops?: Op[] }): Change {
    const { flight, rev } = this.state;
    if (this.#greeting) return nothing;
    if (flight?.cseq !== message.cseq) return message.ops ? this.ops({ rev: message.rev, ops: message.ops }) : nothing;
    // The revisions between come by themselves, unless this one is behind us: then something went by unseen.
    const behind = message.rev <= rev;
    const { cseq: _, ...acked } = message;
    this.state = { ...this.state, flight: { ...flight, acked }, rev: behind ? 0 : rev };
    return behind ? { ...nothing, behind } : this.#landIfNext();
  }

  #landIfNext(): Change {
    const { flight, rev } = this.state;
    return flight?.acked?.rev === rev + 1 ? this.#land(flight.acked.ops ?? flight.ops) : nothing;
  }

  // `ops`: as committed. Only when what is under way was settled onto a document in between can they come to something else.
  #land(ops: Op[]): Change {
    const { state } = this;
    const confirmed = apply(state.confirmed, ops);
    const mine = apply(state.confirmed, state.flight?.ops ?? []);
    this.#sent = this.#bad = false;
    this.state = { ...state, rev: state.rev + 1, confirmed, flight: null };
    if (JSON.stringify(mine) === JSON.stringify(confirmed)) return nothing;
    const { ops: buffer, lost } = settle(confirmed, state.buffer);
    this.state = { ...this.state, buffer };
    this.#rebuild();
    return { ...nothing, ops: null, lost };
  }

  rej(message: Rejection): Change {
    const { flight, buffer, confirmed } = this.state;
    if (this.#greeting || flight?.cseq !== message.cseq) return nothing;
    this.#sent = false;
    if (message.code === "rate" || message.code === "unavailable") return nothing;
    const all = [...flight.ops, ...buffer];
    const again = message.code === "stale" || (message.code === "bad" && !this.#bad);
    if (again) {
      this.#bad = message.code === "bad";
      this.state = { ...this.state, rev: 0, flight: null, buffer: all };
      return { ...nothing, behind: true };
    }
    const size = flight.ops.length;
    const blamed = message.code === "duplicate" ? (message.i ?? flight.ops.findIndex((op) => op.o === "ins")) : -1;
    const out = (i: number) => (blamed < 0 ? i < size : i === blamed);
    let rest = compose(leaveOut(confirmed, all, out));
    if (message.item && blamed >= 0) rest = [...rest, ...this.#carryOver(all.slice(blamed), message.item, apply(confirmed, rest))];
    this.state = { ...this.state, flight: null, buffer: compose(rest) };
    this.#rebuild();
    return { ...nothing, ops: null, lost: flight.ops.filter((_, i) => out(i)), behind: message.code === "bad" };
  }

  // Later edits of an own item that somebody else had added before go to theirs, unless it was taken out again.
  #carryOver([added, ...later]: Op[], item: string, doc: Doc): Op[] {
    const own = later.filter((op) => op.o !== "nop" && added?.o === "ins" && op.id === added.id);
    if (own.some((op) => op.o === "rem")) return [];
    return settle(
      doc,
      own.map((op) => ({ ...op, id: item }) as Op),
    ).ops;
  }

  hello(): { t: "hello"; cid: string; rev: number; cseq?: number } {
    const { cid, rev, flight } = this.state;
    this.#greeting = true;
    return { t: "hello", cid, rev, ...(flight && { cseq: flight.cseq }) };
  }

  /** The answer to `hello`: what was missed, or the document. What is under way goes out again under its number, unless it arrived. */
  welcome(message: Welcome): Change {
    this.#sent = this.#greeting = false;
    const before = this.doc;
    const lost: Lost[] = [];
    if (message.doc) {
      const flight = message.acked ? null : this.state.flight;
      const first = settle(message.doc, flight?.ops ?? []);
      const second = settle(apply(message.doc, first.ops), this.state.buffer);
      lost.push(...first.lost, ...second.lost);
      this.state = {
        ...this.state,
        rev: message.head,
        confirmed: message.doc,
        flight: flight && { cseq: flight.cseq, ops: first.ops },
        buffer: compose(second.ops),
      };
      this.#rebuild();
    }
    for (const one of message.ops ?? []) lost.push(...this.ops(one).lost);
    return { ops: this.doc === before ? [] : null, lost, behind: this.state.rev < message.head };
  }
}
