import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, holdNetwork, last } from "../../testing/network";
import { BringIn } from "./bring_in";
import { Candidates } from "./candidates";

customElements.get("ts-bring-in") ?? customElements.define("ts-bring-in", BringIn);
customElements.get("ts-candidates") ?? customElements.define("ts-candidates", Candidates);

const form = '<ts-bring-in><form method="post" action="/imports"><button>Bring in</button></form></ts-bring-in>';
let asked: Asked[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = holdNetwork();
});
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a second tap posts nothing while the first is under way", () => {
  document.body.innerHTML = form;
  const posted: boolean[] = [];
  document.body.addEventListener("submit", (event) => {
    posted.push(!event.defaultPrevented);
    event.preventDefault();
  });
  const button = document.querySelector("button");
  button?.click();
  button?.click();
  expect(posted).toEqual([true, false]);
  expect(document.querySelector("form")?.hasAttribute("data-pending")).toBe(true);
  window.dispatchEvent(new PageTransitionEvent("pageshow"));
  button?.click();
  expect(posted).toEqual([true, false, true]);
});

test("candidates come into place and are told once", async () => {
  document.body.innerHTML =
    '<ts-candidates data-src="/search/candidates?q=kelp"><a href="/search?q=kelp&outside=1">Look on Spotify</a></ts-candidates>';
  const place = document.querySelector("ts-candidates") as HTMLElement;
  expect(place.getAttribute("aria-busy")).toBe("true");
  await last(asked).answer(`<ul><li>Kelp ${form}</li><li>Kelp Choir ${form}</li></ul>`);
  await vi.advanceTimersByTimeAsync(20);
  expect(place.querySelectorAll("li")).toHaveLength(2);
  expect(place.querySelector("[role=status]")?.textContent).toBe("2 artists found");
  expect(place.hasAttribute("aria-busy")).toBe(false);
});

test("the plain link stays when the service does not answer", async () => {
  document.body.innerHTML =
    '<ts-candidates data-src="/search/candidates?q=kelp"><a href="/search?q=kelp&outside=1">Look on Spotify</a></ts-candidates>';
  await last(asked).answer("busy", 503);
  expect(document.querySelector("ts-candidates a")?.textContent).toBe("Look on Spotify");
});
