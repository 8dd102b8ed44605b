// A network that the test holds in its hands.
import { vi } from "vitest";

export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }
  say(event: string, data: unknown, id = ""): void {
    this.readyState = FakeEventSource.OPEN;
    const text = typeof data === "string" ? data : JSON.stringify(data);
    this.dispatchEvent(new MessageEvent(event, { data: text, lastEventId: id }));
  }
  open(): void {
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
  }
  /** `forGood`: the answer was no stream; else the browser tries again by itself. */
  fail(forGood: boolean): void {
    this.readyState = forGood ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING;
    this.onerror?.();
  }
  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

export class FakeWebSocket {
  static opened: FakeWebSocket[] = [];
  sent: string[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: URL) {
    FakeWebSocket.opened.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
    this.onclose?.();
  }
  open(): void {
    this.onopen?.();
  }
  say(data: unknown): void {
    this.onmessage?.({ data: JSON.stringify(data) });
  }
  /** As browsers do: an error, then a close. */
  fail(): void {
    this.onerror?.();
    this.onclose?.();
  }
}

export interface Asked {
  url: string;
  aborted: boolean;
  answer(body: unknown, status?: number): Promise<void>;
  fail(): Promise<void>;
}

/** Replaces fetch, EventSource and WebSocket; returns the requests in the order they were made. */
export function holdNetwork(): Asked[] {
  const asked: Asked[] = [];
  FakeEventSource.opened = [];
  FakeWebSocket.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("fetch", (url: string, options?: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      const settled = () => vi.advanceTimersByTimeAsync(0).then(() => undefined);
      const request: Asked = {
        url,
        aborted: false,
        answer(body, status = 200) {
          const text = typeof body === "string" ? body : JSON.stringify(body);
          // A real Response reads its body in real time; this one is there at once.
          resolve({ ok: status < 400, status, text: () => Promise.resolve(text) } as Response);
          return settled();
        },
        fail() {
          reject(new TypeError("network"));
          return settled();
        },
      };
      options?.signal?.addEventListener("abort", () => {
        request.aborted = true;
        reject(new DOMException("aborted", "AbortError"));
      });
      asked.push(request);
    });
  });
  return asked;
}

export function last<T>(list: T[]): T {
  const item = list.at(-1);
  if (item === undefined) throw new Error("nothing there");
  return item;
}
