// <ts-bring-in>: one tap brings one artist in, however often the button is tapped while the answer is under way.
// The form posts by itself and the browser follows the redirect to the artist's page.
export class BringIn extends HTMLElement {
  #listeners = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#listeners;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    // Back from the artist's page the button is fresh again.
    window.addEventListener("pageshow", () => this.#pending(false), { signal });
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
  }

  #submit(event: Event): void {
    if ((event.target as HTMLElement).dataset.pending !== undefined) event.preventDefault();
    else this.#pending(true);
  }

  #pending(pending: boolean): void {
    this.querySelector("form")?.toggleAttribute("data-pending", pending);
    this.querySelector("button")?.setAttribute("aria-disabled", String(pending));
  }
}
