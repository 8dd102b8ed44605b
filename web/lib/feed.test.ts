import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, FakeEventSource, FakeWebSocket, holdNetwork, last } from "../testing/network";
import { Feed } from "./feed";

let asked: Asked[];
let heard: Record<string, unknown>[];
let ways: string[];
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = holdNetwork();
  heard = [];
  ways = [];
  feed = new Feed({
    events: "/events",
    socket: "/socket",
    poll: "/poll",
    event: "progress",
    onMessage: (message) => heard.push(message),
    onTransport: (transport) => ways.push(transport),
  });
  feed.start();
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const stream = () => last(FakeEventSource.opened);
const socket = () => last(FakeWebSocket.opened);

async function refuseStreams(times: number) {
  for (let n = 0; n < times; n++) {
    stream().fail(true);
    await vi.advanceTimersByTimeAsync(5_000);
  }
}

test("server-sent events first", () => {
  stream().say("progress", { progress: 10 }, "1");
  stream().say("other", { progress: 20 }, "2");
  expect(heard).toEqual([{ progress: 10 }]);
  expect(last(ways)).toBe("events");
  expect(FakeWebSocket.opened).toHaveLength(0);
});

test("a stream refused three times gives way to a socket, which says where it was", async () => {
  stream().say("progress", { progress: 10, sequence: 7 }, "7");
  await refuseStreams(2);
  expect(FakeEventSource.opened).toHaveLength(3);
  expect(FakeWebSocket.opened).toHaveLength(0);
  stream().fail(true);
  expect(last(ways)).toBe("socket");
  socket().open();
  expect(socket().sent).toEqual(['{"last_event_id":"7"}']);
  expect(socket().url.protocol).toBe("ws:");
  socket().say({ id: "8", progress: 20 });
  expect(heard.at(-1)).toEqual({ id: "8", progress: 20 });
});

test("a message between two failures starts the count anew", async () => {
  await refuseStreams(2);
  stream().say("progress", {}, "1");
  await refuseStreams(2);
  expect(last(ways)).toBe("events");
});

test("while the browser reconnects by itself no second stream is opened", async () => {
  stream().say("progress", {}, "1");
  stream().fail(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(FakeEventSource.opened).toHaveLength(1);
  stream().open();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(last(ways)).toBe("events");
});

test("a stream that is held back somewhere is given up after ten seconds", async () => {
  stream().open();
  await vi.advanceTimersByTimeAsync(9_000);
  expect(last(ways)).toBe("events");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(last(ways)).toBe("socket");
  expect(FakeEventSource.opened[0]?.readyState).toBe(FakeEventSource.CLOSED);
});

test("a socket that fails three times gives way to polling every three seconds", async () => {
  await refuseStreams(3);
  for (let n = 0; n < 3; n++) {
    socket().fail();
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(FakeWebSocket.opened).toHaveLength(3);
  expect(last(ways)).toBe("poll");
  expect(asked.map((a) => a.url)).toEqual(["/poll"]);
  await last(asked).answer({ progress: 30, sequence: 3 });
  expect(heard.at(-1)).toEqual({ progress: 30, sequence: 3 });
  await vi.advanceTimersByTimeAsync(2_999);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(2);
});

test("polling goes slower while nobody answers, and never stops", async () => {
  await refuseStreams(3);
  for (let n = 0; n < 3; n++) {
    socket().fail();
    await vi.advanceTimersByTimeAsync(5_000);
  }
  for (let n = 0; n < 6; n++) {
    await last(asked).fail();
    await vi.advanceTimersByTimeAsync(30_000);
  }
  expect(asked).toHaveLength(7);
  await last(asked).answer({ progress: 40 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toHaveLength(8);
});

test("what is not JSON is passed over", () => {
  stream().say("progress", "{not json");
  stream().say("progress", "null");
  stream().say("progress", { progress: 1 });
  expect(heard).toEqual([{ progress: 1 }]);
});

test("stopped is stopped: nothing is opened, asked or heard any more", async () => {
  const first = stream();
  feed.stop();
  first.fail(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);
  expect(FakeWebSocket.opened).toHaveLength(0);
  expect(asked).toHaveLength(0);
  expect(last(ways)).toBe("off");
});
