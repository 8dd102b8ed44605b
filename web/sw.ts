// The service worker (RT-4): pages that were opened stay readable without a network, and what was done on them is sent when there is one,
// also after they were closed. It changes over to a new version only when somebody says so.
import { drain, untold } from "./lib/drain";
import { told } from "./lib/outbox";
import { isKept, most, titleOf, withAge, withList, withRefusals } from "./lib/pages_kept";

declare const self: ServiceWorkerGlobalScope;
declare const __ASSETS__: string[]; // by the build: so each build's worker is another one
declare const __VERSION__: string;

const files = `files ${__VERSION__}`;
const pages = "pages";
const patience = 4_000; // a page that was kept is shown when the network takes longer than this

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(files).then((cache) => cache.addAll([...__ASSETS__, "/offline"])));
});

self.addEventListener("activate", (event) => {
  const outdated = (name: string) => name.startsWith("files ") && name !== files;
  const clean = async () => Promise.all((await caches.keys()).filter(outdated).map((name) => caches.delete(name)));
  event.waitUntil(
    clean()
      .then(() => self.clients.claim())
      .then(keepFirst),
  );
});

// The page that brought the worker was there before it: it is kept as well.
async function keepFirst(): Promise<void> {
  const open = (await self.clients.matchAll({ type: "window" })).map(({ url }) => new URL(url));
  const cache = await caches.open(pages);
  for (const url of open) if (isKept(url) && !(await cache.match(url.pathname))) await page(new Request(url), url).catch(() => undefined);
}

self.addEventListener("message", (event) => {
  if (event.data === "update") void self.skipWaiting();
  if (event.data === "drain") event.waitUntil(opened(event.source as Client | null));
});

self.addEventListener("sync" as "message", (event) => {
  (event as unknown as ExtendableEvent).waitUntil(drainOrLater());
});

// A page that sends may be closed before it is through: as long as one does, the browser is to ask again.
async function drainOrLater(): Promise<void> {
  if (!(await drain())) throw new Error("a page is still sending");
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(file(request));
  else if (request.mode === "navigate")
    event.respondWith(page(request, url).then((response) => tell(response, url, event.resultingClientId)));
});

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request: Request, url: URL): Promise<Response> {
  const fresh = fetch(request).then((response) => {
    if (response.ok && !response.redirected && isKept(url) && response.headers.get("content-type")?.startsWith("text/html"))
      void keep(url.pathname, response.clone());
    return response;
  });
  const kept = isKept(url) ? await (await caches.open(pages)).match(url.pathname) : undefined;
  try {
    return await (kept ? Promise.race([fresh, late(patience)]) : fresh);
  } catch {
    return kept ? aged(kept) : nothing();
  }
}

// What the server refused of a closed page is said on the page that opens next; the list's own page says it itself. A page that never came
// through has told nobody: it counts once its script has called.
const telling = new Map<string, string[]>(); // by page: the outboxes it tells of

async function tell(response: Response, url: URL, client: string): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  const refused = (await untold()).filter((one) => !`${url.pathname}/`.startsWith(`${one.refused?.path}/`));
  if (refused.length === 0) return response;
  telling.set(
    client,
    refused.map(({ cid }) => cid),
  );
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // of the bytes as they came
  return new Response(withRefusals(await response.text(), refused), { status: response.status, headers });
}

// A page is open: what stands on it is told, and there may be a network.
async function opened(client: Client | null): Promise<void> {
  const cids = telling.get(client?.id ?? "") ?? [];
  telling.delete(client?.id ?? "");
  await Promise.all(cids.map(told));
  await drain().catch(() => undefined);
}

async function late(ms: number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  throw new Error("late");
}

// The newest is last; the oldest goes when there are too many.
async function keep(path: string, response: Response): Promise<void> {
  try {
    const html = await response.text();
    const cache = await caches.open(pages);
    const headers = { "content-type": "text/html; charset=utf-8", "x-kept": `${Date.now()}`, "x-title": encodeURIComponent(titleOf(html)) };
    for (const name of ["content-security-policy", "referrer-policy", "permissions-policy"]) {
      const value = response.headers.get(name);
      if (value) Object.assign(headers, { [name]: value });
    }
    await cache.delete(path);
    await cache.put(path, new Response(html, { headers }));
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old);
  } catch {
    // No room: then it is not kept.
  }
}

async function aged(kept: Response): Promise<Response> {
  const html = withAge(await kept.text(), new Date(Number(kept.headers.get("x-kept"))));
  return new Response(html, { headers: kept.headers });
}

async function nothing(): Promise<Response> {
  const offline = await caches.match("/offline");
  if (!offline) return Response.error();
  const cache = await caches.open(pages);
  const list = [];
  for (const request of (await cache.keys()).toReversed()) {
    const title = (await cache.match(request))?.headers.get("x-title");
    if (title) list.push({ path: new URL(request.url).pathname, title: decodeURIComponent(title) });
  }
  return new Response(withList(await offline.text(), list), { status: 503, headers: offline.headers });
}
