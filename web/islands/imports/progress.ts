// <ts-import-progress>: the panel over an artist's page while it is being brought in (IMP-5). The bar moves, the words change,
// and each section of the page that got something new is drawn again. Which way the news come stands in data-transport.
import { Feed } from "../../lib/feed";
import { Sections } from "../../lib/sections";

const finished = new Set(["completed", "failed"]);

export class ImportProgress extends HTMLElement {
  #feed: Feed | undefined;
  #sections: Sections | undefined;
  #percent = 0; // never less than what was shown
  #sequence = 0;
  #phase = "";
  #status: HTMLElement | undefined;
  #network = new AbortController();

  connectedCallback(): void {
    const { events, socket, poll, page, sequence } = this.dataset;
    const panel = this.querySelector(".progress");
    if (!events || !socket || !poll || !page || !panel || panel.matches(".done, .failed")) return;

    this.#percent = this.querySelector("progress")?.value ?? 0;
    this.#sequence = Number(sequence ?? 0);
    this.#status = this.querySelector<HTMLElement>(":scope > [role=status]") ?? this.#makeStatus();
    this.#sections = new Sections(page, (name) => this.#drawn(name));
    this.#feed = new Feed({
      events,
      socket,
      poll,
      event: "progress",
      onMessage: (message) => this.#hear(message),
      onTransport: (transport) => {
        this.dataset.transport = transport;
      },
    });
    this.#feed.start();

    const { signal } = this.#network;
    window.addEventListener("offline", () => this.#feed?.stop(), { signal });
    window.addEventListener("online", () => this.#feed?.start(), { signal });
  }

  disconnectedCallback(): void {
    this.#network.abort();
    this.#network = new AbortController();
    this.#feed?.stop();
    this.#sections?.stop();
  }

  #makeStatus(): HTMLElement {
    const status = document.createElement("p");
    status.className = "sr";
    status.setAttribute("role", "status");
    this.append(status);
    return status;
  }

  #hear(message: Record<string, unknown>): void {
    const sequence = Number(message.sequence ?? message.id ?? 0);
    if (sequence < this.#sequence) return;
    const news = sequence > this.#sequence;
    this.#sequence = sequence;

    if (typeof message.progress === "number") this.#percent = Math.min(100, Math.max(this.#percent, message.progress));
    this.#show();
    const text = String(message.phase_text ?? "");
    if (text) this.#write('[data-part="text"]', text);
    for (const what of ["shows", "albums", "setlists"]) {
      const count = message[`${what}_imported`];
      if (typeof count === "number") this.#write(`[data-count="${what}"]`, count.toLocaleString("en"));
    }

    const phase = String(message.current_phase ?? "");
    if (phase && phase !== this.#phase) {
      // The first phase heard is the one already on screen.
      if (this.#phase) {
        this.#announce(text);
        this.#sections?.want("progress");
      }
      this.#phase = phase;
    }
    // A message that does not say what changed stands for everything since the page was drawn.
    const changed = Array.isArray(message.sections) ? message.sections.map(String) : news ? Sections.names() : [];
    for (const name of changed) this.#sections?.want(name);

    if (finished.has(String(message.status))) {
      this.#network.abort();
      this.#feed?.stop();
      this.#sections?.want("progress");
      this.#announce(text);
    }
  }

  // The server's markup may be older than the newest message.
  #drawn(name: string): void {
    if (name === "progress") this.#show();
  }

  #show(): void {
    const bar = this.querySelector("progress");
    if (!bar) return;
    this.#percent = Math.max(this.#percent, bar.value);
    bar.value = this.#percent;
    this.#write('[data-part="figure"]', `${this.#percent}%`);
  }

  #write(selector: string, text: string): void {
    const place = this.querySelector(selector);
    if (place && place.textContent !== text) place.textContent = text;
  }

  #announce(text: string): void {
    if (this.#status && text) this.#status.textContent = text;
  }
}
