// Sends what closed pages left in the outbox (RT-4): one message after the other, by POST, as the page would have. What is refused, or so old
// that somebody has to be asked, stays for the page that opens next.
import { isOld, type Kept, size } from "./kept";
import type { Doc } from "./ot";
import { all, asSender, drop, keep } from "./outbox";
import { Pending, type Rejection } from "./pending";

interface Answer {
  t: string;
  cseq: number;
  rev: number;
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

async function send(kept: Kept): Promise<void> {
  const pending = new Pending(kept.state);
  for (let message = pending.next(); message; message = pending.next()) {
    const { t: _, ...said } = message;
    await keep({ ...kept, state: pending.state }); // its number must never go out with other operations
    const answer = await post(kept, "ops", said);
    if (answer.t !== "ack") {
      pending.rej(answer as unknown as Rejection);
      return; // the next page sends what is left, and tells
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
    if ((await post(kept, "votes", { k: k + 1, ...vote })).t !== "voted") continue;
    votes = votes.filter((one) => one !== vote);
    await keep({ ...kept, state: pending.state, votes });
  }
  if (size({ state: pending.state, votes }) === 0) await drop(kept.cid);
}

/** Throws when it has to be tried again. */
export async function drain(): Promise<void> {
  for (const kept of await all()) if (!isOld(kept)) await asSender(kept.cid, () => send(kept));
}
