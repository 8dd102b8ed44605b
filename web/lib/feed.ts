// Numbered messages about one thing, by the best way that works: Server-Sent Events, then a WebSocket, then polling.
// A way that fails three times in a row, without a message between, is given up for the next one.

export type Transport = "events" | "socket" | "poll";

export interface FeedOptions {
  events: string;
  socket: string;
  poll: string;
  event: string; // name of the events to hear
  onMessage(message: Record<string, unknown>): void;
  onTransport(transport: Transport | "off"): void;
}

const tries = 3;
const pollEvery = 3_000;
const slowestPoll = 30_000;
const silence = 10_000; // the first message comes at once; a proxy that holds it back is no way

export class Feed {
  #options: FeedOptions;
  #failures = 0;
  #lastId = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #close: () => void = () => {};

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#use("events");
  }

  stop(): void {
    this.#drop();
    this.#failures = 0;
    this.#options.onTransport("off");
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const close = this.#close;
    this.#close = () => {};
    close();
  }

  #use(transport: Transport): void {
    this.#drop();
    this.#failures = 0;
    this.#options.onTransport(transport);
    this.#open(transport);
  }

  #open(transport: Transport): void {
    this.#drop();
    if (transport === "events") this.#openEvents();
    else if (transport === "socket") this.#openSocket();
    else this.#poll();
  }

  #heard(text: string, id: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof message !== "object" || message === null) return;
    this.#failures = 0;
    const known = message as Record<string, unknown>;
    this.#lastId = id || String(known.id ?? known.sequence ?? this.#lastId);
    this.#options.onMessage(known);
  }

  // True when this way is not given up yet.
  #mayRetry(next: Transport): boolean {
    if (++this.#failures < tries) return true;
    this.#use(next);
    return false;
  }

  #again(transport: Transport): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(transport), 500 * 2 ** this.#failures * (0.5 + Math.random()));
  }

  #watchSilence(failed: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(failed, silence);
  }

  #openEvents(): void {
    const source = new EventSource(this.#options.events);
    let over = false;
    this.#close = () => {
      over = true;
      source.close();
    };
    const failed = () => {
      if (over || !this.#mayRetry("socket")) return;
      // The browser comes back by itself, with the last id it saw, unless the answer was no stream at all.
      if (source.readyState === EventSource.CLOSED) this.#again("events");
      else this.#watchSilence(failed);
    };
    source.addEventListener(this.#options.event, (event: MessageEvent<string>) => {
      clearTimeout(this.#timer);
      this.#heard(event.data, event.lastEventId);
    });
    source.onopen = () => {
      // A stream that comes back has nothing to say until something happens.
      if (this.#lastId) clearTimeout(this.#timer);
    };
    source.onerror = failed;
    this.#watchSilence(() => this.#use("socket"));
  }

  #openSocket(): void {
    const url = new URL(this.#options.socket, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    let over = false;
    const failed = () => {
      if (over) return;
      over = true;
      if (this.#mayRetry("poll")) this.#again("socket");
    };
    this.#close = () => {
      over = true;
      socket.close();
    };
    socket.onopen = () => socket.send(JSON.stringify({ last_event_id: this.#lastId }));
    socket.onmessage = (event: MessageEvent<string>) => {
      clearTimeout(this.#timer);
      this.#heard(event.data, "");
    };
    socket.onerror = failed;
    socket.onclose = failed;
    this.#watchSilence(() => this.#use("poll"));
  }

  #poll(): void {
    const abort = new AbortController();
    this.#close = () => abort.abort();
    const look = async () => {
      try {
        const answer = await fetch(this.#options.poll, { headers: { accept: "application/json" }, signal: abort.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        if (!abort.signal.aborted) this.#heard(text, "");
      } catch {
        this.#failures++;
      }
      if (abort.signal.aborted) return;
      this.#timer = setTimeout(look, Math.min(pollEvery * 2 ** this.#failures, slowestPoll));
    };
    void look();
  }
}
