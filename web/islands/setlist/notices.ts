// Notices above the list: one line each, with a way out where there is one. Each has a name, so that the same thing is said once.

export interface Way {
  words: string;
  go(): void;
}

export class Notices {
  #place: HTMLElement | null;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(place: HTMLElement | null) {
    this.#place = place;
  }

  /** `kind`: "" amber (offline), "slow" grey, "bad" red (refused), "new" gel. `seconds`: gone by itself. */
  say(name: string, kind: string, text: string, ways: Way[] = [], seconds = 0): void {
    const toast = this.#find(name) ?? document.createElement("p");
    toast.className = `toast ${kind}`.trim();
    toast.dataset.notice = name;
    const buttons = ways.map(({ words, go }) => {
      const button = document.createElement("button");
      button.className = "link";
      button.textContent = words;
      button.onclick = () => {
        this.clear(name);
        go();
      };
      return button;
    });
    toast.replaceChildren(text, ...buttons);
    if (!toast.isConnected) this.#place?.append(toast);
    clearTimeout(this.#timers.get(name));
    if (seconds)
      this.#timers.set(
        name,
        setTimeout(() => this.clear(name), seconds * 1_000),
      );
  }

  clear(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#find(name)?.remove();
  }

  #find(name: string): HTMLElement | null {
    return this.#place?.querySelector<HTMLElement>(`[data-notice="${name}"]`) ?? null;
  }
}
