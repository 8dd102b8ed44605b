// <ts-live-table>: a part of an operator's page that is drawn again every two seconds while it is looked at. Ticks and focus stay;
// nothing moves under a pressed pointer. Without scripts: reload.
import { graft, parseFragment, steadily } from "../../lib/graft";

const every = 2_000;

export class LiveTable extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;
  #pressed = false;
  #listeners = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#listeners;
    document.addEventListener("visibilitychange", () => this.#resume(), { signal });
    this.addEventListener("pointerdown", () => this.#press(true), { signal });
    for (const up of ["pointerup", "pointercancel"]) window.addEventListener(up, () => this.#press(false), { signal });
    this.#later();
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#stop();
  }

  #press(pressed: boolean): void {
    this.#pressed = pressed;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), every);
  }

  #resume(): void {
    this.#stop();
    if (document.visibilityState === "visible") void this.#draw();
  }

  async #draw(): Promise<void> {
    const { src } = this.dataset;
    if (!src || document.visibilityState !== "visible") return;
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const answer = await fetch(src, { headers: { accept: "text/html" }, signal });
      const html = await answer.text();
      if (answer.ok && !signal.aborted && !this.#pressed) this.#put(html);
      this.toggleAttribute("data-stale", !answer.ok);
    } catch {
      if (!signal.aborted) this.toggleAttribute("data-stale", true);
    }
    if (!signal.aborted) this.#later();
  }

  #put(html: string): void {
    const fresh = parseFragment(html, this.localName);
    steadily(() => graft(this, fresh));
  }
}
