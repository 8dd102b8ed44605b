// Parts of a page that the server draws again: [data-section="shows"] is filled from PAGE?fragment=shows,
// each at most once a second however often it is asked for.
import { graft, graftAttributes, parseFragment, steadily } from "./graft";

const apart = 1_000;

interface State {
  busy: boolean;
  again: boolean;
  last: number;
  timer?: ReturnType<typeof setTimeout>;
}

export class Sections {
  #page: string;
  #drawn: (name: string) => void;
  #states = new Map<string, State>();
  #abort = new AbortController();

  constructor(page: string, drawn: (name: string) => void = () => {}) {
    this.#page = page;
    this.#drawn = drawn;
  }

  static names(): string[] {
    return [...document.querySelectorAll<HTMLElement>("[data-section]")].map((e) => e.dataset.section ?? "");
  }

  want(name: string): void {
    if (!find(name) || this.#abort.signal.aborted) return;
    const state = this.#states.get(name) ?? { busy: false, again: false, last: Number.NEGATIVE_INFINITY };
    this.#states.set(name, state);
    if (state.busy) {
      state.again = true;
      return;
    }
    state.busy = true;
    state.timer = setTimeout(() => void this.#draw(name, state), Math.max(0, state.last + apart - Date.now()));
  }

  stop(): void {
    this.#abort.abort();
    for (const state of this.#states.values()) clearTimeout(state.timer);
  }

  async #draw(name: string, state: State): Promise<void> {
    state.last = Date.now();
    state.again = false;
    try {
      const separator = this.#page.includes("?") ? "&" : "?";
      const url = `${this.#page}${separator}fragment=${encodeURIComponent(name)}`;
      const answer = await fetch(url, { headers: { accept: "text/html" }, signal: this.#abort.signal });
      const html = await answer.text();
      if (answer.ok && !this.#abort.signal.aborted) this.#put(name, html);
    } catch {
      // The next message asks again; the page keeps what it has.
    }
    state.busy = false;
    if (state.again) this.want(name);
  }

  #put(name: string, html: string): void {
    const section = find(name);
    if (!section) return;
    const fresh = parseFragment(html, selector(name));
    steadily(() => {
      if (fresh instanceof Element) graftAttributes(section, fresh);
      graft(section, fresh);
    });
    this.#drawn(name);
  }
}

function selector(name: string): string {
  return `[data-section="${CSS.escape(name)}"]`;
}

function find(name: string): Element | null {
  return document.querySelector(selector(name));
}
