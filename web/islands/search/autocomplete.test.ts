import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { type Asked, holdNetwork, last } from "../../testing/network";
import { Autocomplete } from "./autocomplete";
import { recentSearches, rememberSearch } from "./recent";

customElements.get("ts-autocomplete") ?? customElements.define("ts-autocomplete", Autocomplete);

const suggestions = `<a role="option" id="o-1" href="#marrow" tabindex="-1" aria-selected="false"><span class="face">Marrow Coast</span></a>
  <a role="option" id="o-2" href="#velvet" tabindex="-1" aria-selected="false"><span class="face">Velvet Arcade</span></a>`;

let asked: Asked[];
let submitted: string[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = holdNetwork();
  localStorage.clear();
  location.hash = "";
  submitted = [];
  document.body.innerHTML = `<ts-autocomplete data-src="/search/suggest"><form role="search" action="/search"><label for="q">Search</label>
    <input id="q" name="q" type="search"><button>Search</button><div id="q-options" role="listbox" aria-label="Suggestions" hidden></div></form>
    <p role="status"></p></ts-autocomplete><button id="after">After</button>`;
  document.body.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted.push(input().value);
  });
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const input = () => document.querySelector("input") as HTMLInputElement;
const list = () => document.querySelector("[role=listbox]") as HTMLElement;
const options = () => [...list().querySelectorAll<HTMLElement>("[role=option]")];
const active = () => input().getAttribute("aria-activedescendant");
const press = (key: string) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input().dispatchEvent(event);
  return event;
};
function type(text: string) {
  input().focus();
  input().value = text;
  input().dispatchEvent(new InputEvent("input", { bubbles: true }));
}
async function suggest() {
  type("mar");
  await vi.advanceTimersByTimeAsync(150);
  await last(asked).answer(suggestions);
}

test("asks once the typing pauses, and not for what was typed over", async () => {
  type("m");
  await vi.advanceTimersByTimeAsync(149);
  type("ma");
  await vi.advanceTimersByTimeAsync(149);
  expect(asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.map((a) => a.url)).toEqual(["/search/suggest?q=ma&limit=8"]);
  type("mär & co");
  expect(asked[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(150);
  expect(last(asked).url).toBe("/search/suggest?q=m%C3%A4r%20%26%20co&limit=8");
});

test("is a combobox with a list, and says how many there are", async () => {
  expect(input().getAttribute("role")).toBe("combobox");
  expect(input().getAttribute("aria-controls")).toBe("q-options");
  expect(input().getAttribute("aria-expanded")).toBe("false");
  await suggest();
  expect(input().getAttribute("aria-expanded")).toBe("true");
  expect(list().hidden).toBe(false);
  expect(document.querySelector("[role=status]")?.textContent).toBe("2 suggestions");
});

test("an answer that nobody waits for any more is not shown", async () => {
  type("mar");
  await vi.advanceTimersByTimeAsync(150);
  const request = last(asked);
  (document.querySelector("#after") as HTMLElement).focus();
  await request.answer(suggestions);
  expect(list().hidden).toBe(true);
});

test("arrows go through the list and back to the field", async () => {
  await suggest();
  press("ArrowDown");
  expect(active()).toBe("o-1");
  press("ArrowDown");
  expect(active()).toBe("o-2");
  expect(options().map((o) => o.getAttribute("aria-selected"))).toEqual(["false", "true"]);
  press("ArrowDown");
  expect(active()).toBeNull();
  press("ArrowUp");
  expect(active()).toBe("o-2");
  expect(document.activeElement).toBe(input());
});

test("Enter follows the chosen one, else searches", async () => {
  await suggest();
  expect(press("Enter").defaultPrevented).toBe(false);
  press("ArrowDown");
  expect(press("Enter").defaultPrevented).toBe(true);
  expect(location.hash).toBe("#marrow");
  expect(recentSearches()).toEqual(["Marrow Coast"]);
});

test("Escape closes the list and keeps what was typed", async () => {
  await suggest();
  expect(press("Escape").defaultPrevented).toBe(true);
  expect(list().hidden).toBe(true);
  expect(input().value).toBe("mar");
  expect(press("Escape").defaultPrevented).toBe(false);
});

test("an Enter that ends a composition chooses nothing", async () => {
  await suggest();
  press("ArrowDown");
  input().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }));
  expect(location.hash).toBe("");
});

test("nothing found and a server in trouble both close the list", async () => {
  await suggest();
  type("zzz");
  await vi.advanceTimersByTimeAsync(150);
  await last(asked).answer("");
  expect(list().hidden).toBe(true);
  await suggest();
  type("yyy");
  await vi.advanceTimersByTimeAsync(150);
  await last(asked).answer("oh no", 503);
  expect(list().hidden).toBe(true);
});

test("an empty field offers the last searches; one can be taken, all can be cleared", async () => {
  for (const search of ["kelp", "Marrow", "kelp ", "KELP"]) rememberSearch(search);
  expect(recentSearches()).toEqual(["KELP", "Marrow"]);
  type("");
  expect(options().map((o) => o.textContent)).toEqual(["KELP", "Marrow", "Clear recent searches"]);
  expect(list().getAttribute("aria-label")).toBe("Recent searches");
  options()[1]?.click();
  expect(submitted).toEqual(["Marrow"]);
  type("");
  options().at(-1)?.click();
  expect(list().hidden).toBe(true);
  expect(recentSearches()).toEqual([]);
});

test("a search is remembered, six of them, whatever the store held before", () => {
  localStorage.setItem("theset.searches", '{"not":"a list"}');
  expect(recentSearches()).toEqual([]);
  for (let n = 0; n < 9; n++) rememberSearch(`artist ${n}`);
  expect(recentSearches()).toHaveLength(6);
  rememberSearch("   ");
  expect(recentSearches()[0]).toBe("artist 8");
});

test("leaving closes the list, touching an option does not leave", async () => {
  await suggest();
  const down = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
  options()[0]?.dispatchEvent(down);
  expect(down.defaultPrevented).toBe(true);
  vi.useRealTimers();
  await userEvent.tab();
  await userEvent.tab();
  expect(document.activeElement?.id).toBe("after");
  expect(list().hidden).toBe(true);
});
