// The line to a live setlist (docs/live-protocol.md): a WebSocket, else Server-Sent Events and POST, else polling and POST; the same messages
// on all. It comes back by itself with full jitter, so that a hall full of phones does not come back in one second.

export type Message = { t: string; [name: string]: unknown };
export type State = "live" | "slow" | "offline";

export interface LineOptions {
  base: string; // "/api/v1/setlists/1"
  cid: string;
  hello(): { rev: number; n: number; cseq?: number };
  heard(message: Message): void;
  state(state: State): void;
}

type Way = "socket" | "events" | "poll";
const ways: Way[] = ["socket", "events", "poll"];
const tries = 3; // without a welcome, then the next way
const beat = 15_000;
const silence = 10_000; // until the welcome
const longest = 30_000;
const paths: Record<string, string> = { op: "ops", undo: "undo", redo: "redo", rollback: "rollback", vote: "votes", pres: "presence" };

export class Line {
  #options: LineOptions;
  #way: Way = "socket";
  #failures = 0;
  #open = false; // welcomed
  #running = false;
  #socket: WebSocket | undefined;
  #close: () => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #lastSent = 0;
  #stop = new AbortController();

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    addEventListener("online", () => this.#fresh(), { signal });
    addEventListener("offline", () => this.#lost(), { signal });
    document.addEventListener("visibilitychange", () => this.#looked(), { signal });
    this.#fresh();
  }

  stop(): void {
    this.#running = false;
    this.#stop.abort();
    this.#drop();
  }

  /** Says something; the answer comes through `heard`. What could not be said is dropped: after the next welcome the caller says it again. */
  send(message: Message): void {
    if (!this.#open) return;
    this.#lastSent = Date.now();
    if (this.#socket) this.#socket.send(JSON.stringify(message));
    else if (paths[message.t]) void this.#post(message);
  }

  #fresh(): void {
    this.#way = "socket";
    this.#failures = 0;
    this.#connect();
  }

  #looked(): void {
    const hidden = document.hidden;
    if (this.#socket && this.#open) this.send({ t: "view", hidden, save: saves() });
    else if (!hidden) this.#fresh();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
    this.#open = false;
    this.#socket = undefined;
    const close = this.#close;
    this.#close = () => {};
    close();
  }

  #lost(): void {
    this.#drop();
    this.#options.state("offline");
  }

  #failed(): void {
    this.#drop();
    if (!this.#running) return;
    if (++this.#failures % tries === 0) this.#way = ways[ways.indexOf(this.#way) + 1] ?? "poll";
    if (!navigator.onLine || this.#failures > 1) this.#options.state("offline");
    this.#timer = setTimeout(() => this.#connect(), Math.random() * Math.min(longest, 500 * 2 ** this.#failures));
  }

  #connect(): void {
    this.#drop();
    if (!navigator.onLine) {
      this.#options.state("offline");
      return;
    }
    this.#timer = setTimeout(() => this.#failed(), silence);
    if (this.#way === "socket") this.#openSocket();
    else if (this.#way === "events") this.#openEvents();
    else this.#poll();
  }

  #heard(message: Message): void {
    if (message.t === "bye") {
      // Fenced: the same page is connected anew, or lives in another window.
      if (message.code === "fenced") this.stop();
      else this.#failed();
      return;
    }
    if (message.t === "welcome") {
      clearTimeout(this.#timer);
      this.#failures = 0;
      this.#open = true;
      this.#beat = setInterval(() => this.#tick(), beat);
      this.#options.state(this.#way === "socket" ? "live" : "slow");
    }
    this.#options.heard(message);
  }

  // A sign of life; and what it could not get rid of in a whole beat says that the line is dead.
  #tick(): void {
    if (this.#socket && this.#socket.bufferedAmount > 0) this.#failed();
    else if (Date.now() - this.#lastSent >= beat - 1_000 && !document.hidden) this.send({ t: "pres" });
  }

  #text(text: string): void {
    try {
      this.#heard(JSON.parse(text) as Message);
    } catch {
      this.#failed(); // what comes back by a welcome is whole again
    }
  }

  #question(names: Record<string, string>): string {
    const { cid } = this.#options;
    const all = new URLSearchParams({ cid, ...names });
    if (document.hidden) all.set("hidden", "1");
    if (saves()) all.set("save", "1");
    return all.toString();
  }

  #openSocket(): void {
    const { base, cid, hello } = this.#options;
    const url = new URL(`${base}/socket`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    let over = false;
    const failed = () => {
      if (over) return;
      over = true;
      this.#failed();
    };
    this.#close = () => {
      over = true;
      socket.close();
    };
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ t: "hello", cid, ...hello(), hidden: document.hidden, save: saves() }));
    socket.onmessage = (event: MessageEvent<string>) => over || this.#text(event.data);
    socket.onerror = failed;
    socket.onclose = failed;
  }

  #openEvents(): void {
    const { base, hello } = this.#options;
    const { rev, n, cseq } = hello();
    const source = new EventSource(`${base}/events?${this.#question({ rev: `${rev}`, n: `${n}`, ...(cseq ? { cseq: `${cseq}` } : {}) })}`);
    this.#close = () => source.close();
    for (const t of ["welcome", "ops", "ack", "note", "votes", "pres", "stage", "bye"])
      source.addEventListener(t, (event: MessageEvent<string>) => this.#text(event.data));
    // The browser would come back by itself, but not through a welcome that knows what is in flight.
    source.onerror = () => this.#failed();
  }

  #poll(): void {
    const abort = new AbortController();
    this.#close = () => abort.abort();
    const look = async () => {
      const { rev, n, cseq } = this.#options.hello();
      const names: Record<string, string> = this.#open
        ? { since: `${rev}`, votes: `${n}`, wait: "25" }
        : { wait: "0", ...(cseq ? { cseq: `${cseq}` } : {}) };
      try {
        const answer = await fetch(`${this.#options.base}/poll?${this.#question(names)}`, { signal: abort.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const { messages } = JSON.parse(await answer.text()) as { messages: Message[] };
        for (const message of messages) if (!abort.signal.aborted) this.#heard(message);
        if (!abort.signal.aborted) void look();
      } catch {
        if (!abort.signal.aborted) this.#failed();
      }
    };
    void look();
  }

  async #post({ t, ...said }: Message): Promise<void> {
    const { base, cid } = this.#options;
    try {
      const answer = await fetch(`${base}/${paths[t]}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ cid, ...said }),
      });
      const text = await answer.text();
      if (text.startsWith('{"t"')) this.#heard(JSON.parse(text) as Message);
      else if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      this.#failed();
    }
  }
}

function saves(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
