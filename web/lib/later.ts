// What a live page brings in when it is needed first (edit.ts): outbox, other ways than a WebSocket, what hands need.
import type { Kept } from "./kept";
import { type Listener, Session, type Start } from "./session";

export type Edit = typeof import("../edit");
export type Load = () => Promise<Edit | undefined>;

/** Loads it once. What fails, without a network, is tried again by the next who needs it. */
export function later(address: () => string | undefined): Load {
  let loaded: Promise<Edit | undefined> | undefined;
  return () => {
    const url = address() ?? "";
    loaded ??= (import(/* @vite-ignore */ url) as Promise<Edit>).catch(() => {
      loaded = undefined;
      return undefined;
    });
    return loaded;
  };
}

/** The list's session until `signal`, not started; nothing when that came first. It goes on with what an earlier page could not send. */
export async function open(start: Start, listener: Listener, load: Load, signal: AbortSignal): Promise<Session | undefined> {
  const kept = await unsent(start.base, load);
  if (signal.aborted) return undefined;
  const session = new Session(start, listener, async (one) => (await load())?.keep(one), kept);
  signal.addEventListener("abort", () => session.stop());
  return session;
}

// Looked for only where something was ever kept.
async function unsent(base: string, load: Load): Promise<Kept | undefined> {
  try {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "theset")) return undefined;
    return await (await load())?.take(base);
  } catch {
    // No storage here.
  }
  return undefined;
}
