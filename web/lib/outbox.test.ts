import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import type { Kept } from "./kept";
import { all, drop, take } from "./outbox";

const base = "/api/v1/setlists/1";
let cid: string;
let letGo: () => void;

/** Somebody else, who sends what `cid` kept. */
function another(): Promise<void> {
  return new Promise((held) => {
    void navigator.locks.request(`outbox ${cid}`, () => {
      held();
      return new Promise<void>((resolve) => {
        letGo = resolve;
      });
    });
  });
}

beforeEach(async () => {
  cid = crypto.randomUUID();
  await another();
  const state = { cid, cseq: 0, rev: 1, confirmed: { items: [] }, flight: null, buffer: [{ o: "rem", id: "a", p: 0 }] };
  await all(); // makes the database
  const db = await openDB("theset");
  await db.put("kept", { cid, base, state, votes: [], since: Date.now(), title: "A show" } as Kept);
  db.close();
});

test("a reloaded page takes what the page before it lets go of a moment later", async () => {
  const taken = take(base);
  letGo();
  expect((await taken)?.cid).toBe(cid);
  await drop(cid);
});

test("what somebody else sends is left to them, and what they have sent is not sent again", async () => {
  expect(await take(base)).toBeUndefined();
  const taken = take(base);
  await drop(cid);
  letGo();
  expect(await taken).toBeUndefined();
});
