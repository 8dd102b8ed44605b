// One page's part in a live setlist: its edits and votes on top of everybody's, kept until they are confirmed, said on whatever line there is.
import { isOld, type Kept, most, size } from "./kept";
import { Line, type State as LineState, type Message, type Ways } from "./live";
import type { Stage } from "./order";
import type { Op } from "./ot";
import { type Change, type Lost, type OpsMessage, Pending, type Rejection, type State, type Welcome } from "./pending";
import { type Mine, Tally, type VotesMessage } from "./tally";

export interface Start {
  base: string;
  rev: number;
  doc: State["confirmed"];
  stage: Stage;
  closed: boolean;
  votes: VotesMessage;
  mine: Mine;
}
export interface Note {
  code: string;
  say: string;
  item?: string;
  field?: string;
  undo?: number; // the revision whose undo restores what is gone
  ops?: Lost[]; // of one's own, that are no more
}
export interface Person {
  id: string;
  name: string;
  item?: string;
}
export interface Listener {
  changed(html: Record<string, string>): void;
  counted(items: Set<string>): void;
  noted(note: Note): void;
  people(here: number, who: Person[]): void;
  staged(stage: Stage, closed: boolean, why: string): void;
  line(state: LineState): void;
  done(rev: number): void; // own change is committed as this revision
  asked(changes: number): void; // they are old: apply or drop?
  ways(): Promise<Ways | undefined>;
}

export class Session {
  pending: Pending;
  tally = new Tally();
  held = false;
  #line: Line;
  #base: string;
  #since = 0;
  #listener: Listener;
  #flushing = false;
  #store: (kept: Kept) => Promise<void>;

  /** `kept`: what an earlier page could not send. `store` keeps what this one could not. */
  constructor(start: Start, listener: Listener, store: (kept: Kept) => Promise<void>, kept?: Kept) {
    const cid = kept?.cid ?? crypto.randomUUID();
    this.#store = store;
    const fresh: State = { cid, cseq: 0, rev: start.rev, confirmed: start.doc, flight: null, buffer: [] };
    this.pending = new Pending(kept?.state ?? fresh);
    this.#base = start.base;
    this.#listener = listener;
    this.#since = kept?.since ?? 0;
    this.tally.welcome(start.votes, start.mine);
    for (const vote of kept?.votes ?? []) this.tally.cast(vote);
    this.held = kept !== undefined && (isOld(kept) || start.closed);
    this.#line = new Line({
      base: start.base,
      cid,
      hello: () => ({
        rev: this.pending.state.rev,
        n: this.tally.n,
        ...(this.pending.state.flight && { cseq: this.pending.state.flight.cseq }),
      }),
      heard: (message) => this.#heard(message),
      state: (state) => listener.line(state),
      others: () => listener.ways(),
    });
  }

  start(): void {
    if (this.held) this.#listener.asked(this.waiting);
    this.#line.start();
  }

  stop(): void {
    this.#line.stop();
  }

  get waiting(): number {
    return size({ state: this.pending.state, votes: this.tally.waiting });
  }

  edit(ops: Op[]): void {
    if (this.waiting + ops.length > most) {
      this.#listener.noted({ code: "full", say: `${most} changes wait already. Once you are online, there is room again.` });
      return;
    }
    this.pending.edit(ops);
    this.#listener.changed({});
    void this.#flush();
  }

  vote(item: string, meaning: string, value: number): void {
    const message = this.tally.cast({ item, meaning, value });
    this.#listener.counted(new Set([item]));
    void this.#keep().then(() => this.held || this.#unborn(item) || this.#line.send(message));
  }

  /** undo, redo, rollback. */
  command(t: string, rev?: number): void {
    this.#line.send({ t, cseq: this.pending.command(), ...(rev !== undefined && { rev }) });
  }

  editing(item: string | undefined, drag: boolean): void {
    this.#line.send({ t: "pres", ...(item && { item }), drag });
  }

  /** The answer to `asked`. */
  settle(apply: boolean): void {
    this.held = false;
    if (!apply) {
      const { state } = this.pending;
      this.pending = new Pending({ ...state, flight: null, buffer: [] });
      for (const { k, item } of this.tally.messages()) {
        this.tally.refused(k);
        this.#listener.counted(new Set([item]));
      }
      this.#listener.changed({});
      void this.#keep();
    } else this.#sendAll();
  }

  async #keep(): Promise<void> {
    const { state } = this.pending;
    const votes = this.tally.waiting;
    const waits = size({ state, votes }) > 0;
    if (!waits && !this.#since) return;
    this.#since = waits ? this.#since || Date.now() : 0;
    await this.#store({ cid: state.cid, base: this.#base, state, votes, since: this.#since, title: document.title });
  }

  // What goes out is kept before: its number must never go out with other operations.
  async #flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    await this.#keep();
    const message = this.held || !this.#line.open ? undefined : this.pending.next();
    if (message) {
      await this.#keep();
      this.#line.send(message);
    }
    this.#flushing = false;
  }

  #sendAll(): void {
    for (const vote of this.tally.messages()) if (!this.#unborn(vote.item)) this.#line.send(vote);
    void this.#flush();
  }

  // Not at the server yet: a vote on it waits for the acknowledgement of its insert.
  #unborn(item: string): boolean {
    const { flight, buffer } = this.pending.state;
    return [...(flight?.ops ?? []), ...buffer].some((op) => op.o === "ins" && op.id === item);
  }

  // What was to be inserted is there now, or never will be (the song was there already, or was refused).
  #born(ops: Op[] = []): void {
    for (const op of ops) {
      if (op.o !== "ins" || this.#unborn(op.id)) continue;
      const there = this.pending.doc.items.some(({ id }) => id === op.id);
      for (const vote of this.tally.messages()) if (vote.item === op.id) there ? this.#line.send(vote) : this.tally.refused(vote.k);
    }
  }

  #heard(message: Message): void {
    const html = (message.html ?? {}) as Record<string, string>;
    const sent = this.pending.state.flight?.ops;
    if (message.t === "welcome") {
      this.#welcomed(message); // and sends all again
      return;
    }
    if (message.t === "ops") this.#changed(this.pending.ops(message as unknown as OpsMessage), html);
    else if (message.t === "ack") this.#acked(message, html);
    else if (message.t === "rej") this.#rejected(message);
    else if (message.t === "note") this.#listener.noted(message as unknown as Note);
    else if (message.t === "votes") this.#listener.counted(this.tally.votes(message as unknown as VotesMessage));
    else if (message.t === "voted") this.#voted(message.k as number, message.n as number);
    else if (message.t === "pres") this.#listener.people(message.here as number, (message.who ?? []) as Person[]);
    else if (message.t === "stage") this.#staged(message);
    else if (message.t === "beside") this.#listener.changed(html);
    this.#born(sent);
  }

  #staged({ stage, closed, why }: Message): void {
    this.#listener.staged(stage as Stage, closed === true, (why as string) ?? "");
  }

  #welcomed(message: Message): void {
    const html = Object.assign({}, message.html, ...((message.ops ?? []) as Message[]).map((one) => one.html ?? {})) as Record<
      string,
      string
    >;
    this.#staged(message);
    const change = this.pending.welcome(message as unknown as Welcome);
    if (message.votes) this.#listener.counted(this.tally.welcome(message.votes as VotesMessage, (message.mine ?? {}) as Mine));
    this.#changed(change, html);
    this.#listener.people(message.here as number, (message.who ?? []) as Person[]);
    // After a long time apart people are asked, whether or not the page was closed meanwhile.
    if (!this.held && this.waiting && isOld({ since: this.#since })) {
      this.held = true;
      this.#listener.asked(this.waiting);
    }
    if (!this.held) this.#sendAll();
  }

  #changed(change: Change, html: Record<string, string>): void {
    this.#listener.changed(html);
    if (change.lost.length) this.#listener.noted({ code: "gone", say: "", ops: change.lost });
    if (change.behind) this.#again();
    else void this.#flush();
  }

  #again(): void {
    this.#line.stop();
    this.#line.start();
  }

  #acked(message: Message, html: Record<string, string>): void {
    const change = this.pending.ack(message as unknown as { cseq: number; rev: number; ops?: Op[] });
    this.#listener.done(message.rev as number);
    this.#changed(change, html);
    for (const note of (message.notes ?? []) as Note[]) this.#listener.noted(note);
  }

  #voted(k: number, n: number): void {
    const item = this.tally.voted(k, n);
    if (item) this.#listener.counted(new Set([item]));
    void this.#keep();
  }

  #rejected(message: Message): void {
    const { code, say, item } = message as unknown as Note;
    const later = code === "rate" || code === "unavailable";
    if (later) setTimeout(() => this.#sendAll(), 1_000 * Number(message.retry_after ?? 2));
    if (message.k !== undefined) {
      if (later) return;
      const about = this.tally.refused(message.k as number);
      if (about) this.#listener.counted(new Set([about]));
      void this.#keep();
      this.#listener.noted({ code, say });
      return;
    }
    const change = this.pending.rej(message as unknown as Rejection);
    this.#listener.changed({});
    if (code !== "stale" || !change.behind) this.#listener.noted({ code, say, ops: change.lost, ...(item && { item }) });
    if (change.behind) this.#again();
    else if (!later) void this.#flush();
  }
}
