import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, FakeEventSource, holdNetwork, last } from "../../testing/network";
import { ImportProgress } from "./progress";

customElements.get("ts-import-progress") ?? customElements.define("ts-import-progress", ImportProgress);

const panel = (percent: number, text = "Finding upcoming shows", state = "") =>
  `<div class="progress ${state}" data-section="progress"><p><b>Still tuning up</b><span data-part="figure">${percent}%</span></p>
  <progress max="100" value="${percent}"></progress><p data-part="text">${text}</p>
  <p><span><b data-count="shows">0</b> shows</span><span><b data-count="setlists">0</b> setlists</span></p></div>`;

const markup = (
  inside: string,
  sequence = "4",
) => `<ts-import-progress data-artist="1" data-sequence="${sequence}" data-events="/events" data-socket="/socket"
  data-poll="/poll" data-page="/artists/marrow-coast">${inside}</ts-import-progress>
  <section data-section="shows"><a href="/shows/1">One</a></section><section data-section="setlists"></section>`;

let asked: Asked[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = holdNetwork();
  document.body.innerHTML = markup(panel(10));
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const island = () => document.querySelector("ts-import-progress") as HTMLElement;
const bar = () => island().querySelector("progress") as HTMLProgressElement;
const text = (selector: string) => document.querySelector(selector)?.textContent;
const fragments = () => asked.map((a) => a.url.replace("/artists/marrow-coast?fragment=", ""));

let sequence = 4;
beforeEach(() => {
  sequence = 4;
});
function say(change: Record<string, unknown>) {
  sequence++;
  last(FakeEventSource.opened).say(
    "progress",
    { sequence, status: "importing", current_phase: "shows", phase_text: "Finding upcoming shows", progress: 20, sections: [], ...change },
    String(sequence),
  );
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test("an event moves the bar, the figure, the words and the counts", () => {
  say({ progress: 25, phase_text: "Collecting records: 2 of 3 in", shows_imported: 5, setlists_imported: 1234 });
  expect(bar().value).toBe(25);
  expect(text("[data-part=figure]")).toBe("25%");
  expect(text("[data-part=text]")).toBe("Collecting records: 2 of 3 in");
  expect(text("[data-count=shows]")).toBe("5");
  expect(text("[data-count=setlists]")).toBe("1,234");
  expect(island().dataset.transport).toBe("events");
});

test("the bar never goes back: not by a late event, a lower figure or older markup", async () => {
  say({ progress: 60 });
  say({ progress: 40 });
  expect(bar().value).toBe(60);
  last(FakeEventSource.opened).say("progress", { sequence: 3, progress: 90, phase_text: "late" }, "3");
  expect(bar().value).toBe(60);
  say({ sections: ["progress"] });
  await settle();
  await last(asked).answer(panel(35, "Older"));
  expect(bar().value).toBe(60);
  expect(text("[data-part=figure]")).toBe("60%");
});

test("a section that changed is drawn again in place, what is unchanged keeps its node", async () => {
  const one = document.querySelector('a[href="/shows/1"]');
  say({ sections: ["shows"] });
  await settle();
  expect(fragments()).toEqual(["shows"]);
  await last(asked).answer('<section data-section="shows" class="fresh"><a href="/shows/0">Zero</a><a href="/shows/1">One</a></section>');
  const section = document.querySelector("[data-section=shows]") as Element;
  expect(section.className).toBe("fresh");
  expect([...section.children].map((e) => e.textContent)).toEqual(["Zero", "One"]);
  expect(section.children[1]).toBe(one);
});

test("many events make at most one request a section and second", async () => {
  for (let n = 0; n < 20; n++) say({ sections: ["shows", "nowhere"] });
  await settle();
  expect(fragments()).toEqual(["shows"]);
  for (let n = 0; n < 20; n++) say({ sections: ["shows"] }); // while the first is under way
  await last(asked).answer("");
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fragments()).toEqual(["shows", "shows"]);
  await last(asked).answer("");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test("a fragment that fails leaves the section as it was", async () => {
  say({ sections: ["shows"] });
  await settle();
  await last(asked).answer("<h1>500</h1>", 500);
  expect(text("[data-section=shows]")).toBe("One");
});

test("a state without a list of changes stands for everything, unless it is the one the page was drawn from", async () => {
  const snapshot = { status: "importing", progress: 20, current_phase: "shows", phase_text: "x" };
  last(FakeEventSource.opened).say("progress", { ...snapshot, sequence: 4 }, "4");
  await settle();
  expect(asked).toHaveLength(0);
  last(FakeEventSource.opened).say("progress", { ...snapshot, sequence: 6 }, "6");
  await settle();
  expect(new Set(fragments())).toEqual(new Set(["progress", "shows", "setlists"]));
});

test("only a change of phase is announced", () => {
  const status = island().querySelector("[role=status]");
  say({ progress: 20 });
  say({ progress: 30 });
  expect(status?.textContent).toBe("");
  say({ progress: 40, current_phase: "setlists", phase_text: "Past setlists are arriving" });
  expect(status?.textContent).toBe("Past setlists are arriving");
});

test("at the end the server's panel is shown and the news stop", async () => {
  const stream = last(FakeEventSource.opened);
  say({ progress: 100, status: "completed", current_phase: "done", phase_text: "Everything is here", sections: ["setlists"] });
  expect(stream.readyState).toBe(FakeEventSource.CLOSED);
  expect(island().dataset.transport).toBe("off");
  await settle();
  expect(new Set(fragments())).toEqual(new Set(["setlists", "progress"]));
  await asked.find((a) => a.url.endsWith("progress"))?.answer(panel(100, "Everything is here", "done"));
  expect(island().querySelector(".progress")?.matches(".done")).toBe(true);
  window.dispatchEvent(new Event("online"));
  expect(FakeEventSource.opened).toHaveLength(1);
});

test("an import that is over asks nobody", () => {
  FakeEventSource.opened = [];
  document.body.innerHTML = markup(panel(100, "Everything is here", "done"));
  expect(FakeEventSource.opened).toHaveLength(0);
});

test("offline it is quiet, online it goes on; gone from the page it is gone", async () => {
  window.dispatchEvent(new Event("offline"));
  expect(island().dataset.transport).toBe("off");
  window.dispatchEvent(new Event("online"));
  expect(FakeEventSource.opened).toHaveLength(2);
  say({ sections: ["shows"] });
  document.body.innerHTML = "";
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(0);
  expect(last(FakeEventSource.opened).readyState).toBe(FakeEventSource.CLOSED);
});
