import { beforeEach, expect, test, vi } from "vitest";
import { offerNearMe } from "./near";

const ask = vi.fn();
beforeEach(() => {
  ask.mockReset();
  Object.defineProperty(navigator, "geolocation", { configurable: true, value: { getCurrentPosition: ask } });
  document.body.innerHTML =
    '<form action="#near"><input name="near" value="Oslo"><input name="km" value="50"><button type="button" data-here hidden></button><p role="status"></p></form>';
});

test("asks where the device is only on a tap, and rounds to a kilometre", () => {
  offerNearMe();
  const button = document.querySelector("button") as HTMLButtonElement;
  expect(button.hidden).toBe(false);
  expect(ask).not.toHaveBeenCalled();
  button.click();
  ask.mock.calls[0]?.[0]({ coords: { latitude: 59.91273, longitude: 10.74609 } });
  expect(location.hash).toBe("#near?km=50&lat=59.91&lon=10.75");
});

test("says what to do when the device does not tell", () => {
  offerNearMe();
  const button = document.querySelector("button") as HTMLButtonElement;
  button.click();
  ask.mock.calls[0]?.[1]();
  expect(document.querySelector("[role=status]")?.textContent).toContain("Type a town instead");
  expect(button.hasAttribute("aria-busy")).toBe(false);
});
