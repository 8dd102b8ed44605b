import { afterEach, expect, test } from "vitest";
import { arrange, nowPlace, putInOrder } from "./order";
import type { Item } from "./ot";

const played = (id: string): Item => ({ id, kind: "song", meaning: "happened" });
const expected = (id: string): Item => ({ id, kind: "song", meaning: "expect" });
const marker = (id: string): Item => ({ id, kind: "marker" });

afterEach(() => {
  document.body.innerHTML = "";
});

test("what happened and what is expected stand apart, as on the server", () => {
  const items = [played("A"), expected("X"), marker("encore"), played("B"), marker("encore 2"), expected("Y")];
  expect(arrange(items, "live")).toEqual({ played: ["A", "encore", "B", "encore 2"], expected: ["X", "Y"] });
  expect(nowPlace(items)).toBe(5);
  expect(arrange(items, "draft").played).toEqual([]);
  expect(nowPlace([])).toBe(0);
  expect(arrange([marker("set 1"), expected("X")], "live")).toEqual({ played: ["set 1"], expected: ["X"] });
});

// Every order of five rows, with every row held: the held one is never moved.
test("rows move around the one that is held", async () => {
  const orders = (left: string[]): string[][] =>
    left.length === 0 ? [[]] : left.flatMap((x) => orders(left.filter((y) => y !== x)).map((rest) => [x, ...rest]));
  for (const order of orders(["a", "b", "c", "d"])) {
    for (const held of ["", "a", "b", "c", "d"]) {
      const list = document.createElement("ol");
      list.innerHTML = '<li id="gone"></li><li id="a"></li><li id="b"></li><li id="c"></li><li id="d"></li>';
      document.body.replaceChildren(list);
      const rows = order.map((id) => list.querySelector(`#${id}`) as Element);
      const moved: string[] = [];
      const watch = new MutationObserver(() => {});
      watch.observe(list, { childList: true });
      putInOrder(list, rows, held ? list.querySelector(`#${held}`) : null);
      for (const record of watch.takeRecords()) for (const node of record.removedNodes) moved.push((node as Element).id);
      expect([...list.children].map((row) => row.id)).toEqual(order);
      if (held) expect(moved).not.toContain(held);
    }
  }
});

test("new rows come in, and a row from another list is brought over", () => {
  document.body.innerHTML = '<ol id="one"><li id="a"></li></ol><ol id="two"><li id="b"></li></ol>';
  const one = document.querySelector("#one") as Element;
  const fresh = document.createElement("li");
  putInOrder(one, [document.querySelector("#b") as Element, document.querySelector("#a") as Element, fresh], document.querySelector("#b"));
  expect([...one.children].map((row) => row.id)).toEqual(["b", "a", ""]);
});
