// Votes as shown: the server's absolute counters, and on top of them what the viewer has done since (VOT-1). A vote shows at once and is
// counted once: it leaves the top when the counters that hold it have come.
import type { Vote } from "./kept";

export type Pair = [up: number, down: number];
export interface VotesMessage {
  n: number;
  c: Record<string, Pair>;
  items?: Record<string, [item: string, meaning: string]>;
}
export type Mine = Record<string, Record<string, number>>;
interface Own extends Vote {
  k: number;
  was: number; // what the counters held of it
  n?: number; // stored: the counters of this revision hold it
}

export type VoteMessage = { t: "vote"; k: number; item: string; meaning: string; value: number };

const key = (item: string, meaning: string) => `${item} ${meaning}`;

export class Tally {
  n = 0;
  #numbers = new Map<string, string>(); // number -> key
  #counts = new Map<string, Pair>();
  #mine = new Map<string, number>();
  #own = new Map<string, Own>();
  #k = 0;

  /** The counters and the viewer's own votes as the server has them. Answers what changed. */
  welcome(votes: VotesMessage, mine: Mine): Set<string> {
    this.#numbers.clear();
    this.#mine.clear();
    for (const [item, meanings] of Object.entries(mine))
      for (const [meaning, value] of Object.entries(meanings)) this.#mine.set(key(item, meaning), value);
    for (const own of this.#own.values()) own.was = this.#mine.get(key(own.item, own.meaning)) ?? 0;
    const before = new Set([...this.#counts.keys()].map((one) => one.split(" ")[0] ?? ""));
    this.#counts.clear();
    return new Set([...before, ...this.votes(votes), ...Object.keys(mine)]);
  }

  votes({ n, c, items }: VotesMessage): Set<string> {
    this.n = n;
    for (const [number, [item, meaning]] of Object.entries(items ?? {})) this.#numbers.set(number, key(item, meaning));
    const changed = new Set<string>();
    for (const [number, pair] of Object.entries(c)) {
      const at = this.#numbers.get(number);
      if (!at) continue;
      this.#counts.set(at, pair);
      changed.add(at.split(" ")[0] ?? "");
    }
    for (const [at, own] of this.#own) if (own.n !== undefined && own.n <= n) this.#settle(at, own);
    return changed;
  }

  /** What is waiting to be sent or seen: the last word for each item. */
  get waiting(): Vote[] {
    return [...this.#own.values()].filter((own) => own.n === undefined).map(({ item, meaning, value }) => ({ item, meaning, value }));
  }

  cast({ item, meaning, value }: Vote): VoteMessage {
    const at = key(item, meaning);
    const was = this.#own.get(at)?.was ?? this.#mine.get(at) ?? 0;
    this.#own.set(at, { item, meaning, value, was, k: ++this.#k });
    return { t: "vote", k: this.#k, item, meaning, value };
  }

  /** Everything not confirmed, to be said again. */
  messages(): VoteMessage[] {
    return [...this.#own.values()]
      .filter((own) => own.n === undefined)
      .map(({ k, item, meaning, value }) => ({ t: "vote", k, item, meaning, value }));
  }

  voted(k: number, n: number): string | undefined {
    const found = [...this.#own].find(([, own]) => own.k === k);
    if (!found) return undefined;
    const [at, own] = found;
    own.n = n;
    if (n <= this.n) this.#settle(at, own);
    return own.item;
  }

  /** Refused: as if it had not been cast. */
  refused(k: number): string | undefined {
    const found = [...this.#own].find(([, own]) => own.k === k);
    if (found) this.#own.delete(found[0]);
    return found?.[1].item;
  }

  #settle(at: string, own: Own): void {
    this.#own.delete(at);
    if (own.value) this.#mine.set(at, own.value);
    else this.#mine.delete(at);
  }

  mine(item: string, meaning: string): number {
    const at = key(item, meaning);
    return this.#own.get(at)?.value ?? this.#mine.get(at) ?? 0;
  }

  pending(item: string): boolean {
    return this.waiting.some((own) => own.item === item);
  }

  counts(item: string, meaning: string): Pair {
    const at = key(item, meaning);
    const [up, down] = this.#counts.get(at) ?? [0, 0];
    const own = this.#own.get(at);
    if (!own) return [up, down];
    const by = (value: number) => Number(own.value === value) - Number(own.was === value);
    return [Math.max(0, up + by(1)), Math.max(0, down + by(-1))];
  }
}
