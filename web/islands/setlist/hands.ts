// What hands do with a live list: adding, dragging, arrow keys, the sheet of a row. Loaded when somebody first reaches for it.
import { addSection, addSong, move, remove, set } from "../../lib/deeds";
import { Drag } from "../../lib/drag";
import { type Stage, titleOf } from "../../lib/order";
import type { Op } from "../../lib/ot";
import type { Note, Session } from "../../lib/session";
import type { Notices } from "./notices";
import { Sheet } from "./sheet";
import { offerSongs } from "./songs";
import { tell } from "./told";

export interface Place {
  root: HTMLElement;
  session: Session;
  notices: Notices;
  stage(): Stage;
  settled(): void; // nothing is held any more
}

export class Hands {
  #place: Place;
  #drag: Drag;
  #sheet: Sheet;
  #set = new Map<string, Op>(); // the last value set to a field

  constructor(place: Place, signal: AbortSignal) {
    this.#place = place;
    const { root, session } = place;
    root.addEventListener("click", (event) => this.#tap(event), { signal });
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#sheet = new Sheet(root, signal);
    offerSongs(root.querySelector<HTMLFormElement>("form[data-songs]"), (title, by) => this.#add("", title, by), signal);
    this.#drag = new Drag(
      root,
      {
        grip: "a.grip",
        row: "[data-id]",
        start: (row) => session.editing(row.dataset.id, true),
        drop: (row, before) => this.#drop(row, before),
        end: () => {
          session.editing(undefined, false);
          place.settled();
        },
      },
      signal,
    );
  }

  get held(): boolean {
    return this.#drag.held !== null;
  }

  /** What a form asks for. False: not this one's to do. */
  do(deed: string, value: (name: string) => string): boolean {
    const { session } = this.#place;
    const { doc } = session.pending;
    const item = value("item");
    if (deed === "add") this.#add(value("label"), value("title"));
    else if (deed === "move") this.#move(item, value("by") ? this.#index(item) + Number(value("by")) : Number(value("to")));
    else if (deed === "remove") {
      this.#say(`Removed ${this.#name(item)}`);
      session.edit(remove(doc, item));
    } else if (deed === "set") {
      const ops = set(doc, item, value("field"), value("value"));
      for (const op of ops) if (op.o === "set") this.#set.set(`${op.id} ${op.f}`, op);
      session.edit(ops);
    } else return false;
    this.#sheet.close();
    return true;
  }

  /** What became of an own deed. */
  tell(note: Note): void {
    const { notices, session, stage } = this.#place;
    if (note.code === "duplicate" && note.item) session.vote(note.item, stage() === "draft" ? "want" : "happened", 1);
    void tell(notices, session, note, this.#set.get(`${note.item} ${note.field}`));
  }

  #say(words: string): void {
    const place = this.#place.root.querySelector("[data-part=said]");
    if (place) place.textContent = words;
  }

  #add(label: string, title: string, coverOf = ""): void {
    const { session, stage } = this.#place;
    const { doc } = session.pending;
    if (label.trim()) session.edit(addSection(doc, stage(), label));
    if (!title.trim()) return;
    const { id, ops } = addSong(doc, stage(), title, coverOf);
    if (ops.length) session.edit(ops);
    if (stage() === "draft") session.vote(id, "want", 1);
    this.#say(`Added ${title}`);
  }

  #index(id: string | undefined): number {
    return this.#place.session.pending.doc.items.findIndex((item) => item.id === id);
  }

  #name(id: string): string {
    const item = this.#place.session.pending.doc.items[this.#index(id)];
    return item ? titleOf(item) : "";
  }

  #move(id: string, to: number): void {
    const { root, session } = this.#place;
    const ops = move(session.pending.doc, id, to);
    if (ops.length === 0) return;
    session.edit(ops);
    const row = root.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const list = [...(row?.parentElement?.querySelectorAll(":scope > :not(.marker, .taped)") ?? [])];
    this.#say(`${this.#name(id)}, ${list.indexOf(row as Element) + 1} of ${list.length}`);
  }

  // Taken out first, it leaves what stands behind it one nearer.
  #drop(row: HTMLElement, before: HTMLElement | null): void {
    const id = row.dataset.id ?? "";
    const next = before ?? (row.parentElement?.lastElementChild as HTMLElement);
    const at = this.#index(next.dataset.id) + (before ? 0 : 1);
    this.#move(id, this.#index(id) < at ? at - 1 : at);
  }

  #key(event: KeyboardEvent): void {
    const row = (event.target as Element).closest("a.grip")?.closest<HTMLElement>("[data-id]");
    const up = event.key === "ArrowUp";
    if (!row || (!up && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const other = (up ? row.previousElementSibling : row.nextElementSibling) as HTMLElement | null;
    if (other) this.#move(row.dataset.id ?? "", this.#index(other.dataset.id));
  }

  #tap(event: MouseEvent): void {
    const grip = (event.target as Element).closest<HTMLAnchorElement>("a.grip");
    if (!grip || !this.#sheet.usable || event.metaKey || event.ctrlKey || event.defaultPrevented) return;
    event.preventDefault();
    void this.#sheet.open(grip.href).then((opened) => {
      const words = "The sheet of a song needs a connection. Moving, adding and voting work without.";
      if (!opened) this.#place.notices.say("sheet", "", words, [], 8);
    });
  }
}
