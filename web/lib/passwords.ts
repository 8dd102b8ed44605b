// What scripts add to the field of a password: it can be looked at, and a new one says how hard it is to guess.

/** 0 to 4. What repeats, runs on or was typed twice before adds nothing; the server has the last word on what is too common. */
export function hardness(password: string): number {
  const signs = [...password];
  const told = signs.filter((sign, i) => {
    const step = (sign.codePointAt(0) ?? 0) - (signs[i - 1]?.codePointAt(0) ?? 0);
    return i === 0 || (Math.abs(step) > 1 && signs.slice(0, i).filter((one) => one === sign).length < 2);
  }).length;
  if (signs.length < 12 || told < 6) return password ? 1 : 0;
  return told < 10 ? 2 : told < 14 ? 3 : 4;
}

const words = ["", "easy", "not hard", "hard", "very hard"];

export function helpWithPasswords(): void {
  for (const field of document.querySelectorAll(".secret")) {
    const [input, button, meter] = [field.querySelector("input"), field.querySelector("button"), field.querySelector("meter")];
    if (!input || !button) continue;
    const show = (shown: boolean) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide" : "Show";
      button.ariaLabel = `${button.textContent} the password`;
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false)); // else browsers keep it among the texts once typed
    if (!meter) continue;
    input.addEventListener("input", () => {
      meter.hidden = input.value === "";
      meter.value = hardness(input.value);
      meter.textContent = words[meter.value] ?? "";
      meter.setAttribute("aria-valuetext", meter.textContent);
    });
  }
}
