import { expect, test } from "vitest";
import type { Kept } from "./kept";
import { inWords } from "./unsent";

const rem = { o: "rem", id: "a", p: 0 };
const kept = (title: string, changes: number, more: Partial<Kept> = {}): Kept => ({
  cid: "0123456789",
  base: "/api/v1/setlists/1",
  state: { cid: "0123456789", cseq: 0, rev: 1, confirmed: { items: [] }, flight: null, buffer: Array(changes).fill(rem) },
  votes: [],
  since: 0,
  title,
  ...more,
});

test("what waits is counted by list", () => {
  expect(inWords([])).toBe("");
  expect(inWords([kept("Marrow Coast · The Set", 1)])).toBe(
    "1 change you made here is not sent yet: 1 on “Marrow Coast”. Signing out drops it.",
  );
  const refused = { say: "The show is over.", path: "/shows/7" };
  expect(inWords([kept("Marrow Coast", 2), kept("Tin Observatory", 1, { refused })])).toBe(
    "3 changes you made here are not sent yet: 2 on “Marrow Coast”; 1 on “Tin Observatory” (The show is over.). Signing out drops them.",
  );
});
