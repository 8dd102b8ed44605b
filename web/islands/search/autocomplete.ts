// <ts-autocomplete>: suggestions under the search field, an ARIA 1.2 combobox with a listbox popup (SRC-1). The server draws the
// options; an empty field offers the reader's own last searches. Without it the form is a plain search.
import { parseFragment } from "../../lib/graft";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";

const pause = 150;

export class Autocomplete extends HTMLElement {
  #input: HTMLInputElement | null = null;
  #list: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;
  #listeners = new AbortController();

  connectedCallback(): void {
    this.#input = this.querySelector("input");
    this.#list = this.querySelector("[role=listbox]");
    if (!this.#input || !this.#list) return;
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-controls", this.#list.id);
    this.#close();

    const { signal } = this.#listeners;
    this.addEventListener("input", () => this.#typed(), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.addEventListener("submit", () => rememberSearch(this.#input?.value ?? ""), { signal });
    this.addEventListener("focusout", (event) => !this.contains(event.relatedTarget as Node | null) && this.#close(), { signal });
    // Choosing must not take the focus out of the field.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#forget();
  }

  get #options(): HTMLElement[] {
    return [...(this.#list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
  }

  get #chosen(): HTMLElement | undefined {
    return this.#options.find((option) => option.getAttribute("aria-selected") === "true");
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  #typed(): void {
    this.#forget();
    const query = this.#input?.value.trim() ?? "";
    if (query) this.#timer = setTimeout(() => void this.#ask(query), pause);
    else this.#offerRecent();
  }

  async #ask(query: string): Promise<void> {
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const answer = await fetch(`${this.dataset.src}?q=${encodeURIComponent(query)}&limit=8`, {
        headers: { accept: "text/html" },
        signal,
      });
      const html = answer.ok ? await answer.text() : "";
      if (!signal.aborted) this.#show(parseFragment(html, "[role=listbox]"), "Suggestions");
    } catch {
      if (!signal.aborted) this.#close();
    }
  }

  #offerRecent(): void {
    const searches = recentSearches();
    if (searches.length === 0) {
      this.#close();
      return;
    }
    const choices = document.createDocumentFragment();
    for (const search of searches) choices.append(makeOption("face", search, { query: search }));
    choices.append(makeOption("dim", "Clear recent searches", { clear: "" }));
    this.#show(choices, "Recent searches");
  }

  #show(choices: Element | DocumentFragment, label: string): void {
    if (!this.#list || !this.contains(document.activeElement)) return;
    this.#list.replaceChildren(...choices.childNodes);
    this.#list.setAttribute("aria-label", label);
    const options = this.#options;
    options.forEach((option, n) => {
      option.id ||= `${this.#list?.id}-${n}`;
    });
    this.#select(undefined);
    this.#list.hidden = options.length === 0;
    this.#input?.setAttribute("aria-expanded", String(options.length > 0));
    const count = options.filter((option) => option.dataset.clear === undefined).length;
    this.#say(count === 0 ? "" : count === 1 ? "1 suggestion" : `${count} suggestions`);
  }

  #close(): void {
    this.#forget();
    this.#select(undefined);
    if (this.#list) this.#list.hidden = true;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#say("");
  }

  #say(text: string): void {
    const status = this.querySelector("[role=status]");
    if (status) status.textContent = text;
  }

  #select(option: HTMLElement | undefined): void {
    for (const other of this.#options) other.setAttribute("aria-selected", String(other === option));
    if (option) this.#input?.setAttribute("aria-activedescendant", option.id);
    else this.#input?.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#input || event.isComposing) return;
    const open = this.#list?.hidden === false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#step(event.key === "ArrowDown" ? 1 : -1);
      else this.#typed();
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // which would empty the field
      this.#close();
    } else if (event.key === "Enter" && open && this.#chosen) {
      event.preventDefault();
      this.#chosen.click();
    }
  }

  // Past either end is the field itself, with what was typed.
  #step(by: number): void {
    const options = this.#options;
    const at = this.#chosen ? options.indexOf(this.#chosen) : by > 0 ? -1 : options.length;
    this.#select(options[at + by]);
  }

  #clicked(event: Event): void {
    const target = event.target as Element;
    if (target === this.#input && !this.#input?.value.trim()) this.#offerRecent();
    const option = target.closest<HTMLElement>("[role=option]");
    if (!option || !this.#input) return;
    if (option.dataset.clear !== undefined) {
      forgetSearches();
      this.#close();
    } else if (option.dataset.query !== undefined) {
      this.#input.value = option.dataset.query;
      this.#input.form?.requestSubmit();
    } else {
      rememberSearch(option.querySelector(".face")?.textContent ?? "");
      // An option may hold its link instead of being one.
      if (!target.closest("a")) option.querySelector("a")?.click();
    }
  }
}

function makeOption(className: string, text: string, data: Record<string, string>): HTMLElement {
  const option = document.createElement("div");
  option.setAttribute("role", "option");
  Object.assign(option.dataset, data);
  const words = document.createElement("span");
  words.className = className;
  words.textContent = text;
  option.append(words);
  return option;
}
