import { beforeEach, expect, test } from "vitest";
import { hardness, helpWithPasswords } from "./passwords";

const field =
  '<form><div class="secret"><input name="password" type="password"><button class="link" type="button" hidden>Show</button>' +
  '<meter min="0" max="4" value="0" hidden></meter></div></form>';

beforeEach(() => {
  document.body.innerHTML = field;
  helpWithPasswords();
});

function part<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function type(text: string): void {
  const input = part<HTMLInputElement>("input");
  input.value = text;
  input.dispatchEvent(new Event("input"));
}

test("a typed password can be looked at, and is one again when it is sent", () => {
  const [input, button] = [part<HTMLInputElement>("input"), part<HTMLButtonElement>("button")];
  expect(button.hidden).toBe(false);
  button.click();
  expect([input.type, button.textContent, button.ariaLabel]).toEqual(["text", "Hide", "Hide the password"]);
  button.click();
  expect(input.type).toBe("password");
  button.click();
  part("form").dispatchEvent(new Event("submit"));
  expect(input.type).toBe("password");
});

test("a new password says how hard it is to guess", () => {
  const meter = part<HTMLMeterElement>("meter");
  expect(meter.hidden).toBe(true);
  type("short");
  expect([meter.hidden, meter.value, meter.textContent]).toEqual([false, 1, "easy"]);
  type("velvet ladder orchard");
  expect([meter.value, meter.textContent]).toEqual([4, "very hard"]);
  type("");
  expect(meter.hidden).toBe(true);
});

test("length alone is not hard", () => {
  expect(["aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "abababababababab", "1234567890123"].map(hardness)).toEqual([1, 1, 1, 1]);
  expect(hardness("three or four")).toBe(3);
  expect(hardness("\u{1F3B8}\u{1F941}\u{1F3A4} loud and late, again")).toBe(4);
});
