// People with browsers of their own, from outside: cookies, forms, and the mail they get.
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, watch } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { patience } from "./api.mjs";
import { makeFolder } from "./program.mjs";

const { SMTPServer } = createRequire(new URL("../../web/package.json", import.meta.url))("smtp-server");

export const password = "a long enough phrase";
export const newAddress = () => `fan-${randomBytes(6).toString("hex")}@example.org`;

/** A browser: keeps its cookies, sends forms, follows nothing. `network` needs http.trust_proxy. */
export class Browser {
  cookies = new Map();
  constructor(program, { network, agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" } = {}) {
    Object.assign(this, { program, headers: { "user-agent": agent, ...(network && { "x-forwarded-for": network }) } });
  }
  async send(path, init = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...this.headers, ...(cookie && { cookie }), ...init.headers };
    const response = await fetch(this.program.url + path, { redirect: "manual", signal: AbortSignal.timeout(patience), ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/Max-Age=0(;|$)/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, to: response.headers.get("location"), text: await response.text() };
  }
  get(path) {
    return this.send(path);
  }
  form(path, fields, headers = {}) {
    return this.send(path, { method: "POST", body: new URLSearchParams(fields), headers });
  }
  /** Sends a form of the settings, with the token that was drawn into it. */
  async settings(path, fields) {
    const page = (await this.get("/settings")).text;
    return this.form(path, { form_token: page.match(/name="form_token" value="([^"]+)"/)[1], ...fields });
  }
  signIn(email, secret = password, next = "/") {
    return this.form("/sign-in", { email, password: secret, next });
  }
  async signedIn() {
    return (await this.get("/settings")).status === 200;
  }
}

const decode = (text) => Buffer.from(text, "base64").toString();

/** What a message says: {to, subject, headers, text, html, link}. */
export function parseMail(bytes) {
  const [, head, body] = bytes.match(/^([\s\S]*?)\r\n\r\n([\s\S]*)$/);
  const headers = Object.fromEntries(
    head
      .replace(/\r\n[ \t]/g, " ")
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
  const boundary = headers["content-type"].match(/^multipart\/alternative; boundary="([^"]+)"$/)[1];
  const parts = body.split(`--${boundary}`).slice(1, -1);
  const part = (type) => decode(parts.find((p) => p.includes(`Content-Type: ${type}; charset=utf-8`)).split("\r\n\r\n")[1]);
  const subject = headers.subject.replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/g, (_, word) => decode(word));
  const text = part("text/plain");
  return { headers, to: headers.to.slice(1, -1), subject, text, html: part("text/html"), link: text.match(/https?:\/\/[^/\s]+(\/\S+)/)?.[1] };
}

/** A data folder whose mail can be waited for. */
export function makeMailbox() {
  const data = makeFolder();
  const folder = join(data, "mail");
  mkdirSync(folder);
  const all = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .filter((bytes) => bytes.endsWith("--\r\n"))
      .map(parseMail);
  return {
    data,
    all: (to) => all().filter((mail) => mail.to === to),
    /** The first mail to that address with that in its subject; `seen` of them are left out. */
    async next(to, subject, seen = 0) {
      const found = () => all().filter((mail) => mail.to === to && subject.test(mail.subject))[seen];
      const watcher = watch(folder);
      try {
        const deadline = AbortSignal.timeout(patience);
        for (let mail = found(); ; mail = found()) {
          if (mail) return mail;
          await new Promise((resolve, reject) => {
            watcher.once("change", resolve);
            deadline.addEventListener("abort", () => reject(new Error(`no mail to ${to} about ${subject}`)));
            if (found()) resolve();
          });
        }
      } finally {
        watcher.close();
      }
    },
  };
}

/** A new account by sign-up and mail, signed in: {browser, email}. */
export async function signUp(program, mailbox, options = {}) {
  const browser = options.browser ?? new Browser(program, options);
  const email = options.email ?? newAddress();
  const secret = options.secret ?? password;
  await browser.form("/sign-up", { email, name: options.name ?? "Ana", password: secret, next: options.next ?? "/", ...options.fields });
  const { link } = await mailbox.next(email, /Confirm your address/);
  const done = await browser.form("/sign-in/verify", { token: new URLSearchParams(link.split("?")[1]).get("token") });
  return { browser, email, done };
}

/**
 * An SMTP server that is not ours (smtp-server), without TLS unless `options` say otherwise. `refuse(recipient)` may answer [code, words];
 * `messages` fill up as {from, to, data, user}.
 */
export async function startSmtp(refuse = () => undefined, options = {}) {
  const messages = [];
  const waiting = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const refusal = refuse(address);
      done(refusal && Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }));
    },
    async onData(stream, { envelope, user }, done) {
      const data = (await stream.toArray()).join("");
      messages.push({ from: envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), data, user });
      done();
      for (const wake of waiting.splice(0)) wake();
    },
    ...options,
  });
  server.on("error", () => {}); // a line that is cut is the client's affair
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    messages,
    async next(fits) {
      for (;;) {
        const found = messages.find(fits);
        if (found) return found;
        await new Promise((resolve, reject) => {
          waiting.push(resolve);
          setTimeout(() => reject(new Error("no message came")), patience).unref();
        });
      }
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
