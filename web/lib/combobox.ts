// A field with a list of choices that the server draws: the ARIA 1.2 combobox with a listbox popup
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Focus stays in the field; past either end of the list is the field itself.
import { parseFragment } from "./graft";

export interface ComboboxOptions {
  url(query: string): string;
  empty(): void; // nothing is typed
  choose(option: HTMLElement, target: Element): void;
}

const pause = 150;

export class Combobox {
  readonly input: HTMLInputElement;
  #root: HTMLElement;
  #list: HTMLElement;
  #options: ComboboxOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  constructor(root: HTMLElement, input: HTMLInputElement, list: HTMLElement, options: ComboboxOptions, signal: AbortSignal) {
    this.#root = root;
    this.input = input;
    this.#list = list;
    this.#options = options;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    this.close();
    root.addEventListener("input", () => this.typed(), { signal });
    root.addEventListener("keydown", (event) => this.#key(event), { signal });
    root.addEventListener("click", (event) => this.#clicked(event), { signal });
    root.addEventListener("focusout", (event) => !root.contains(event.relatedTarget as Node | null) && this.close(), { signal });
    // Choosing must not take the focus out of the field.
    list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    signal.addEventListener("abort", () => this.#forget());
  }

  typed(): void {
    this.#forget();
    const query = this.input.value.trim();
    if (query) this.#timer = setTimeout(() => void this.#ask(query), pause);
    else this.#options.empty();
  }

  show(choices: Element | DocumentFragment, label: string, uncounted = ""): void {
    if (!this.#root.contains(document.activeElement)) return;
    this.#list.replaceChildren(...choices.childNodes);
    this.#list.setAttribute("aria-label", label);
    const options = this.#all;
    options.forEach((option, n) => {
      option.id ||= `${this.#list.id}-${n}`;
    });
    this.#select(undefined);
    this.#list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    const count = options.filter((option) => !uncounted || !option.matches(uncounted)).length;
    this.#say(count === 0 ? "" : count === 1 ? "1 suggestion" : `${count} suggestions`);
  }

  close(): void {
    this.#forget();
    this.#select(undefined);
    this.#list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#say("");
  }

  get #all(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  get #chosen(): HTMLElement | undefined {
    return this.#all.find((option) => option.getAttribute("aria-selected") === "true");
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #ask(query: string): Promise<void> {
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const answer = await fetch(this.#options.url(encodeURIComponent(query)), { headers: { accept: "text/html" }, signal });
      const html = answer.ok ? await answer.text() : "";
      if (!signal.aborted) this.show(parseFragment(html, "[role=listbox]"), "Suggestions");
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  #say(text: string): void {
    const status = this.#root.querySelector("[role=status]");
    if (status) status.textContent = text;
  }

  #select(option: HTMLElement | undefined): void {
    for (const other of this.#all) other.setAttribute("aria-selected", String(other === option));
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.input || event.isComposing) return;
    const open = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#step(event.key === "ArrowDown" ? 1 : -1);
      else this.typed();
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // which would empty the field
      this.close();
    } else if (event.key === "Enter" && open && this.#chosen) {
      event.preventDefault();
      this.#chosen.click();
    }
  }

  #step(by: number): void {
    const options = this.#all;
    const at = this.#chosen ? options.indexOf(this.#chosen) : by > 0 ? -1 : options.length;
    this.#select(options[at + by]);
  }

  #clicked(event: Event): void {
    const target = event.target as Element;
    if (target === this.input && !this.input.value.trim()) this.#options.empty();
    const option = target.closest<HTMLElement>("[role=option]");
    if (option) this.#options.choose(option, target);
  }
}
