// <ts-follow>: follows and unfollows in place (ART-2), and keeps the number of followers on the page true while the page is seen.
// The form posts by itself where this fails; the server draws what takes its place.
import { graft, parseFragment } from "../../lib/graft";

export class Follow extends HTMLElement {
  #listeners = new AbortController();
  #counts: EventSource | undefined;

  connectedCallback(): void {
    const { signal } = this.#listeners;
    this.addEventListener("submit", (event) => void this.#submit(event), { signal });
    document.addEventListener("visibilitychange", () => this.#listen(), { signal });
    this.#listen();
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#counts?.close();
  }

  // A page in the background holds no connection: browsers have six for a site.
  #listen(): void {
    this.#counts?.close();
    const { counts } = this.dataset;
    if (!counts || document.hidden) return;
    this.#counts = new EventSource(counts);
    this.#counts.addEventListener("followers", ({ data }: MessageEvent<string>) =>
      this.#show(Number(JSON.parse(data).followers).toLocaleString("en")),
    );
  }

  #show(followers = ""): void {
    const figure = document.querySelector('[data-part="followers"]');
    if (figure && followers) figure.textContent = followers;
  }

  async #submit(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    event.preventDefault();
    if (form.dataset.pending !== undefined) return;
    form.dataset.pending = "";
    try {
      const answer = await fetch(`${form.action}?fragment=follow`, {
        method: "POST",
        headers: { accept: "text/html" },
        body: new URLSearchParams(new FormData(form) as never), // all its fields are words
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = parseFragment(await answer.text(), "ts-follow");
      graft(this, fresh);
      this.querySelector<HTMLElement>("summary, button")?.focus();
      if (fresh instanceof HTMLElement) this.#show(fresh.dataset.followers);
    } catch {
      form.submit(); // the plain way tells what is wrong
    }
  }
}
