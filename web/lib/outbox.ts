// What was done and is not confirmed yet, in IndexedDB: it survives reloads and closing. One record for each open page (`cid`), whose Web
// Lock says that somebody sends for it: the page itself, one that opens later and takes it over, or the service worker.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type Kept, size } from "./kept";

interface Schema extends DBSchema {
  kept: { key: string; value: Kept; indexes: { base: string } };
}

const name = "theset";
const longest = 24 * 3_600_000;
const moment = 500; // ms

let opened: Promise<IDBPDatabase<Schema>> | undefined;
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(name, 1, {
    upgrade: (db) => db.createObjectStore("kept", { keyPath: "cid" }).createIndex("base", "base"),
    terminated: () => {
      opened = undefined;
    },
  });
  return opened;
}

const claimed = new Set<string>();

/** Keeps it, or forgets it when nothing waits. Without storage (a private window) the page works on, it only forgets when closed. */
export async function keep(kept: Kept): Promise<void> {
  if (!claimed.has(kept.cid)) void claim(kept.cid);
  try {
    const db = await database();
    if (size(kept)) {
      await db.put("kept", kept);
      void sendWhenClosed();
    } else await db.delete("kept", kept.cid);
  } catch {
    // Nothing can be kept here.
  }
}

interface SyncRegistration {
  sync?: { register(tag: string): Promise<void> };
}
// Background Sync, where there is such a thing: the service worker sends when the page is gone.
// (https://wicg.github.io/background-sync/spec/)
async function sendWhenClosed(): Promise<void> {
  if (!("window" in globalThis)) return;
  const registration = (await navigator.serviceWorker?.getRegistration()) as SyncRegistration | undefined;
  await registration?.sync?.register("outbox").catch(() => undefined);
}

export async function drop(cid: string): Promise<void> {
  await (await database()).delete("kept", cid);
}

/** Everything that waits, without what is a day old. */
export async function all(base?: string): Promise<Kept[]> {
  try {
    const db = await database();
    const found = base ? await db.getAllFromIndex("kept", "base", base) : await db.getAll("kept");
    const fresh = found.filter((kept) => Date.now() - kept.since < longest);
    for (const kept of found) if (!fresh.includes(kept)) await db.delete("kept", kept.cid);
    return fresh;
  } catch {
    return [];
  }
}

/** What waits of one page, as it is now. */
export async function one(cid: string): Promise<Kept | undefined> {
  return (await database()).get("kept", cid);
}

/** Somebody has read that it was refused: it is not told again. */
export async function told(cid: string): Promise<void> {
  const { store, done } = (await database()).transaction("kept", "readwrite");
  const kept = await store.get(cid); // its sender may write at any time: read and written at once
  if (kept?.refused) await store.put({ ...kept, refused: { ...kept.refused, told: true } });
  await done;
}

/** Becomes the sender for `cid` until `work` is done; false when somebody else is. */
export async function asSender(cid: string, work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`outbox ${cid}`, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

// The sender for `cid` as long as this page lives. False: somebody else is, also after `waiting`.
function claim(cid: string, waiting?: AbortSignal): Promise<boolean> {
  claimed.add(cid);
  return new Promise((resolve) => {
    const options = waiting ? { signal: waiting } : { ifAvailable: true };
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => {}) : undefined;
    };
    navigator.locks.request(`outbox ${cid}`, options, hold).catch(() => resolve(false));
  });
}

/**
 * What an earlier page of this list could not send, for this one to send; nothing while somebody else does. A page that was reloaded, and a
 * service worker that finds no network, let go of it a moment later only.
 */
export async function take(base: string): Promise<Kept | undefined> {
  for (const { cid } of await all(base)) {
    const mine = !claimed.has(cid) && (await claim(cid, AbortSignal.timeout(moment)));
    const kept = mine && (await one(cid)); // as it is now: it may have been sent meanwhile
    if (kept) return kept;
  }
  return undefined;
}
