// People at live setlists, from outside: a page's connection, and the POSTs beside it.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { bringIn, patience, shows } from "./api.mjs";

let clock = 0;
/** A new item's id: a ULID. */
export function ulid() {
  const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = Date.now() * 8 + (clock++ % 8);
  let text = "";
  for (let i = 0; i < 10; i++, time = Math.floor(time / 32)) text = digits[time % 32] + text;
  return text.replace(/^[^0-7]/, "0") + Array.from(randomBytes(16), (b) => digits[b & 31]).join("");
}
export const cid = () => randomBytes(8).toString("hex");
export const song = (title, more = {}) => ({ kind: "song", song: { title }, meaning: "expect", ...more });
export const ins = (p, title, more) => ({ o: "ins", id: ulid(), p, item: song(title, more) });

/** The id of a setlist, of a show of that artist that is past (with songs), upcoming (the last one: a draft) or on. */
export async function setlistOf(program, name, when) {
  const { artist_id } = await bringIn(program, name);
  const list = await shows(program, artist_id, when === "past" ? when : "upcoming");
  const now = Date.now();
  const on = (one) => one.starts_at && one.starts_at <= now && now < one.starts_at + 4 * 3_600_000;
  const show = when === "upcoming" ? list.at(-1) : list.find(when === "on" ? on : (one) => one.song_count > 0);
  const made = await fetch(`${program.url}/api/v1/shows/${show.id}/setlist`, { method: "POST" });
  return { show: show.id, setlist: (await made.json()).id };
}

/** Somebody with a cookie: what comes back is {status, body}. */
export class Person {
  constructor(program, setlist) {
    Object.assign(this, { program, setlist, cookie: undefined, cid: cid(), cseq: 0 });
  }
  async send(path, init) {
    const headers = { ...init?.headers, ...(this.cookie && { cookie: this.cookie }) };
    const response = await fetch(this.program.url + path, { redirect: "manual", ...init, headers });
    const set = response.headers.getSetCookie()[0];
    if (set) this.cookie = set.split(";")[0];
    return response;
  }
  async post(verb, message) {
    const response = await this.send(`/api/v1/setlists/${this.setlist}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ cid: this.cid, ...message }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }
  form(verb, fields) {
    return this.send(`/setlists/${this.setlist}/${verb}`, { method: "POST", body: new URLSearchParams(fields) });
  }
  op(base, ...ops) {
    return this.post("ops", { cseq: ++this.cseq, base, ops });
  }
  async read() {
    return (await this.send(`/api/v1/setlists/${this.setlist}`)).json();
  }
  async version(rev, query = "") {
    return (await this.send(`/api/v1/setlists/${this.setlist}/versions/${rev}${query}`)).json();
  }
  /** A WebSocket that has said hello. */
  async join(hello = {}) {
    const page = new Page(this.program, this.setlist, this.cookie);
    page.send({ t: "hello", cid: this.cid, rev: 0, n: 0, ...hello });
    page.welcome = await page.next("welcome");
    return page;
  }
}

/** One WebSocket with the messages that came. */
export class Page {
  #waiting = [];
  #socket;
  #open = false;
  #early = []; // what was to be sent before the server answered
  messages = [];
  closed = false;

  constructor(program, setlist, cookie) {
    const { hostname, port, host } = new URL(program.url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.closed = true;
      this.#wake();
    });
    this.#socket.write(
      `GET /api/v1/setlists/${setlist}/socket HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Version: 13\r\n` +
        `${cookie ? `Cookie: ${cookie}\r\n` : ""}\r\n`,
    );
    this.#read();
  }
  #wake() {
    for (const wake of this.#waiting.splice(0)) wake();
  }
  #read() {
    let rest = Buffer.alloc(0);
    this.#socket.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      if (!this.#open) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        this.status = Number(rest.subarray(9, 12).toString());
        rest = rest.subarray(end + 4);
        for (const bytes of this.#early.splice(0)) this.#socket.write(bytes);
        this.#open = true;
      }
      for (;;) {
        if (rest.length < 2) break;
        let [length, at] = [rest[1] & 0x7f, 2];
        if (length === 126) [length, at] = [rest.length < 4 ? Number.POSITIVE_INFINITY : rest.readUInt16BE(2), 4];
        else if (length === 127) [length, at] = [rest.length < 10 ? Number.POSITIVE_INFINITY : Number(rest.readBigUInt64BE(2)), 10];
        if (rest.length < at + length) break;
        if ((rest[0] & 0x0f) === 1) this.messages.push(JSON.parse(rest.subarray(at, at + length).toString()));
        rest = rest.subarray(at + length);
      }
      this.#wake();
    });
  }
  raw(text, kind = 1) {
    const data = Buffer.from(text);
    const mask = randomBytes(4);
    const head =
      data.length < 126
        ? Buffer.from([0x80 | kind, 0x80 | data.length])
        : data.length < 65536
          ? Buffer.from([0x80 | kind, 0xfe, data.length >> 8, data.length & 255])
          : Buffer.from([0x80 | kind, 0xff, 0, 0, 0, 0, data.length >>> 24, (data.length >> 16) & 255, (data.length >> 8) & 255, data.length & 255]);
    const bytes = Buffer.concat([head, mask, data.map((b, i) => b ^ mask[i & 3])]);
    if (this.#open) this.#socket.write(bytes);
    else this.#early.push(bytes);
  }
  send(message) {
    this.raw(JSON.stringify(message));
  }
  /** The first message of that type, or that fits, taken out of the list. */
  async next(wanted) {
    const fits = typeof wanted === "function" ? wanted : (m) => m.t === wanted;
    const deadline = Date.now() + patience;
    for (;;) {
      const at = this.messages.findIndex(fits);
      if (at >= 0) return this.messages.splice(at, 1)[0];
      if (this.closed) throw new Error(`closed while waiting for ${wanted}; there are ${JSON.stringify(this.messages)}`);
      await new Promise((resolve, reject) => {
        this.#waiting.push(resolve);
        setTimeout(() => reject(new Error(`no ${wanted}; there are ${JSON.stringify(this.messages)}`)), deadline - Date.now()).unref();
      });
    }
  }
  async end() {
    while (!this.closed) await new Promise((resolve) => this.#waiting.push(resolve));
  }
  cut() {
    this.#socket.destroy();
  }
  pause() {
    this.#socket.pause();
  }
}
