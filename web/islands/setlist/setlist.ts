// <ts-setlist>: a live setlist (SET-2, VOT-1). Votes and edits show at once, what others do is painted in place. What hands need comes with
// the first touch (hands.ts), so that who only reads loads little.
import { steadily } from "../../lib/graft";
import { type Edit, later, open } from "../../lib/later";
import type { State as LineState } from "../../lib/live";
import type { Stage } from "../../lib/order";
import type { Listener, Note, Person, Session, Start } from "../../lib/session";
import type { Hands } from "./hands";
import { Notices } from "./notices";
import { drawPeople } from "./people";
import { Rows } from "./rows";

const calm = 20_000; // what is playing ends without a message
const reaching = ["pointerover", "pointerdown", "focusin", "keydown"];

export class Setlist extends HTMLElement implements Listener {
  #session: Session | undefined;
  #stage: Stage = "draft";
  #rows!: Rows;
  #notices!: Notices;
  #hands: Hands | undefined;
  #load = later(() => this.dataset.edit);
  #held: Record<string, string> | undefined; // markup that came while a finger was down
  #listeners = new AbortController();

  connectedCallback(): void {
    const state = this.querySelector("[data-state]")?.textContent;
    if (!state) return;
    const start = { ...JSON.parse(state), base: this.dataset.base } as Start;
    this.#stage = start.stage;
    this.#rows = new Rows(this);
    this.#notices = new Notices(this.querySelector(".notices"));
    const { signal } = this.#listeners;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", (event) => this.#tapped(event), { signal });
    for (const sign of reaching) this.addEventListener(sign, () => void this.#reach(), { signal, once: true, passive: true });
    void open(start, this, this.#load, signal).then((session) => {
      if (!session) return;
      this.#session = session;
      session.start();
      this.#paint({});
    });
    const tick = setInterval(() => this.#session && this.#rows.play(this.#session.pending.doc, this.#stage, this.#session.tally), calm);
    signal.addEventListener("abort", () => clearInterval(tick));
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
  }

  async ways(): Promise<Edit["ways"] | undefined> {
    return (await this.#load())?.ways;
  }

  // The first tap on a row's number waits for what it opens; later ones never come here.
  #tapped(event: Event): void {
    const grip = (event.target as Element).closest<HTMLAnchorElement>("a.grip");
    if (!grip || this.#hands) return;
    event.preventDefault();
    void this.#reach().then((hands) => (hands ? grip.click() : location.assign(grip.href)));
  }

  async #reach(): Promise<Hands | undefined> {
    const edit = await this.#load();
    const session = this.#session;
    if (!edit || !session || !this.isConnected) return this.#hands;
    this.#hands ??= new edit.Hands(
      {
        root: this,
        session,
        notices: this.#notices,
        stage: () => this.#stage,
        settled: () => this.#held && this.#paint({}),
      },
      this.#listeners.signal,
    );
    return this.#hands;
  }

  changed(html: Record<string, string>): void {
    this.#paint(html);
  }

  counted(items: Set<string>): void {
    if (!this.#session) return;
    this.#rows.count(items, this.#session.tally);
    this.#mark(this.#session);
  }

  // What waits is marked, and counted in the notice that says why.
  #mark(session: Session): void {
    this.#rows.mark(session);
    if (this.dataset.line === "offline") this.line("offline");
  }

  noted(note: Note): void {
    void this.#reach().then((hands) => hands?.tell(note));
  }

  people(here: number, who: Person[]): void {
    drawPeople(this.querySelector("[data-part=people]"), here, who);
  }

  staged(stage: Stage, closed: boolean, why: string): void {
    if (stage !== this.#stage)
      this.#notices.say("stage", "new", "The show has moved on.", [{ words: "See it", go: () => location.reload() }]);
    else if (closed) this.#notices.say("closed", "slow", why);
    else this.#notices.clear("closed");
  }

  line(state: LineState): void {
    this.dataset.line = state;
    const waiting = this.#session?.waiting ?? 0;
    const changes = waiting === 1 ? "1 change" : `${waiting} changes`;
    if (state === "live") this.#notices.clear("line");
    else if (state === "slow") this.#notices.say("line", "slow", "Slow connection: the list updates every few seconds.");
    else
      this.#notices.say("line", "", waiting ? `Offline. ${changes} will be sent when you are back.` : "Offline. The list may be behind.");
  }

  done(rev: number): void {
    this.dataset.rev = String(rev);
  }

  asked(changes: number): void {
    void this.#load().then((edit) => edit?.ask(this.#notices, changes, (apply) => this.#session?.settle(apply)));
  }

  #paint(html: Record<string, string>): void {
    const session = this.#session;
    if (!session) return;
    const all = { ...this.#held, ...html };
    this.#held = this.#hands?.held ? all : undefined;
    if (this.#held) return;
    const { doc } = session.pending;
    steadily(() => {
      this.#rows.redraw(all);
      this.#rows.place(doc, this.#stage);
      this.#rows.count(Object.keys(all), session.tally);
      this.#mark(session);
      this.#rows.play(doc, this.#stage, session.tally);
    });
  }

  #submit(event: Event): void {
    const form = event.target as HTMLFormElement;
    const deed = /^\/setlists\/\d+\/(\w+)$/.exec(new URL(form.action).pathname)?.[1];
    const session = this.#session;
    if (!deed || !session || deed === "rollback" || !navigator.cookieEnabled) return;
    event.preventDefault();
    const data = new FormData(form, (event as SubmitEvent).submitter);
    const value = (name: string) => String(data.get(name) ?? "");
    if (deed === "vote") {
      const [item, meaning, wanted] = [value("item"), value("meaning"), value("vote") === "up" ? 1 : -1];
      session.vote(item, meaning, session.tally.mine(item, meaning) === wanted ? 0 : wanted);
    } else if (deed === "undo") session.command("undo", Number(value("rev")));
    else {
      void this.#reach().then((hands) => {
        if (!hands?.do(deed, value)) return form.submit();
        if (deed === "add") form.reset();
        form.closest("details")?.removeAttribute("open");
      });
    }
  }
}
