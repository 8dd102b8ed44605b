// <ts-room>: what is playing now, told with one thumb in the dark (SET-11). A tap counts at once and is sent at once; for five seconds it can
// be taken back, which is another change. Meanwhile the buttons stay where they are, whatever others say.
import { stayAwake } from "../../lib/awake";
import { addSong, ended, played } from "../../lib/deeds";
import { graft, parseFragment, steadily } from "../../lib/graft";
import { type Edit, later, open } from "../../lib/later";
import type { State as LineState } from "../../lib/live";
import { happened, playing, type Stage, titleOf } from "../../lib/order";
import { invert, type Op, settle } from "../../lib/ot";
import type { Listener, Note, Person, Session, Start } from "../../lib/session";
import { Notices } from "../setlist/notices";

const calm = 20_000; // what is playing ends without a message
const undoable = 5_000;
const spread = 2_000; // a hall full of phones asks for the likelihoods within this, not at once
const reaching = ["pointerdown", "focusin", "toggle"];

const touched = (ops: Op[]) => ops.flatMap((op) => ("id" in op ? op.id : []));

export class Room extends HTMLElement implements Listener {
  #session: Session | undefined;
  #stage: Stage = "live";
  #notices = new Notices(null);
  #load = later(() => this.dataset.edit);
  #offered = false;
  #own: { item: string; back: Op[] } | undefined; // what can be taken back
  #here = 0;
  #drawn = 0; // the revision that the likelihoods were asked for
  #fresh: string | undefined; // buttons that came while a tap can be taken back
  #asking: ReturnType<typeof setTimeout> | undefined;
  #holding: ReturnType<typeof setTimeout> | undefined;
  #listeners = new AbortController();

  connectedCallback(): void {
    const state = this.querySelector("[data-state]")?.textContent;
    if (!state) return;
    const start = { ...JSON.parse(state), base: this.dataset.base } as Start;
    this.#stage = start.stage;
    this.#drawn = start.rev;
    this.#notices = new Notices(this.querySelector(".notices"));
    const { signal } = this.#listeners;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    for (const sign of reaching) this.addEventListener(sign, (event) => void this.#reach(event), { signal, capture: true });
    stayAwake(signal);
    this.#hold(); // what one said without scripts can be taken back a moment longer
    const tick = setInterval(() => this.#paint(), calm);
    signal.addEventListener("abort", () => clearInterval(tick));
    void open(start, this, this.#load, signal).then((session) => {
      if (!session) return;
      this.#session = session;
      session.start();
      this.#paint();
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.#asking);
    clearTimeout(this.#holding);
    this.#listeners.abort();
    this.#listeners = new AbortController();
  }

  async ways(): Promise<Edit["ways"] | undefined> {
    return (await this.#load())?.ways;
  }

  // The list of the artist's songs comes with the first touch; opening its field is to type.
  async #reach(event: Event): Promise<void> {
    const form = this.querySelector<HTMLFormElement>("form[data-songs]");
    if (event.type === "toggle" && (event.target as HTMLDetailsElement).open) form?.querySelector<HTMLElement>("[name=title]")?.focus();
    const edit = await this.#load();
    if (!edit || this.#offered || !this.isConnected) return;
    this.#offered = true;
    edit.offerSongs(form, (title, by) => this.#add(title, by), this.#listeners.signal);
  }

  changed(): void {
    this.#paint();
    const rev = this.#session?.pending.state.rev ?? 0;
    if (rev <= this.#drawn) return;
    this.#drawn = rev;
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => void this.#ask(), Math.random() * spread);
  }

  noted(note: Note): void {
    const session = this.#session;
    if (note.code === "duplicate" && note.item) session?.vote(note.item, "happened", 1);
    // Two who hear the same song agree.
    if (session && note.code !== "overtaken") void this.#load().then((edit) => edit?.tell(this.#notices, session, note, undefined));
  }

  people(here: number, _who: Person[]): void {
    this.#here = here;
    this.#sayLine();
  }

  staged(stage: Stage, closed: boolean, why: string): void {
    if (stage === "completed")
      this.#notices.say("stage", "new", "The show is over.", [
        { words: "See the setlist", go: () => location.assign(`${this.dataset.show}`) },
      ]);
    else if (closed) this.#notices.say("closed", "slow", why);
    else this.#notices.clear("closed");
  }

  line(state: LineState): void {
    this.dataset.line = state;
    this.#sayLine();
  }

  counted(): void {}
  done(): void {}

  asked(changes: number): void {
    void this.#load().then((edit) => edit?.ask(this.#notices, changes, (apply) => this.#session?.settle(apply)));
  }

  get #waiting(): Set<string> {
    const session = this.#session;
    const { flight, buffer } = session?.pending.state ?? { flight: null, buffer: [] };
    return new Set([...touched([...(flight?.ops ?? []), ...buffer]), ...(session?.tally.waiting ?? []).map(({ item }) => item)]);
  }

  #part(name: string, text: string): void {
    const place = this.querySelector(`[data-part="${name}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }

  #sayLine(): void {
    const { line } = this.dataset;
    if (!line) return;
    const songs = this.#waiting.size;
    if (line === "live") this.#part("line", "Live");
    else if (line === "slow") this.#part("line", "Slow connection: the songs update every few seconds.");
    else if (!songs) this.#part("line", "Offline. The songs may be behind.");
    else this.#part("line", `Offline. ${songs === 1 ? "1 change" : `${songs} changes`} will be sent when you are back.`);
    this.#part("here", line === "live" && this.#here ? `· ${this.#here.toLocaleString("en")} here` : "");
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(`${this.dataset.src}`, { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      this.#fresh = await answer.text();
      this.#paint();
    } catch {
      this.#drawn = 0; // the next change asks again
    }
  }

  #paint(): void {
    const session = this.#session;
    if (!session) return;
    const { doc } = session.pending;
    const item = playing(doc, Date.now());
    const songs = doc.items.filter((one) => happened(one) && !one.tape);
    const waiting = this.#waiting;
    this.#part("word", item ? "Now playing" : "Between songs");
    this.#part("title", item ? titleOf(item) : "");
    this.#part("number", `Song ${item ? Math.max(1, songs.indexOf(item) + 1) : songs.length + 1}`);
    this.querySelector(".heard")?.toggleAttribute("data-pending", item !== undefined && waiting.has(item.id));
    const between = this.querySelector<HTMLButtonElement>(".between button");
    if (between) {
      between.ariaPressed = `${!item}`;
      between.disabled = typeof item?.at !== "number";
    }
    this.#paintPicks(waiting);
    this.#sayLine();
  }

  #paintPicks(waiting: Set<string>): void {
    const picks = this.querySelector("[data-section=picks]");
    if (!picks) return;
    steadily(() => {
      if (this.#fresh !== undefined && !this.#own) {
        graft(picks, parseFragment(this.#fresh, "[data-section=picks]"));
        this.#fresh = undefined;
      }
      for (const form of picks.children as HTMLCollectionOf<HTMLElement>) {
        const { key = "" } = form.dataset;
        const own = this.#own?.item === key;
        const item = this.#session?.pending.doc.items.find(({ id }) => id === key);
        form.hidden = !own && (!item || happened(item));
        form.toggleAttribute("data-pending", own && waiting.has(key));
        const button = form.querySelector("button");
        if (button) button.ariaPressed = `${own}`;
      }
    });
  }

  #submit(event: Event): void {
    const form = event.target as HTMLFormElement;
    const session = this.#session;
    const undo = form.dataset.part === "undo";
    // What was said by a form is taken back by one; and who keeps no cookies is known to no other line.
    if (!session || !navigator.cookieEnabled || (undo && !this.#own)) return;
    event.preventDefault();
    const { doc } = session.pending;
    if (undo) this.#undo();
    else if (form.matches(".pick")) this.#do(form.dataset.key ?? "", played(doc, form.dataset.key ?? ""));
    else if (form.matches(".between")) this.#do("", ended(doc));
    else {
      this.#add(`${new FormData(form).get("title")}`, "");
      form.reset();
    }
  }

  #add(title: string, by: string): void {
    const session = this.#session;
    if (!session || !title.trim()) return;
    const { id, ops } = addSong(session.pending.doc, this.#stage, title, by);
    this.querySelector("details")?.removeAttribute("open");
    this.#do(id, ops);
  }

  #do(item: string, ops: Op[]): void {
    const session = this.#session;
    if (!session || ops.length === 0 || (item && item === this.#own?.item)) return;
    this.#own = { item, back: invert(session.pending.doc, ops) };
    this.#hold();
    session.edit(ops);
  }

  #undo(): void {
    const session = this.#session;
    const ops = session ? settle(session.pending.doc, this.#own?.back ?? []).ops : [];
    this.#own = undefined;
    this.#hold();
    if (ops.length) session?.edit(ops);
  }

  // Undo is offered as long as there is something to take back, and no longer than a moment.
  #hold(): void {
    clearTimeout(this.#holding);
    const form = this.querySelector<HTMLElement>("[data-part=undo]");
    if (form && this.#session) form.hidden = !this.#own;
    this.#holding = setTimeout(() => {
      this.#own = undefined;
      if (form) form.hidden = true;
      this.#paint();
    }, undoable);
  }
}
