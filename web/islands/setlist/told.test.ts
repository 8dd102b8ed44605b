// What an own deed came to, code by code: the sentence, and the way out (docs/live-protocol.md, codes).
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Op } from "../../lib/ot";
import type { Note, Session } from "../../lib/session";
import { Notices } from "./notices";
import { tell } from "./told";

const place = () => document.querySelector<HTMLElement>(".notices");
const toast = () => place()?.querySelector<HTMLElement>(".toast");
const way = (words: string) => [...(place()?.querySelectorAll("button") ?? [])].find((one) => one.textContent === words);
const mine: Op = { o: "set", id: "a", f: "note", v: "mine" };
let did: unknown[];
const session = {
  command: (...what: unknown[]) => did.push(what),
  edit: (ops: Op[]) => did.push(ops),
  pending: { doc: { items: [{ id: "a", kind: "song", song: { title: "Halogen" } }] } },
} as unknown as Session;
const hear = (note: Note, own?: Op) => void tell(new Notices(place()), session, note, own);

beforeEach(() => {
  vi.useFakeTimers();
  did = [];
  document.body.innerHTML = `<ts-setlist><div class="notices" role="status"></div><ol><li data-id="a"><a class="grip" href="#a">1</a></li></ol></ts-setlist>`;
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("gone: who removed it, and Restore undoes that removal", () => {
  hear({ code: "gone", say: "“Marrow” was removed by Ana.", item: "b", undo: 7 });
  expect(toast()?.firstChild?.textContent).toBe("“Marrow” was removed by Ana.");
  way("Restore")?.click();
  expect(did).toEqual([["undo", 7]]);
  expect(toast()).toBeNull();
});

test("overtaken and duplicate: a quiet word, and where it stands now", () => {
  for (const code of ["overtaken", "duplicate"]) {
    hear({ code, say: `${code}, in words.`, item: "a" });
    expect(toast()?.className).toBe("toast slow");
    way("See it")?.click();
    expect(document.activeElement?.className).toBe("grip");
    expect(toast()).toBeNull();
  }
  hear({ code: "duplicate", say: "Already added by Ana; your vote was counted.", item: "not on this page" });
  expect(way("See it")).toBeUndefined();
});

test("overwritten: Use mine sets it again", () => {
  hear({ code: "overwritten", say: "Ben changed the note of “Halogen” as well; theirs stands.", item: "a", field: "note" }, mine);
  way("Use mine")?.click();
  expect(did).toEqual([[mine]]);
});

test("locked, forbidden, banned and limit: red, with the reason, for half a minute", async () => {
  for (const code of ["locked", "forbidden", "banned", "limit"]) {
    hear({ code, say: `Refused: ${code}.` });
    expect([toast()?.className, toast()?.textContent]).toEqual(["toast bad", `Refused: ${code}.`]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(toast()).toBeNull();
  }
});

test("bad and stale: only what could not be applied again, by name", () => {
  hear({ code: "gone", say: "", ops: [{ o: "nop" }] });
  expect(toast()).toBeNull();
  hear({ code: "gone", say: "", ops: [mine] });
  expect(toast()?.firstChild?.textContent).toBe("Not applied: your change of Halogen.");
});

const log = (versions: unknown[], docs: Record<string, unknown[]>) =>
  vi.stubGlobal("fetch", async (path: string) => {
    const rev = /versions\/(\d+)$/.exec(path)?.[1];
    return Response.json(rev ? { doc: { items: docs[rev] } } : { versions });
  });
const song = (id: string, title: string) => ({ id, kind: "song", song: { title } });

test("gone while one was away: the log tells who and what, and Restore undoes each removal", async () => {
  const versions = [
    { rev: 9, name: "Ben", ops: [{ o: "rem", id: "c", p: 0 }] },
    { rev: 7, name: "Ana", ops: [{ o: "rem", id: "b", p: 0 }] },
  ];
  log(versions, { 6: [song("b", "Marrow"), song("c", "Kelp")], 8: [song("c", "Kelp")] });
  const ops: Op[] = [
    { ...mine, id: "b" },
    { o: "mov", id: "c", p: 1, t: 0 },
  ];
  hear({ code: "gone", say: "", ops });
  await vi.waitFor(() => expect(toast()?.firstChild?.textContent).toBe("“Marrow”, “Kelp” were removed by Ana and Ben."));
  way("Restore")?.click();
  expect(did).toEqual([
    ["undo", 7],
    ["undo", 9],
  ]);
});

test("gone before one's eyes: the log is asked for its name only", async () => {
  log([], { 6: [song("b", "Marrow")] });
  hear({ code: "gone", say: "", ops: [{ ...mine, id: "b", rev: 7, name: "Ana" }] });
  await vi.waitFor(() => expect(toast()?.firstChild?.textContent).toBe("“Marrow” was removed by Ana."));
  way("Restore")?.click();
  expect(did).toEqual([["undo", 7]]);
});

test("gone, and nobody to ask: told all the same; what one wanted gone as well is not", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("offline")));
  hear({ code: "gone", say: "", ops: [{ o: "rem", id: "b", p: 0 }] });
  expect(toast()).toBeNull();
  hear({ code: "gone", say: "", ops: [{ ...mine, id: "b" }] });
  await vi.waitFor(() => expect(toast()?.firstChild?.textContent).toBe("Not applied: the song you changed was removed meanwhile."));
  expect(way("Restore")).toBeUndefined();
});

test("rate and unavailable: nothing, unless it lasts", async () => {
  for (const code of ["rate", "unavailable"]) {
    await vi.advanceTimersByTimeAsync(60_000);
    for (let seconds = 0; seconds < 8; seconds += 2) {
      hear({ code, say: "It is kept and sent again." });
      expect(toast()).toBeNull();
      await vi.advanceTimersByTimeAsync(2_000);
    }
    hear({ code, say: "It is kept and sent again." });
    expect([toast()?.className, toast()?.textContent]).toEqual(["toast slow", "It is kept and sent again."]);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(toast()).toBeNull();
  }
});
