// <ts-candidates>: who an outside service knows by the name that was not found here. The page does not wait for that service:
// its answer comes as a fragment. Without scripts, and when it does not answer, the plain link in here asks the same.
import { parseFragment } from "../../lib/graft";

export class Candidates extends HTMLElement {
  #asked: AbortController | undefined;

  connectedCallback(): void {
    const { src } = this.dataset;
    if (!src) return;
    this.#asked = new AbortController();
    void this.#ask(src, this.#asked.signal);
  }

  disconnectedCallback(): void {
    this.#asked?.abort();
  }

  async #ask(src: string, signal: AbortSignal): Promise<void> {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(src, { headers: { accept: "text/html" }, signal });
      const html = await answer.text();
      // Asked too often: the answer says so, and when to come back.
      if ((answer.ok || answer.status === 429) && !signal.aborted) this.#put(html, answer.ok);
    } catch {
      // The link stays.
    }
    this.removeAttribute("aria-busy");
  }

  #put(html: string, asked: boolean): void {
    const status = document.createElement("p");
    status.className = "sr";
    status.setAttribute("role", "status");
    this.replaceChildren(...parseFragment(html, "ts-candidates").childNodes, status);
    const found = this.querySelectorAll("form").length;
    // Told only once it is in the page: a live region that arrives with its words is not read out.
    requestAnimationFrame(() => {
      if (!asked) status.textContent = "Not asked";
      else status.textContent = found === 0 ? "Nobody found" : found === 1 ? "1 artist found" : `${found} artists found`;
    });
  }
}
