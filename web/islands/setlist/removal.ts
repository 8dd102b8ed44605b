// Who removed the songs that own changes came too late for, and what they were called: asked of the list's log. A page that caught up by
// the whole document has not seen it happen.
import { titleOf } from "../../lib/order";
import type { Doc, Op } from "../../lib/ot";
import type { Lost } from "../../lib/pending";

type Late = Exclude<Lost, { o: "nop" }>;

interface Version {
  rev: number;
  name?: string | undefined;
  ops: Op[];
}
export interface Removal {
  rev: number;
  name: string;
  title: string;
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as T;
}

/** Of those songs that the log's last versions tell of; nothing where it cannot be asked. `base`: of the list's API. */
export async function removals(base: string, lost: Late[]): Promise<Removal[]> {
  const ids = new Map(lost.map((op) => [op.id, op]));
  try {
    const told = lost.every(({ rev }) => rev);
    const { versions } = told ? { versions: [] } : await read<{ versions: Version[] }>(`${base}/versions`);
    const found = [...ids].map(async ([id, { rev, name }]) => {
      const by = rev ? { rev, name } : versions.find(({ ops }) => ops.some((op) => op.o === "rem" && op.id === id));
      if (!by) return [];
      const { doc } = await read<{ doc: Doc }>(`${base}/versions/${by.rev - 1}`);
      return doc.items.filter((item) => item.id === id).map((item) => ({ rev: by.rev, name: by.name ?? "", title: titleOf(item) }));
    });
    return (await Promise.all(found)).flat();
  } catch {
    return [];
  }
}

/** "“A”, “B” were removed by Ana and Ben." */
export function inWords(removed: Removal[]): string {
  const who = [...new Set(removed.map(({ name }) => name || "somebody"))].join(" and ");
  return `${removed.map(({ title }) => `“${title}”`).join(", ")} ${removed.length > 1 ? "were" : "was"} removed by ${who}.`;
}
