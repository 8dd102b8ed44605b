import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeWebSocket, holdNetwork, last } from "../testing/network";
import { type Listener, Session } from "./session";

const listener: Listener = {
  changed: () => {},
  counted: () => {},
  noted: () => {},
  people: () => {},
  staged: () => {},
  line: () => {},
  done: () => {},
  asked: () => {},
  ways: async () => undefined,
};
const insert = { o: "ins" as const, id: "x", p: 0, item: { song: { title: "Halogen" }, meaning: "expect" } };
let session: Session;

beforeEach(() => {
  holdNetwork();
  const start = {
    base: "/api/v1/setlists/1",
    rev: 1,
    doc: { items: [] },
    stage: "draft" as const,
    closed: false,
    votes: { n: 0, c: {} },
    mine: {},
  };
  session = new Session(start, listener, async () => {});
  session.start();
  socket().open();
  socket().say({ t: "welcome", head: 1, acked: null, stage: "draft", closed: false, here: 1, who: [] });
});
afterEach(() => {
  session.stop();
  vi.unstubAllGlobals();
});

const socket = () => last(FakeWebSocket.opened);
const said = (t: string) =>
  socket()
    .sent.map((text) => JSON.parse(text))
    .filter((message) => message.t === t);

async function addAndVote() {
  session.edit([insert]);
  session.vote("x", "expect", 1);
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  expect(said("vote")).toHaveLength(0); // of what is not there yet
}

test("a vote on one's own new song goes out when the song is acknowledged", async () => {
  await addAndVote();
  socket().say({ t: "ack", cseq: 1, rev: 2, notes: [] });
  expect(said("vote")).toMatchObject([{ item: "x", meaning: "expect", value: 1 }]);
});

test("or when the change comes by itself, from a server that was told of it", async () => {
  await addAndVote();
  socket().say({ t: "ops", rev: 2, ops: [insert], by: "1", name: "Ana", at: 1, cid: session.pending.state.cid, cseq: 1 });
  expect(said("vote")).toMatchObject([{ item: "x", meaning: "expect", value: 1 }]);
});

test("it waits while others change the list, and while the song may yet be taken", async () => {
  await addAndVote();
  socket().say({ t: "ops", rev: 2, ops: [{ ...insert, id: "y" }], by: "2", name: "Ben", at: 1 });
  socket().say({ t: "rej", cseq: 1, code: "rate", say: "", retry_after: 9 });
  expect(said("vote")).toHaveLength(0);
  expect(session.tally.messages()).toHaveLength(1);
});

test("it is dropped with a song that was refused", async () => {
  await addAndVote();
  socket().say({ t: "rej", cseq: 1, code: "locked", say: "The show is over." });
  expect(said("vote")).toHaveLength(0);
  expect(session.tally.messages()).toHaveLength(0);
});
