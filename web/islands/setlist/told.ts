// What the outcomes of own deeds are called, with the way out of each (docs/live-protocol.md, codes).
import { titleOf } from "../../lib/order";
import type { Op } from "../../lib/ot";
import type { Note, Session } from "../../lib/session";
import type { Notices, Way } from "./notices";
import { inWords, removals } from "./removal";

const refusals = ["locked", "forbidden", "banned", "limit", "bad", "stale"];
const passing = ["rate", "unavailable"]; // sent again by itself
const patience = 8_000; // until that is worth a word
const apart = 20_000; // two that are, have nothing to do with each other

let [first, last] = [0, 0]; // refusals that pass

function lasts(now = Date.now()): boolean {
  if (now - last > apart) first = now;
  last = now;
  return now - first >= patience;
}

/** `mine`: the value that one had set, where somebody else's has replaced it. */
export async function tell(notices: Notices, session: Session, note: Note, mine: Op | undefined): Promise<void> {
  const { code, ops = [] } = note;
  const known = new Set(session.pending.doc.items.map(({ id }) => id));
  // Who removed it as well got what they wanted.
  const lost = ops.flatMap((op) => (op.o === "nop" || op.o === "rem" ? [] : op));
  const late = note.say ? [] : lost.filter(({ id }) => !known.has(id));
  const removed = late.length ? await removals(base(), late) : [];
  const undo = new Set(removed.map(({ rev }) => rev));
  if (note.undo !== undefined) undo.add(note.undo);
  const text = note.say || (removed.length ? inWords(removed) : lost.length ? notApplied(session, lost) : "");
  if (!text || (passing.includes(code) && !lasts())) return;
  const ways: Way[] = [];
  const restore = () => {
    for (const rev of undo) session.command("undo", rev);
  };
  if (undo.size && code === "gone") ways.push({ words: "Restore", go: restore });
  if (mine && code === "overwritten") ways.push({ words: "Use mine", go: () => session.edit([mine]) });
  else if (grip(note.item)) ways.push({ words: "See it", go: () => grip(note.item)?.focus() });
  const refused = refusals.includes(code);
  const name = `note-${code}-${note.item ?? ""}`;
  notices.say(name, refused ? "bad" : "slow", text, ways, ways.length > 0 || refused ? 30 : 8);
}

/** They are old: apply or drop? */
export function ask(notices: Notices, changes: number, settle: (apply: boolean) => void): void {
  notices.say("old", "", changes === 1 ? "1 change made offline:" : `${changes} changes made offline:`, [
    { words: "Apply", go: () => settle(true) },
    { words: "Drop", go: () => settle(false) },
  ]);
}

// Where the row is that it is about; the browser brings what gets the focus into view.
function grip(item = ""): HTMLElement | null {
  return document.querySelector<HTMLElement>(`ts-setlist [data-id="${CSS.escape(item)}"] a.grip`);
}

const base = () => document.querySelector<HTMLElement>("[data-base]")?.dataset.base ?? "";

// Own edits that no longer have anything to be done to, by the name of the song if it is known still.
function notApplied(session: Session, lost: { id: string }[]): string {
  const names = lost.flatMap((op) => session.pending.doc.items.filter((item) => item.id === op.id).map(titleOf));
  return names.length > 0 ? `Not applied: your change of ${names.join(", ")}.` : "Not applied: the song you changed was removed meanwhile.";
}
