// The ways of a line where WebSockets do not get through: Server-Sent Events and POST, polling and POST (docs/live-protocol.md).
import { type Message, saves, type Trunk } from "./live";

const paths: Record<string, string> = { op: "ops", undo: "undo", redo: "redo", rollback: "rollback", vote: "votes", pres: "presence" };

function question(cid: string, names: Record<string, string>): string {
  const all = new URLSearchParams({ cid, ...names });
  if (document.hidden) all.set("hidden", "1");
  if (saves()) all.set("save", "1");
  return all.toString();
}

export function events({ base, cid, hello, text, failed }: Trunk): () => void {
  const { rev, n, cseq } = hello();
  const source = new EventSource(`${base}/events?${question(cid, { rev: `${rev}`, n: `${n}`, ...(cseq ? { cseq: `${cseq}` } : {}) })}`);
  for (const t of ["welcome", "ops", "ack", "note", "votes", "pres", "stage", "beside", "bye"])
    source.addEventListener(t, (event: MessageEvent<string>) => text(event.data));
  // The browser would come back by itself, but not through a welcome that knows what is in flight.
  source.onerror = failed;
  return () => source.close();
}

export function poll({ base, cid, hello, heard, failed, open }: Trunk): () => void {
  const abort = new AbortController();
  let told: Record<string, string> = {}; // where the list stands: what comes between two questions would be missed
  const look = async () => {
    const { rev, n, cseq } = hello();
    const names: Record<string, string> = open()
      ? { since: `${rev}`, votes: `${n}`, wait: "25", ...told }
      : { wait: "0", ...(cseq ? { cseq: `${cseq}` } : {}) };
    try {
      const answer = await fetch(`${base}/poll?${question(cid, names)}`, { signal: abort.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { messages } = JSON.parse(await answer.text()) as { messages: Message[] };
      for (const message of messages) {
        if (message.stage) told = { stage: `${message.stage}`, ...(message.closed ? { closed: "1" } : {}) };
        if (!abort.signal.aborted) heard(message);
      }
      if (!abort.signal.aborted) void look();
    } catch {
      if (!abort.signal.aborted) failed();
    }
  };
  void look();
  return () => abort.abort();
}

let introductions = 0;
const rest = 30_000; // where a browser keeps no cookies, one stays a newcomer

/** A sign of life by POST makes a newcomer a guest: its answer brings the cookie that a socket has to come back with. */
export function introduce({ base, cid, failed }: Trunk): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = (after: number) => {
    if (!abort.signal.aborted) timer = setTimeout(failed, after);
  };
  void fetch(`${base}/presence`, { ...asJson({ cid }), signal: abort.signal }).then(
    () => again(introductions++ && rest),
    () => again(0),
  );
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}

const asJson = (said: object): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", accept: "application/json" },
  body: JSON.stringify(said),
});

export async function post({ base, cid, heard, failed }: Trunk, { t, ...said }: Message): Promise<void> {
  if (!paths[t]) return;
  try {
    const answer = await fetch(`${base}/${paths[t]}`, asJson({ cid, ...said }));
    const text = await answer.text();
    if (text.startsWith('{"t"')) heard(JSON.parse(text) as Message);
    else if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    failed();
  }
}
