import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Asked, FakeWebSocket, holdNetwork, last } from "../../testing/network";
import { Room } from "./room";

customElements.get("ts-room") ?? customElements.define("ts-room", Room);

const songs = ["Ferris Light", "Good Ghosts", "Winter Palace", "Halogen", "Cassette Weather"];
const pick = (title: string) =>
  `<form class="pick" action="/setlists/9/set" data-key="${title}"><button aria-pressed="false"><span class="face">${title}</span><output>46%</output></button></form>`;
const picks = (titles: string[]) => `<div class="picks" data-section="picks">${titles.map(pick).join("")}</div>`;
const state = {
  rev: 5,
  doc: { items: songs.map((title) => ({ id: title, kind: "song", song: { title }, meaning: "expect" })) },
  stage: "live",
  closed: false,
  votes: { n: 0, c: {}, items: {} },
  mine: {},
};
const welcome = { t: "welcome", head: 5, stage: "live", closed: false, catchup: "none", here: 3, who: [] };
let asked: Asked[];

const edit = "/edit.ts";
beforeAll(() => import(/* @vite-ignore */ edit)); // before time stands still

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = holdNetwork();
  document.body.innerHTML = `<ts-room data-base="/api/v1/setlists/9" data-edit="${edit}" data-show="/shows/7" data-src="/shows/7/room?fragment=picks">
    <div class="notices"></div><span data-part="number"></span><div class="heard"><span data-part="word"></span><span data-part="title"></span>
    <form data-part="undo" action="/setlists/9/undo" hidden><button>Undo</button></form></div>${picks(songs)}
    <details><summary>Another song</summary><form class="add" action="/setlists/9/add" data-songs="/songs"><input name="title"><button>Add</button></form></details>
    <form class="between" action="/setlists/9/set"><button>Between songs</button></form>
    <p><span data-part="line"></span><span data-part="here"></span></p><script type="application/json" data-state>${JSON.stringify(state)}</script></ts-room>`;
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const socket = () => last(FakeWebSocket.opened);
const said = (type: string) =>
  socket()
    .sent.map((text) => JSON.parse(text))
    .filter(({ t }) => t === type);
const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`);
const offered = () => [...document.querySelectorAll<HTMLElement>(".pick:not([hidden])")].map((form) => `${form.dataset.key}`);
const button = (title: string) => document.querySelector<HTMLButtonElement>(`[data-key="${title}"] button`);
const ops = (rev: number, item: string, ...sets: [string, unknown][]) => ({
  t: "ops",
  rev,
  ops: sets.map(([f, v]) => ({ o: "set", id: item, f, v })),
});

async function joined() {
  await vi.waitFor(() => expect(FakeWebSocket.opened).toHaveLength(1));
  socket().open();
  socket().say(welcome);
}

test("a tap counts at once, is sent once, and gives way to the next song after five seconds", async () => {
  await joined();
  expect(part("line")?.textContent).toBe("Live");
  expect(part("here")?.textContent).toBe("· 3 here");
  expect([part("word")?.textContent, part("number")?.textContent]).toEqual(["Between songs", "Song 1"]);
  button("Good Ghosts")?.click();
  button("Good Ghosts")?.click();
  expect(button("Good Ghosts")?.ariaPressed).toBe("true");
  expect([part("word")?.textContent, part("title")?.textContent]).toEqual(["Now playing", "Good Ghosts"]);
  expect(document.querySelector(".heard")?.hasAttribute("data-pending")).toBe(true);
  expect(part("undo")?.hidden).toBe(false);
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  socket().say({ t: "ack", cseq: 1, rev: 6, notes: [] });
  expect(document.querySelector("[data-pending]")).toBeNull();
  expect(offered()).toEqual(songs);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(part("undo")?.hidden).toBe(true);
  expect(offered()).toEqual(songs.filter((title) => title !== "Good Ghosts"));
  expect(said("op")).toHaveLength(1);
});

test("undo is another change, which leaves nothing of the tap", async () => {
  await joined();
  button("Halogen")?.click();
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  socket().say({ t: "ack", cseq: 1, rev: 6, notes: [] });
  part("undo")?.querySelector("button")?.click();
  expect([part("word")?.textContent, part("title")?.textContent]).toEqual(["Between songs", ""]);
  expect(button("Halogen")?.ariaPressed).toBe("false");
  expect(part("undo")?.hidden).toBe(true);
  await vi.waitFor(() => expect(said("op")).toHaveLength(2));
  expect(said("op")[1].ops).toEqual([
    { o: "set", id: "Halogen", f: "at" },
    { o: "set", id: "Halogen", f: "meaning", v: "expect" },
    { o: "mov", id: "Halogen", p: 0, t: 3 },
  ]);
});

test("what others hear leaves the buttons, and the new likelihoods are asked for once", async () => {
  await joined();
  socket().say(ops(6, "Ferris Light", ["meaning", "happened"], ["at", Date.now()]));
  socket().say(ops(7, "Ferris Light", ["note", "with strings"]));
  expect([part("title")?.textContent, part("number")?.textContent]).toEqual(["Ferris Light", "Song 1"]);
  expect(offered()).toEqual(songs.slice(1));
  const kept = button("Halogen");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.filter(({ url }) => url === "/shows/7/room?fragment=picks")).toHaveLength(1);
  await last(asked).answer(picks(["Halogen", "New Here"]));
  expect(offered()).toEqual(["Halogen"]); // the other is not in the list as it is known here
  expect(button("Halogen")).toBe(kept);
});

test("the buttons stay while a tap can be taken back", async () => {
  await joined();
  button("Halogen")?.click();
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  socket().say({ t: "ack", cseq: 1, rev: 6, notes: [] });
  await vi.advanceTimersByTimeAsync(1_500);
  await last(asked).answer(picks(["Winter Palace", "Ferris Light"]));
  expect(offered()).toEqual(songs);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(offered()).toEqual(["Winter Palace", "Ferris Light"]);
});

test("a song ends when somebody says so, and lasted as long", async () => {
  await joined();
  socket().say(ops(6, "Halogen", ["meaning", "happened"], ["at", Date.now()]));
  const between = document.querySelector<HTMLButtonElement>(".between button");
  expect(between?.ariaPressed).toBe("false");
  await vi.advanceTimersByTimeAsync(90_000);
  between?.click();
  expect([between?.ariaPressed, between?.disabled]).toEqual(["true", true]);
  expect([part("word")?.textContent, part("number")?.textContent]).toEqual(["Between songs", "Song 2"]);
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  expect(said("op")[0].ops).toEqual([{ o: "set", id: "Halogen", f: "duration", v: 90 }]);
});

test("another song is typed", async () => {
  await joined();
  const field = document.querySelector<HTMLInputElement>("[name=title]");
  if (field) field.value = "A Cover";
  document.querySelector<HTMLButtonElement>(".add button")?.click();
  expect(part("title")?.textContent).toBe("A Cover");
  expect(field?.value).toBe("");
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  expect(said("op")[0].ops[0]).toMatchObject({ o: "ins", item: { song: { title: "A Cover" }, meaning: "happened" } });
});

test("without a network a tap waits as one change", async () => {
  await joined();
  window.dispatchEvent(new Event("offline"));
  expect(part("line")?.textContent).toBe("Offline. The songs may be behind.");
  button("Halogen")?.click();
  expect(part("line")?.textContent).toBe("Offline. 1 change will be sent when you are back.");
});

test("a newcomer's tap is said again by a guest, after a moment where the network was gone", async () => {
  await joined();
  button("Halogen")?.click();
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  socket().say({ t: "rej", cseq: 1, code: "newcomer", say: "Nobody knows who you are yet." });
  expect(socket().closed).toBe(true);
  const introduced = () => asked.filter(({ url }) => url === "/api/v1/setlists/9/presence");
  await vi.waitFor(() => expect(introduced()).toHaveLength(1));
  await last(introduced()).fail();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeWebSocket.opened).toHaveLength(2);
  socket().open();
  socket().say(welcome);
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  socket().say({ t: "rej", cseq: 1, code: "newcomer", say: "Nobody knows who you are yet." });
  await vi.waitFor(() => expect(introduced()).toHaveLength(2));
  await last(introduced()).answer("", 204);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeWebSocket.opened).toHaveLength(3);
  socket().open();
  expect(said("hello")[0]).toMatchObject({ cseq: 1 });
  socket().say({ ...welcome, acked: null });
  await vi.waitFor(() => expect(said("op")).toHaveLength(1));
  expect(said("op")[0]).toMatchObject({ cseq: 1 });
  expect([part("title")?.textContent, document.querySelector(".notices")?.textContent]).toEqual(["Halogen", ""]);
  socket().say({ t: "ack", cseq: 1, rev: 6, notes: [] });
  expect(document.querySelector("[data-pending]")).toBeNull();
});

test("the end of the show leads to its setlist", async () => {
  await joined();
  socket().say({ t: "stage", stage: "completed", closed: true, why: "Completed." });
  expect(document.querySelector(".notices")?.textContent).toBe("The show is over.See the setlist");
});
