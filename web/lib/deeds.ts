// What the forms of a live setlist mean as operations: the same as the server makes of them when scripts are off.
import { happened, isMarker, nowPlace, playing, type Stage, titleOf } from "./order";
import type { Doc, Json, Op } from "./ot";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID (https://github.com/ulid/spec): ids sort by time. */
export function newId(now = Date.now()): string {
  let id = "";
  for (let n = now, i = 0; i < 10; i++, n = Math.floor(n / 32)) id = crockford[n % 32] + id;
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += crockford[byte % 32];
  return id;
}

const at = (doc: Doc, id: string) => doc.items.findIndex((item) => item.id === id);
const folded = (text: string) => text.trim().normalize("NFKD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();

export function move(doc: Doc, id: string, to: number): Op[] {
  const p = at(doc, id);
  const t = Math.max(0, Math.min(to, doc.items.length - 1));
  return p < 0 || p === t ? [] : [{ o: "mov", id, p, t }];
}

export function remove(doc: Doc, id: string): Op[] {
  const p = at(doc, id);
  return p < 0 ? [] : [{ o: "rem", id, p }];
}

/** An expected song turns out to be played: it goes to where the show is. */
export function played(doc: Doc, id: string, now = Date.now()): Op[] {
  const p = at(doc, id);
  if (p < 0) return [];
  const place = nowPlace(doc.items);
  const fact = (f: string, v: Json): Op => ({ o: "set", id, f, v });
  return [...move(doc, id, p < place ? place - 1 : place), fact("meaning", "happened"), fact("at", now)];
}

/** What is playing ends: it lasted since it began. */
export function ended(doc: Doc, now = Date.now()): Op[] {
  const item = playing(doc, now);
  return typeof item?.at === "number"
    ? [{ o: "set", id: item.id, f: "duration", v: Math.max(1, Math.floor((now - item.at) / 1_000)) }]
    : [];
}

/** A field as the row's sheet gives it; empty takes it away. */
export function set(doc: Doc, id: string, field: string, value: string): Op[] {
  if (at(doc, id) < 0) return [];
  if (field === "meaning" && value === "happened") return played(doc, id);
  const text = value.trim().normalize("NFC");
  if (!text) return [{ o: "set", id, f: field }];
  if (field === "duration") return Number(text) >= 1 ? [{ o: "set", id, f: field, v: Math.round(Number(text)) }] : [];
  return [{ o: "set", id, f: field, v: field === "tape" ? text === "true" : text }];
}

export function addSection(doc: Doc, stage: Stage, label: string): Op[] {
  const p = stage === "live" ? nowPlace(doc.items) : doc.items.length;
  return [{ o: "ins", id: newId(), p, item: { kind: "marker", label: label.trim().normalize("NFC") } }];
}

/** A song that is playing, or before the show one to be hoped for. One that is expected already is not added again. */
export function addSong(doc: Doc, stage: Stage, title: string, coverOf = ""): { id: string; ops: Op[] } {
  const wanted = folded(title);
  const known = doc.items.find((item) => !isMarker(item) && !happened(item) && folded(titleOf(item)) === wanted);
  if (known) return { id: known.id, ops: stage === "live" ? played(doc, known.id) : [] };
  const id = newId();
  const p = stage === "live" ? nowPlace(doc.items) : doc.items.length;
  const song = { title: title.trim().normalize("NFC") };
  const cover = coverOf && { cover_of: coverOf };
  const meaning = stage === "live" ? { meaning: "happened", at: Date.now() } : { meaning: "expect" };
  return { id, ops: [{ o: "ins", id, p, item: { kind: "song", song, ...meaning, ...cover } }] };
}
