// Sends what closed pages left in the outbox (RT-4): one message after the other, by POST, as the page would have. What is refused, or so old
// that somebody has to be asked, stays for the list's page that opens next; that it was refused, any page tells.
import { isOld, type Kept, type Refusal, size } from "./kept";
import type { Doc } from "./ot";
import { all, asSender, drop, keep, one } from "./outbox";
import { Pending } from "./pending";

interface Answer {
  t: string;
  cseq: number;
  rev: number;
  code?: string;
  say?: string;
}

async function post(kept: Kept, path: string, said: object): Promise<Answer> {
  const answer = await fetch(`${kept.base}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ cid: kept.cid, ...said }),
  });
  if (answer.status === 429 || answer.status >= 500) throw new Error(`try again: ${answer.status}`);
  return (await answer.json()) as Answer;
}

// Nothing of it: what only has to be settled with a newer document, the list's page sends in silence.
async function refusal({ base }: Kept, { code, say }: Answer): Promise<Refusal | undefined> {
  if (!say || code === "bad" || code === "stale") return undefined;
  const { show_id } = (await (await fetch(base)).json()) as { show_id: string };
  return { say, path: `/shows/${show_id}` };
}

async function send({ refused: _, ...kept }: Kept): Promise<void> {
  const pending = new Pending(kept.state);
  for (let message = pending.next(); message; message = pending.next()) {
    const { t: _, ...said } = message;
    const { state } = pending;
    await keep({ ...kept, state }); // its number must never go out with other operations
    const answer = await post(kept, "ops", said);
    if (answer.t !== "ack") {
      const refused = await refusal(kept, answer);
      if (refused) await keep({ ...kept, state, refused });
      return; // the list's next page sends what is left
    }
    pending.ack(answer);
    // Others came before it: then the list as it is now is simpler than what it became over each of theirs.
    if (pending.state.flight) {
      const now = (await (await fetch(kept.base)).json()) as { rev: number; doc: Doc };
      pending.welcome({ head: now.rev, acked: answer.rev, doc: now.doc });
    }
    await keep({ ...kept, state: pending.state });
  }
  let votes = kept.votes;
  for (const [k, vote] of kept.votes.entries()) {
    const answer = await post(kept, "votes", { k: k + 1, ...vote });
    const refused = answer.t === "voted" ? undefined : await refusal(kept, answer);
    if (!refused) votes = votes.filter((one) => one !== vote);
    await keep({ ...kept, state: pending.state, votes, ...(refused && { refused }) });
  }
  if (size({ state: pending.state, votes }) === 0) await drop(kept.cid);
}

async function sendOne(cid: string, asked: boolean): Promise<void> {
  const kept = await one(cid); // as it is now: whoever sent before may have been refused
  if (kept && (asked || !(isOld(kept) || kept.refused))) await send(kept);
}

/**
 * Throws when it has to be tried again; false when some of it is being sent by somebody else. `asked`: what is old and what was refused goes
 * out too, because somebody wants it to.
 */
export async function drain(asked = false): Promise<boolean> {
  let mine = true;
  for (const { cid } of await all()) if (!(await asSender(cid, () => sendOne(cid, asked)))) mine = false;
  return mine;
}

/** What was refused and nobody was told of yet. */
export async function untold(): Promise<Kept[]> {
  return (await all()).filter(({ refused }) => refused && !refused.told);
}
