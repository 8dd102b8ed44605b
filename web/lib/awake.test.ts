import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stayAwake } from "./awake";

let hidden = false;
let locks: { released: boolean; release(): Promise<void> }[];
let stop: AbortController;

beforeEach(() => {
  hidden = false;
  locks = [];
  stop = new AbortController();
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
});
afterEach(() => {
  stop.abort();
  vi.restoreAllMocks();
});

function give(request: () => Promise<unknown>) {
  vi.spyOn(navigator, "wakeLock", "get").mockReturnValue({ request } as unknown as WakeLock);
}
async function lock() {
  const made = {
    released: false,
    release: () => {
      made.released = true;
      return Promise.resolve();
    },
  };
  locks.push(made);
  return made;
}
// As browsers do: what is hidden loses its lock.
async function look(seen: boolean) {
  hidden = !seen;
  for (const one of locks) if (hidden) one.released = true;
  document.dispatchEvent(new Event("visibilitychange"));
  await Promise.resolve().then(() => new Promise((done) => setTimeout(done)));
}

test("the screen stays on while the page is seen, and again when it is seen again", async () => {
  give(lock);
  stayAwake(stop.signal);
  await look(true);
  expect(locks).toHaveLength(1);
  await look(false);
  expect(locks).toHaveLength(1);
  await look(true);
  expect(locks).toHaveLength(2);
});

test("leaving lets go of it", async () => {
  give(lock);
  stayAwake(stop.signal);
  await look(true);
  stop.abort();
  await look(true);
  expect(locks.map(({ released }) => released)).toEqual([true]);
});

test("nothing happens where the browser refuses, or knows of no such thing", async () => {
  give(() => Promise.reject(new DOMException("low battery", "NotAllowedError")));
  stayAwake(stop.signal);
  await look(true);
  vi.spyOn(navigator, "wakeLock", "get").mockReturnValue(undefined as unknown as WakeLock);
  await look(true);
  expect(locks).toHaveLength(0);
});
