import { afterEach, expect, test } from "vitest";
import { graft, parseFragment, steadily } from "./graft";

function page(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector("main") as HTMLElement;
}

afterEach(() => {
  document.body.innerHTML = "";
});

test("what is the same stays the same node", () => {
  const list = page('<a href="/1">One</a><a href="/2">Two</a>');
  const [one, two] = list.children;
  graft(list, parseFragment('<a href="/0">Zero</a><a href="/1">One</a><a href="/2">Two, changed</a>', "main"));
  expect([...list.children].map((e) => e.textContent)).toEqual(["Zero", "One", "Two, changed"]);
  expect(list.children[1]).toBe(one);
  expect(list.children[2]).toBe(two);
});

test("rows without a name of their own are known by the link they hold, and order follows the server", () => {
  const list = page('<ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul>').firstElementChild as Element;
  const [one, two] = list.children;
  graft(list, parseFragment('<li><a href="/2">Two</a></li><li><a href="/1">One</a></li>', "ul"));
  expect([...list.children]).toEqual([two, one]);
});

test("ticks, typed text and opened details survive", () => {
  const form = page(
    '<tr-row data-key="1"><input type="checkbox"><input name="note"><details><summary>More</summary>old</details></tr-row>',
  );
  const [tick, note] = form.querySelectorAll("input");
  const details = form.querySelector("details") as HTMLDetailsElement;
  if (tick) tick.checked = true;
  if (note) note.value = "half a sen";
  details.open = true;
  graft(
    form,
    parseFragment(
      '<tr-row data-key="1" class="late"><input type="checkbox"><input name="note"><details><summary>More</summary>new</details></tr-row>',
      "main",
    ),
  );
  expect(tick?.checked && tick.isConnected).toBe(true);
  expect(note?.value).toBe("half a sen");
  expect(details.open).toBe(true);
  expect(details.textContent).toBe("Morenew");
  expect(form.firstElementChild?.className).toBe("late");
});

test("attributes that went are removed", () => {
  const main = page('<section aria-busy="true"><p>Loading</p></section>');
  graft(main, parseFragment("<section><p>Here</p></section>", "main"));
  expect(main.innerHTML).toBe("<section><p>Here</p></section>");
});

test("focus stays on the row although others are put before it", () => {
  const list = page('<a href="/2">Two</a><a href="/1">One</a>');
  const one = list.lastElementChild as HTMLElement;
  one.focus();
  steadily(() => graft(list, parseFragment('<a href="/1">One</a><a href="/3">Three</a><a href="/2">Two</a>', "main")));
  expect(document.activeElement).toBe(one);
});

test("what the reader looks at does not move when something above grows", () => {
  const main = page('<section><p>short</p></section><p id="read">here</p>');
  (main.querySelector("#read") as HTMLElement).style.height = "3000px";
  (main.querySelector("section p") as HTMLElement).style.height = "400px";
  window.scrollTo(0, 500);
  const before = main.querySelector("#read")?.getBoundingClientRect().top;
  steadily(() => {
    (main.querySelector("section p") as HTMLElement).style.height = "900px";
  });
  expect(main.querySelector("#read")?.getBoundingClientRect().top).toBeCloseTo(before ?? 0, 0);
});

test("a fragment may be the element itself or what is in it", () => {
  expect(parseFragment('<section data-section="x"><p>1</p></section>', '[data-section="x"]').childNodes).toHaveLength(1);
  expect(parseFragment("<p>1</p><p>2</p>", '[data-section="x"]').childNodes).toHaveLength(2);
});
