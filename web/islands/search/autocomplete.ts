// <ts-autocomplete>: suggestions under the search field (SRC-1). An empty field offers the reader's own last searches. Without it the
// form is a plain search.
import { Combobox } from "../../lib/combobox";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";

export class Autocomplete extends HTMLElement {
  #box: Combobox | undefined;
  #listeners = new AbortController();

  connectedCallback(): void {
    const input = this.querySelector("input");
    const list = this.querySelector<HTMLElement>("[role=listbox]");
    if (!input || !list) return;
    const { signal } = this.#listeners;
    this.addEventListener("submit", () => rememberSearch(input.value), { signal });
    this.#box = new Combobox(
      this,
      input,
      list,
      {
        url: (query) => `${this.dataset.src}?q=${query}&limit=8`,
        empty: () => this.#offerRecent(),
        choose: (option, target) => this.#choose(option, target),
      },
      signal,
    );
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
  }

  #offerRecent(): void {
    const searches = recentSearches();
    if (searches.length === 0) {
      this.#box?.close();
      return;
    }
    const choices = document.createDocumentFragment();
    for (const search of searches) choices.append(makeOption("face", search, { query: search }));
    choices.append(makeOption("dim", "Clear recent searches", { clear: "" }));
    this.#box?.show(choices, "Recent searches", "[data-clear]");
  }

  #choose(option: HTMLElement, target: Element): void {
    if (option.dataset.clear !== undefined) {
      forgetSearches();
      this.#box?.close();
    } else if (option.dataset.query !== undefined && this.#box) {
      this.#box.input.value = option.dataset.query;
      this.#box.input.form?.requestSubmit();
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
