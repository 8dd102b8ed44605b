// What was done and is not confirmed yet.
import type { State } from "./pending";

export interface Vote {
  item: string;
  meaning: string;
  value: number;
}
export interface Refusal {
  say: string;
  path: string; // where the list is
  told?: boolean; // on a page that opened since
}
export interface Kept {
  cid: string;
  base: string; // "/api/v1/setlists/1"
  state: State;
  votes: Vote[]; // the last word for each item, never increments
  since: number; // when the oldest of it was done, ms
  title: string; // of the page, for people
  refused?: Refusal; // when a service worker sent it
}

const old = 30 * 60_000;

export const size = ({ state, votes }: Pick<Kept, "state" | "votes">): number =>
  (state.flight?.ops.length ?? 0) + state.buffer.length + votes.length;

/** Made so long ago that it is asked for before it is sent. */
export const isOld = ({ since }: Pick<Kept, "since">): boolean => Date.now() - since > old;

/** No more than this waits: then there has to be a network first. */
export const most = 200;
