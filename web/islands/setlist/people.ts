// Who is here: as the server draws it, from the frames that only name people.
import type { Person } from "../../lib/session";

const most = 5;

// As src/live/views_list.cpp: the same name has the same colour everywhere.
function hue(name: string): number {
  let sum = 0;
  for (const byte of new TextEncoder().encode(name)) sum = (Math.imul(sum, 31) + byte) >>> 0;
  return sum % 12;
}

export function drawPeople(place: HTMLElement | null, here: number, who: Person[]): void {
  const stack = place?.querySelector(".stack");
  const words = place?.querySelector("[data-part=here]");
  if (!stack || !words) return;
  const avatars = who.slice(0, most).map(({ name, item }) => {
    const avatar = document.createElement("span");
    avatar.className = item ? "avatar editing" : "avatar";
    avatar.dataset.hue = String(hue(name));
    avatar.ariaHidden = "true";
    avatar.textContent = [...name.matchAll(/(?:^|[ -])([^ -])/gu)]
      .slice(0, 2)
      .map((found) => found[1])
      .join("");
    return avatar;
  });
  stack.replaceChildren(...avatars);
  words.textContent = [here ? `${here.toLocaleString("en")} here` : "", who.length ? `${who.length} editing` : ""]
    .filter(Boolean)
    .join(" · ");
}
