// A robot at a live setlist: the browser's own Pending over a line that is cut, doubled and slow whenever chance says so. It remembers what
// was acknowledged to it.
import assert from "node:assert/strict";
import { Person } from "../http/live.mjs";
import { browserPart } from "./browser_part.mjs";
import { makeId } from "./chance.mjs";

const { Pending } = await browserPart("pending");

export class Robot {
  acked = new Map(); // cseq -> operations, as they were sent
  voted = new Map(); // item -> the last vote that was confirmed
  outcomes = new Map(); // cseq -> "ack", "rej" or, with nothing left to be done to when the line was back, "void"
  #sent = new Map();
  #votes = new Map(); // k -> {item, value}
  #k = 0;
  #page;

  /** `places` [{program, setlist}]: where it connects, at any of them; may get another program when the former one was killed. */
  constructor(places, chance, name) {
    Object.assign(this, { places, chance, name });
    this.person = new Person(places[0].program, places[0].setlist);
    this.pending = new Pending({ cid: this.person.cid, cseq: 0, rev: 0, confirmed: { items: [] }, flight: null, buffer: [] });
    this.made = 0;
  }

  get connected() {
    return this.#page !== undefined && !this.#page.closed;
  }
  get idle() {
    const { rev, flight, buffer } = this.pending.state;
    return this.connected && rev > 0 && !flight && buffer.length === 0 && this.#votes.size === 0;
  }

  async begin() {
    await this.person.post("presence", {}); // the first deed brings the cookie
    await this.connect();
  }

  async connect() {
    this.cut();
    this.person.program = this.chance.pick(this.places).program;
    const { rev, flight } = this.pending.state;
    this.pending.hello();
    try {
      const page = await this.person.join({ rev, ...(flight && { cseq: flight.cseq }) });
      this.#page = page;
      this.id = page.welcome.you.id;
      if (page.welcome.acked && flight) this.#noteAck(flight.cseq);
      this.pending.welcome(page.welcome);
      for (const [k, vote] of this.#votes) this.#say({ t: "vote", k, meaning: "want", ...vote });
    } catch {
      this.#page = undefined; // the program is gone: again later
    }
  }

  cut() {
    this.#page?.cut();
    this.#page = undefined;
  }

  #say(message) {
    this.#page?.send(message);
    if (this.chance.often(0.1)) this.#page?.send(message); // the line doubles it
  }

  #noteAck(cseq) {
    if (!this.#sent.has(cseq)) return;
    this.#outcome(cseq, "ack");
    this.acked.set(cseq, this.#sent.get(cseq));
  }

  // The same answer may come twice, another one never.
  #outcome(cseq, outcome) {
    const before = this.outcomes.get(cseq) ?? outcome;
    const late = before === "void" && outcome === "ack" && this.places.length > 1;
    assert.ok(before === outcome || late, `${this.name}: message ${cseq} is ${outcome}, and was ${before} before`);
    this.outcomes.set(cseq, outcome);
  }

  /** Messages of which nothing was left to be said. One program may still commit such a one, as no change, when the robot is at another. */
  get void() {
    return this.places.length > 1 ? [...this.outcomes.values()].filter((outcome) => outcome === "void").length : 0;
  }

  /** Messages that were said and have no outcome. */
  get open() {
    return [...this.#sent.keys()].filter((cseq) => !this.outcomes.has(cseq));
  }

  /** One edit of the list as this robot sees it. */
  edit() {
    const { chance } = this;
    const { items } = this.pending.doc;
    const p = chance.below(items.length || 1);
    const { id } = items[p] ?? {};
    const title = `${this.name} ${++this.made}`;
    const fresh = { o: "ins", id: makeId(chance), p: chance.below(items.length + 1), item: { kind: "song", song: { title }, meaning: "expect" } };
    const ops = !id
      ? [fresh]
      : items.length > 60
        ? [{ o: "rem", id, p }]
        : [
            chance.pick([
              fresh,
              fresh,
              { o: "mov", id, p, t: chance.below(items.length) },
              { o: "mov", id, p, t: chance.below(items.length) },
              { o: "set", id, f: "note", v: title },
              { o: "rem", id, p },
            ]),
          ];
    this.pending.edit(ops.filter((op) => op.o !== "mov" || op.p !== op.t));
  }

  vote() {
    const { items } = this.pending.state.confirmed;
    if (items.length === 0) return;
    const vote = { item: this.chance.pick(items).id, value: this.chance.below(2) };
    this.#votes.set(++this.#k, vote);
    this.#say({ t: "vote", k: this.#k, meaning: "want", ...vote });
  }

  /** Takes in what came, and says what there is to say. */
  async turn() {
    if (!this.connected) return this.connect();
    let behind = false;
    for (const message of this.#page.messages.splice(0)) {
      if (message.t === "ops") {
        const change = this.pending.ops(message);
        assert.ok(!change.behind, `${this.name} was told revision ${message.rev} after ${this.pending.state.rev}`);
        if (message.cid === this.person.cid) this.#noteAck(message.cseq); // another program took it
      } else if (message.t === "ack") {
        this.#noteAck(message.cseq);
        behind ||= this.pending.ack(message).behind;
      } else if (message.t === "voted") {
        const vote = this.#votes.get(message.k);
        if (vote) this.voted.set(vote.item, vote.value);
        this.#votes.delete(message.k);
      } else if (message.t === "rej" && message.k !== undefined) this.#votes.delete(message.k);
      else if (message.t === "rej") {
        if (message.code !== "unavailable") this.#outcome(message.cseq, "rej");
        behind ||= this.pending.rej(message).behind;
      } else if (message.t === "bye") this.cut();
    }
    if (behind) return this.connect();
    const before = this.pending.state.flight?.cseq;
    const message = this.pending.next();
    if (before && before !== this.pending.state.flight?.cseq) this.#outcome(before, "void"); // not sent again, so never committed
    if (message) {
      this.#sent.set(message.cseq, message.ops);
      this.#say(message);
    }
  }
}
