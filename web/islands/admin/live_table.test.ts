import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, holdNetwork, last } from "../../testing/network";
import { LiveTable } from "./live_table";

customElements.get("ts-live-table") ?? customElements.define("ts-live-table", LiveTable);

const row = (id: number, text: string) =>
  `<tr data-key="${id}"><td><input type="checkbox" name="job" value="${id}"></td><td>${text}</td></tr>`;
const table = (...rows: string[]) =>
  `<ts-live-table data-src="/admin/jobs?fragment=jobs"><table><tbody>${rows.join("")}</tbody></table></ts-live-table>`;

let asked: Asked[];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers();
  asked = holdNetwork();
  visibility = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  document.body.innerHTML = table(row(1, "waiting"), row(2, "waiting"));
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const ticks = () => [...document.querySelectorAll("input")];

test("draws again every two seconds; ticks stay with their rows", async () => {
  const second = ticks()[1] as HTMLInputElement;
  second.checked = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(last(asked).url).toBe("/admin/jobs?fragment=jobs");
  await last(asked).answer(table(row(3, "new"), row(2, "running")));
  expect([...document.querySelectorAll("tr")].map((r) => r.textContent)).toEqual(["new", "running"]);
  expect(ticks()[1]).toBe(second);
  expect(ticks().map((t) => t.checked)).toEqual([false, true]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(2);
});

test("asks nobody while it is not looked at, and at once when it is again", async () => {
  visibility = "hidden";
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(0);
  visibility = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(1);
});

test("nothing moves under a pressed pointer", async () => {
  document.querySelector("tr")?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(2_000);
  await last(asked).answer(table(row(3, "new")));
  expect(document.querySelectorAll("tr")).toHaveLength(2);
  window.dispatchEvent(new PointerEvent("pointerup"));
  await vi.advanceTimersByTimeAsync(2_000);
  await last(asked).answer(table(row(3, "new")));
  expect(document.querySelectorAll("tr")).toHaveLength(1);
});

test("a server in trouble is marked, asked again and forgiven", async () => {
  const place = document.querySelector("ts-live-table");
  await vi.advanceTimersByTimeAsync(2_000);
  await last(asked).fail();
  expect(place?.hasAttribute("data-stale")).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  await last(asked).answer(table(row(1, "waiting")));
  expect(place?.hasAttribute("data-stale")).toBe(false);
});
