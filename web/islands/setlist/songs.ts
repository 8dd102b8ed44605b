// The field for a song offers the artist's own, then others' as covers.
import { Combobox } from "../../lib/combobox";

/** Choosing a song adds it; what is not among them is typed out and sent. */
export function offerSongs(form: HTMLFormElement | null, add: (title: string, coverOf: string) => void, signal: AbortSignal): void {
  const input = form?.querySelector<HTMLInputElement>("[name=title]");
  const list = form?.querySelector<HTMLElement>("[role=listbox]");
  if (!form || !input || !list) return;
  const box: Combobox = new Combobox(
    form,
    input,
    list,
    {
      url: (query) => `${form.dataset.songs}?q=${query}`,
      empty: () => box.close(),
      choose: ({ dataset: { title = "", by = "" } }) => {
        add(title, by);
        input.value = "";
        box.close();
      },
    },
    signal,
  );
  form.addEventListener("submit", () => box.close(), { signal });
}
