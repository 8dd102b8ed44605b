// The sheet of a row, over the list: the same forms as on its own page, fetched from there.

export class Sheet {
  #dialog: HTMLDialogElement | null;

  constructor(root: HTMLElement, signal: AbortSignal) {
    this.#dialog = root.querySelector("dialog");
    this.#dialog?.addEventListener(
      "click",
      (event) => {
        // The dialog itself is only hit outside of what it holds.
        if (event.target === this.#dialog || (event.target as Element).closest("[data-close]")) this.close();
      },
      { signal },
    );
  }

  get usable(): boolean {
    return this.#dialog !== null;
  }

  /** False when it could not be fetched. */
  async open(href: string): Promise<boolean> {
    const place = this.#dialog?.querySelector("[data-part=sheet]");
    if (!this.#dialog || !place) return false;
    try {
      const answer = await fetch(`${href}?fragment=sheet`, { headers: { accept: "text/html" } });
      if (!answer.ok) return false;
      place.innerHTML = await answer.text();
    } catch {
      return false;
    }
    this.#dialog.showModal();
    return true;
  }

  close(): void {
    this.#dialog?.close();
  }
}
