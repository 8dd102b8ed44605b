// Which rows stand where: the document in two lists, and how rows get into their places without being torn from a hand or the focus.

import type { Doc, Fields, Item } from "./ot";

export type Stage = "draft" | "live" | "completed";

export const isMarker = (item: Item): boolean => item.kind === "marker";
export const happened = (item: Item): boolean => item.meaning === "happened" && !isMarker(item);

export const titleOf = (item: Item): string =>
  isMarker(item) ? String(item.label ?? "") : String((item.song as Fields | undefined)?.title ?? "");

/** Where the next song that is played goes: after the last that happened and the section names right behind it. */
export function nowPlace(items: readonly Item[]): number {
  let place = items.findLastIndex(happened) + 1;
  for (let next = items[place]; next && isMarker(next); next = items[place]) place++;
  return place;
}

/** As the server's arrange: played songs with their sections, and apart from them what is still expected. */
export function arrange(items: readonly Item[], stage: Stage): { played: string[]; expected: string[] } {
  const reached = stage === "draft" ? 0 : nowPlace(items);
  const lists = { played: [] as string[], expected: [] as string[] };
  items.forEach((item, i) => {
    const list = i < reached && (isMarker(item) || happened(item)) ? lists.played : lists.expected;
    list.push(item.id);
  });
  return lists;
}

/** Makes `rows` the children of `list`, in this order. `held` stays where it is; the others move around it. */
export function putInOrder(list: Element, rows: readonly Element[], held: Element | null): void {
  const wanted = new Set(rows);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  const pivot = held?.parentElement === list ? rows.indexOf(held) : -1;
  let at: Element | null = list.firstElementChild;
  rows.forEach((row, i) => {
    if (i === pivot) at = row.nextElementSibling;
    else if (row === at) at = at.nextElementSibling;
    else list.insertBefore(row, at);
  });
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Runs a change and lets the rows glide from where they were. */
export function glide(rows: readonly HTMLElement[], change: () => void): void {
  const tops = still() ? [] : rows.map((row) => row.offsetTop);
  change();
  tops.forEach((top, i) => {
    const row = rows[i];
    const way = row?.isConnected ? top - row.offsetTop : 0;
    if (way) row?.animate([{ translate: `0 ${way}px` }, { translate: "0 0" }], { duration: 120, easing: "ease-out" });
  });
}

const longest = 12 * 60_000; // few songs last longer; then nobody knows

/** The item believed to be playing: the last that happened, as long as it may last. */
export function playing(doc: Doc, now: number): Item | undefined {
  const last = doc.items.findLast(happened);
  if (!last || typeof last.at !== "number") return last;
  return now < last.at + (typeof last.duration === "number" ? last.duration * 1000 : longest) ? last : undefined;
}
