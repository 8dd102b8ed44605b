// What a live page brings in when it is needed first (edit.ts): outbox, other ways than a WebSocket, what hands need.
import type { Kept } from "./kept";

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

/** What an earlier page of this list could not send: looked for only where something was ever kept. */
export async function unsent(base: string, load: Load): Promise<Kept | undefined> {
  try {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "theset")) return undefined;
    return await (await load())?.take(base);
  } catch {
    // No storage here.
  }
  return undefined;
}
