import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, FakeEventSource, holdNetwork, last } from "../../testing/network";
import { Follow } from "./follow";

customElements.get("ts-follow") ?? customElements.define("ts-follow", Follow);

const button = '<form method="post" action="/artists/marrow-coast/follow"><button class="btn main">Follow</button></form>';
const asking =
  '<details class="ask"><summary class="btn">Following</summary><form method="post" action="/artists/marrow-coast/unfollow"><button>Unfollow</button></form></details>';
const island = (inside: string, followers: string) =>
  `<ts-follow data-section="follow" data-followers="${followers}" data-counts="/counts">${inside}</ts-follow>`;
let asked: Asked[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = holdNetwork();
  document.body.innerHTML = `<dl><dd data-part="followers">7</dd></dl>${island(button, "7")}`;
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const figure = () => document.querySelector("[data-part=followers]")?.textContent;
const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

test("following posts once and puts the question for later in its place", async () => {
  click("button");
  click("button");
  expect(asked).toHaveLength(1);
  expect(last(asked).url).toMatch(/\/artists\/marrow-coast\/follow\?fragment=follow$/);
  await last(asked).answer(island(asking, "8"));
  expect(document.querySelector("summary")?.textContent).toBe("Following");
  expect(document.activeElement?.localName).toBe("summary");
  expect(document.querySelector("details")?.open).toBe(false);
  expect(figure()).toBe("8");
});

test("unfollowing asks once, in place", async () => {
  document.body.innerHTML = island(asking, "8");
  click("summary");
  expect(asked).toHaveLength(0);
  click("details button");
  expect(last(asked).url).toMatch(/unfollow\?fragment=follow$/);
  await last(asked).answer(island(button, "7"));
  expect(document.activeElement?.textContent).toBe("Follow");
});

test("what fails is sent the plain way, which tells why", async () => {
  const plain = vi.spyOn(HTMLFormElement.prototype, "submit").mockImplementation(() => {});
  click("button");
  await last(asked).fail();
  expect(plain).toHaveBeenCalledOnce();
});

test("the number follows the news, and a page that nobody sees holds no connection", () => {
  last(FakeEventSource.opened).say("followers", { followers: 1234 });
  expect(figure()).toBe("1,234");
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(FakeEventSource.opened.map((s) => s.readyState)).toEqual([FakeEventSource.CLOSED]);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(FakeEventSource.opened).toHaveLength(2);
  document.body.innerHTML = "";
  expect(last(FakeEventSource.opened).readyState).toBe(FakeEventSource.CLOSED);
  hidden.mockRestore();
});
