// The rows of a live list on the page: where they stand, what they count, what is playing. New markup comes from the server; until it
// comes, a copy of the empty row that the page brought along stands in.
import { arrange, glide, happened, isMarker, playing, putInOrder, type Stage, titleOf } from "../../lib/order";
import type { Doc, Item, Op } from "../../lib/ot";
import type { Session } from "../../lib/session";
import type { Tally } from "../../lib/tally";

const z = 1.96;

/** As the server's: even the upper bound of the share of up-votes (Wilson, 95 %) stays under 85 %. */
export function disputed(up: number, down: number): boolean {
  const n = up + down;
  if (!down) return false;
  const p = up / n;
  return (p + (z * z) / (2 * n) + z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n) < 0.85;
}

const touched = (ops: Op[]) => ops.map((op) => ("id" in op ? op.id : ""));

export class Rows {
  #root: HTMLElement;
  #rows = new Map<string, HTMLElement>();

  constructor(root: HTMLElement) {
    this.#root = root;
    for (const row of root.querySelectorAll<HTMLElement>("[data-id]")) this.#rows.set(row.dataset.id ?? "", row);
  }

  /** What the server drew anew. The nodes stay, so that focus does. */
  redraw(html: Record<string, string>): void {
    for (const [id, markup] of Object.entries(html)) {
      const template = document.createElement("template");
      template.innerHTML = markup;
      const fresh = template.content.firstElementChild as HTMLElement | null;
      const row = this.#rows.get(id);
      if (!fresh) continue;
      if (!row) this.#rows.set(id, fresh);
      else {
        const focused = [...row.children].find((child) => child.contains(document.activeElement)) ?? null;
        const children = [...fresh.children].map((child) => (child.className === focused?.className ? focused : child));
        row.className = fresh.className;
        putInOrder(row, children, focused);
      }
    }
  }

  /** Brings every row to its place. Who calls sees to the focus (graft.ts, steadily). */
  place(doc: Doc, stage: Stage): void {
    const lists = arrange(doc.items, stage);
    for (const item of doc.items) {
      if (!this.#rows.has(item.id)) this.#rows.set(item.id, this.#standIn(item));
      const row = this.#rows.get(item.id);
      if (!isMarker(item)) row?.classList.toggle("guess", !happened(item));
    }
    glide([...this.#rows.values()], () => {
      const focused = document.activeElement;
      for (const name of ["played", "expected"] as const) {
        const list = this.#root.querySelector(`[data-list="${name}"]`);
        const rows = lists[name].map((id) => this.#rows.get(id) as HTMLElement);
        if (list) putInOrder(list, rows, rows.find((row) => row.contains(focused)) ?? null);
        list?.closest(".still")?.toggleAttribute("hidden", rows.length === 0);
      }
    });
  }

  #standIn(item: Item): HTMLElement {
    const template = this.#root.querySelector<HTMLTemplateElement>(`template[data-row="${isMarker(item) ? "marker" : "song"}"]`);
    const holder = document.createElement("template");
    holder.innerHTML = (template?.innerHTML ?? "<li></li>").replaceAll("ITEM-ID", item.id);
    const row = holder.content.firstElementChild as HTMLElement;
    const title = row.querySelector(".title, .tape");
    if (title) title.textContent = titleOf(item);
    for (const named of row.querySelectorAll("[aria-label]"))
      named.setAttribute("aria-label", named.getAttribute("aria-label")?.replace("SONG-TITLE", () => titleOf(item)) ?? "");
    return row;
  }

  /** Marks what is on its way. */
  mark({ pending: { state }, tally }: Pick<Session, "pending" | "tally">): void {
    const ids = new Set(touched([...(state.flight?.ops ?? []), ...state.buffer]));
    for (const [id, row] of this.#rows) row.toggleAttribute("data-pending", ids.has(id) || tally.pending(id));
  }

  count(ids: Iterable<string>, tally: Tally): void {
    for (const id of ids) {
      for (const field of this.#root.querySelectorAll<HTMLInputElement>(`.votes [name="item"][value="${CSS.escape(id)}"]`)) {
        const form = field.form as HTMLFormElement;
        const { meaning } = Object.fromEntries(new FormData(form)) as { meaning: string };
        const pair = tally.counts(id, meaning);
        const mine = tally.mine(id, meaning);
        for (const button of form.querySelectorAll("button")) {
          const up = button.value === "up";
          button.setAttribute("aria-pressed", String(mine === (up ? 1 : -1)));
          const output = button.querySelector("output");
          if (output) output.value = String(pair[up ? 0 : 1]);
        }
        if (meaning === "happened") this.#agree(this.#rows.get(id), pair);
      }
    }
  }

  #agree(row: HTMLElement | undefined, [up, down]: [number, number]): void {
    row?.classList.toggle("unsure", disputed(up, down));
    const meter = row?.querySelector("meter");
    if (meter) meter.value = up + down ? (100 * up) / (up + down) : 0;
  }

  /** The card of what is playing, and its row. */
  play(doc: Doc, stage: Stage, tally: Tally): void {
    const card = this.#root.querySelector<HTMLElement>(".now");
    const item = stage === "live" ? playing(doc, Date.now()) : undefined;
    const id = item?.id ?? "";
    for (const [other, row] of this.#rows) row.classList.toggle("on", other === id);
    if (!card) return;
    const part = (name: string, text: string) => {
      const place = card.querySelector(`[data-part="${name}"]`);
      if (place && place.textContent !== text) place.textContent = text;
    };
    const songs = doc.items.filter((one) => happened(one) && !one.tape);
    part("word", item ? "Now playing" : "Between songs");
    part("number", item ? `Song ${songs.indexOf(item) + 1}` : "");
    part("title", item ? titleOf(item) : "What comes next?");
    if (card.dataset.item === id) return;
    card.dataset.item = id;
    card.querySelector("form")?.remove();
    const form = this.#rows.get(id)?.querySelector("form:not(.want)")?.cloneNode(true);
    if (form) card.append(form);
    this.count([id], tally);
  }
}
