// What waits on this device, in words.
import { type Kept, size } from "./kept";
import { named } from "./pages_kept";

/** "3 changes …: 2 on “Marrow Coast”, 1 on “Tin Observatory”."; empty when nothing waits. */
export function inWords(waiting: Kept[]): string {
  const sum = waiting.reduce((n, kept) => n + size(kept), 0);
  if (sum === 0) return "";
  const lists = waiting.map((kept) => `${size(kept)} on “${named(kept.title)}”${kept.refused ? ` (${kept.refused.say})` : ""}`);
  return `${sum} ${sum === 1 ? "change" : "changes"} you made here ${sum === 1 ? "is" : "are"} not sent yet: ${lists.join("; ")}. Signing out drops ${sum === 1 ? "it" : "them"}.`;
}
