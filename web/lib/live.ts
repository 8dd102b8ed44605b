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
  others(): Promise<Ways | undefined>;
}

/** The ways besides a WebSocket (ways.ts), and what they need of the line. Opening answers what closes. */
export interface Ways {
  events(trunk: Trunk): () => void;
  poll(trunk: Trunk): () => void;
  post(trunk: Trunk, message: Message): Promise<void>;
  introduce(trunk: Trunk): () => void;
}
export interface Trunk extends Pick<LineOptions, "base" | "cid" | "hello"> {
  heard(message: Message): void;
  text(text: string): void;
  failed(): void;
  open(): boolean; // welcomed
}

type Way = "socket" | "events" | "poll";
const ways: Way[] = ["socket", "events", "poll"];
const tries = 3; // without a welcome, then the next way
const beat = 15_000;
const silence = 10_000; // until the welcome
const longest = 30_000;

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
  #others: Ways | undefined;
  #trunk: Trunk;

  constructor(options: LineOptions) {
    this.#options = options;
    const { base, cid, hello } = options;
    this.#trunk = {
      base,
      cid,
      hello,
      heard: (message) => this.#heard(message),
      text: (text) => this.#text(text),
      failed: () => this.#failed(),
      open: () => this.#open,
    };
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
    else void this.#others?.post(this.#trunk, message);
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
    const next = ways[ways.indexOf(this.#way) + 1];
    if (!navigator.onLine || ++this.#failures > 1) this.#options.state("offline");
    if (this.#failures === tries && next) {
      this.#way = next; // at once: it is not what failed
      this.#failures = 0;
    }
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
    else this.#openOther(this.#way);
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
    // Nobody knows who says this: once somebody does, the welcome that follows has it said again.
    if (message.code === "newcomer") {
      this.#drop();
      this.#openOther("introduce");
    } else this.#options.heard(message);
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

  // The other ways come with a script of their own: most never need them.
  #openOther(open: "events" | "poll" | "introduce"): void {
    let over = false;
    this.#close = () => {
      over = true;
    };
    void this.#options.others().then((ways) => {
      if (over) return;
      this.#others = ways;
      if (ways) this.#close = ways[open](this.#trunk);
      else this.#failed();
    });
  }
}

export function saves(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
