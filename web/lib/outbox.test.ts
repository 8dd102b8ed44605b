import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drain, untold } from "./drain";
import type { Kept } from "./kept";
import { all, drop, take, told } from "./outbox";

const base = "/api/v1/setlists/404";
const item = { kind: "song", song: { title: "Thought of Twice" }, meaning: "expect" };
const refused = { t: "rej", code: "dup", say: "Already added by Guest 7." };
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
  await all(); // makes the database
  const state = { cid, cseq: 0, rev: 1, confirmed: { items: [] }, flight: null, buffer: [{ o: "ins", id: "a", p: 0, item }] };
  const db = await openDB("theset");
  await db.clear("kept"); // of other tests
  await db.put("kept", { cid, base, state, votes: [], since: Date.now(), title: "A show" } as Kept);
  db.close();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  letGo();
  await drop(cid);
});

test("a reloaded page takes what the page before it lets go of a moment later", async () => {
  const taken = take(base);
  letGo();
  expect((await taken)?.cid).toBe(cid);
});

test("what somebody else sends is left to them, and what they have sent is not sent again", async () => {
  expect(await take(base)).toBeUndefined();
  const taken = take(base);
  await drop(cid);
  letGo();
  expect(await taken).toBeUndefined();
});

/** A server that refuses as often as it is asked, and answers once it may. */
function refusing() {
  const sent: string[] = [];
  let answer = () => {};
  const may = new Promise<void>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal("fetch", async (path: string) => {
    sent.push(path);
    await may;
    return Response.json(path.endsWith("/ops") ? refused : { show_id: "5" });
  });
  return { sent, answer };
}

test("what was refused while another looked at it too is not sent again", async () => {
  const { sent, answer } = refusing();
  letGo();
  const first = drain();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  // The second has its list already, and comes to the record when the first is through with it.
  const asking = navigator.locks.request.bind(navigator.locks) as (...all: unknown[]) => Promise<unknown>;
  const once = vi.spyOn(navigator.locks, "request") as unknown as { mockImplementationOnce(f: typeof asking): void };
  once.mockImplementationOnce(async (...all) => {
    answer();
    await first;
    return asking(...all);
  });
  await drain();
  vi.restoreAllMocks();
  expect(sent.filter((path) => path.endsWith("/ops"))).toHaveLength(1);
  expect(await untold()).toHaveLength(1);
});

test("a refusal counts as told once somebody says so, not before", async () => {
  const { answer } = refusing();
  letGo();
  answer();
  await drain();
  expect(await untold()).toHaveLength(1);
  expect(await untold()).toHaveLength(1);
  await told(cid);
  expect(await untold()).toHaveLength(0);
  expect(await all()).toHaveLength(1); // it stays for the list's page
});

test("what a page is still sending is left to it, and said to be", async () => {
  const { sent } = refusing();
  expect(await drain()).toBe(false);
  expect(sent).toHaveLength(0);
});
