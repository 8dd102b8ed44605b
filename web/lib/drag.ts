// Dragging a row of a list by its grip, with mouse, touch or pen. While it is held nothing in the page is moved: the row and its
// neighbours are only shifted to where they will be, and the page scrolls near the edges. `drop` is told between which rows it fell.

export interface DragOptions {
  grip: string; // selector of what a row is held by
  row: string;
  start(row: HTMLElement): void;
  drop(row: HTMLElement, before: HTMLElement | null): void; // null: at the end of its list
  end(): void;
}

const threshold = 5; // pixels: less is a tap
const edge = 88;
const fastest = 14; // pixels a frame

export class Drag {
  #options: DragOptions;
  #row: HTMLElement | null = null;
  #pointer = -1;
  #startY = 0; // in the page
  #lastY = 0; // in the window
  #dragging = false;
  #before: HTMLElement | null = null;
  #frame = 0;
  #justDragged = false;

  constructor(root: HTMLElement, options: DragOptions, signal: AbortSignal) {
    this.#options = options;
    root.addEventListener("pointerdown", (e) => this.#down(e), { signal });
    root.addEventListener("pointermove", (e) => this.#move(e), { signal });
    root.addEventListener("pointerup", (e) => this.#up(e), { signal });
    for (const stop of ["pointercancel", "lostpointercapture"])
      root.addEventListener(stop, (e) => (e as PointerEvent).pointerId === this.#pointer && this.cancel(), { signal });
    document.addEventListener("keydown", (e) => e.key === "Escape" && this.cancel(), { signal });
    // The click that ends a drag is not a tap.
    root.addEventListener(
      "click",
      (e) => {
        if (!this.#justDragged) return;
        this.#justDragged = false;
        e.preventDefault();
        e.stopPropagation();
      },
      { signal, capture: true },
    );
    signal.addEventListener("abort", () => this.cancel());
  }

  get held(): HTMLElement | null {
    return this.#dragging ? this.#row : null;
  }

  cancel(): void {
    this.#finish();
  }

  #down(e: PointerEvent): void {
    const grip = (e.target as Element).closest<HTMLElement>(this.#options.grip);
    const row = grip?.closest<HTMLElement>(this.#options.row);
    if (!grip || !row || e.button !== 0 || this.#row) return;
    this.#row = row;
    this.#pointer = e.pointerId;
    this.#lastY = e.clientY;
    this.#startY = e.clientY + scrollY;
    this.#justDragged = false;
    grip.setPointerCapture(e.pointerId);
  }

  #move(e: PointerEvent): void {
    if (e.pointerId !== this.#pointer || !this.#row) return;
    this.#lastY = e.clientY;
    if (!this.#dragging && Math.abs(e.clientY + scrollY - this.#startY) < threshold) return;
    if (!this.#dragging) {
      this.#dragging = true;
      this.#row.classList.add("dragging");
      this.#row.parentElement?.classList.add("settling");
      this.#options.start(this.#row);
      this.#frame = requestAnimationFrame(() => this.#scroll());
    }
    this.#shift();
  }

  #up(e: PointerEvent): void {
    if (e.pointerId !== this.#pointer) return;
    const [row, before, dragged] = [this.#row, this.#before, this.#dragging];
    this.#justDragged = dragged;
    this.#finish();
    if (dragged && row && before !== row && before !== row.nextElementSibling) this.#options.drop(row, before);
  }

  #finish(): void {
    cancelAnimationFrame(this.#frame);
    const list = this.#row?.parentElement;
    for (const row of list?.children ?? []) (row as HTMLElement).style.removeProperty("--shift");
    list?.classList.remove("settling");
    this.#row?.classList.remove("dragging");
    const was = this.#dragging;
    this.#row = this.#before = null;
    this.#pointer = -1;
    this.#dragging = false;
    if (was) this.#options.end();
  }

  // Where it would fall, and everybody's shift for that. offsetTop knows nothing of shifts: the places are those before the drag.
  #shift(): void {
    const row = this.#row;
    if (!row?.parentElement) return;
    const way = this.#lastY + scrollY - this.#startY;
    const rows = [...row.parentElement.children] as HTMLElement[];
    const at = rows.indexOf(row);
    const middle = row.offsetTop + row.offsetHeight / 2 + way;
    const passed = rows.filter((other, i) => {
      const own = other.offsetTop + other.offsetHeight / 2;
      return i < at ? own < middle : i > at && own <= middle;
    }).length;
    this.#before = rows.filter((other) => other !== row)[passed] ?? null;
    rows.forEach((other, i) => {
      const shift = other === row ? way : i < at && i >= passed ? row.offsetHeight : i > at && i <= passed ? -row.offsetHeight : 0;
      other.style.setProperty("--shift", `${shift}px`);
    });
  }

  #scroll(): void {
    if (!this.#dragging) return;
    const down = this.#lastY - (innerHeight - edge);
    const up = edge - this.#lastY;
    const step = down > 0 ? Math.min(fastest, down / 4) : up > 0 ? -Math.min(fastest, up / 4) : 0;
    if (step) {
      scrollBy({ top: step, behavior: "instant" });
      this.#shift();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}
