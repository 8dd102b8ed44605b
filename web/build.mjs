// Builds dist/: every file under a hashed name, with .br and .gz beside what compresses, and manifest.json (logical name -> file name).
// The entries are bundled one by one: a page loads one script, never a script and the chunk it shares.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
const targets = ["chrome123", "firefox128", "safari17.5", "ios17.5"];
const compressible = new Set([".css", ".js", ".svg", ".json", ".txt"]);

async function bundle(entry, define = {}) {
  const result = await build({
    root,
    base: "/assets/",
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define,
    build: {
      target: targets,
      cssTarget: targets,
      write: false,
      assetsDir: "",
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: { input: join(root, entry), preserveEntrySignatures: "strict" },
    },
  });
  return result.output;
}

function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  return `${basename(name, extname(name))}-${hash}${extname(name)}`;
}

async function put(manifest, logical, file, content) {
  manifest[logical] = file;
  const bytes = Buffer.from(content);
  await writeFile(join(dist, file), bytes);
  if (!compressible.has(extname(file))) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(join(dist, `${file}.br`), brotliCompressSync(bytes, { params }));
  await writeFile(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};

for (const entry of [
  "app.ts",
  "artist.ts",
  "show.ts",
  "room.ts",
  "edit.ts",
  "admin.ts",
  "update.ts",
  "leave.ts",
  "styles/app.css",
  "styles/operator.css",
  "styles/paper.css",
  "styles/people.css",
  "styles/room.css",
  "styles/settings.css",
  "styles/show_pages.css",
]) {
  for (const item of await bundle(entry)) {
    const content = item.type === "chunk" ? item.code : item.source;
    // A stylesheet as entry leaves an empty script behind.
    if (entry.endsWith(".css") && item.type === "chunk") continue;
    // Vite has already hashed what the stylesheet points at; the entries themselves get their name here.
    const font = item.type === "asset" && item.fileName.endsWith(".woff2");
    const logical = font ? basename(item.names[0]) : `${basename(entry, extname(entry))}${extname(item.fileName)}`;
    await put(manifest, logical, font ? item.fileName : hashed(logical, content), content);
  }
}
for (const name of await readdir(join(root, "icons"))) {
  const content = (await readFile(join(root, "icons", name), "utf8")).replaceAll(/>\s+</g, "><").trim();
  await put(manifest, name, hashed(name, content), content);
}
const licence = await readFile(join(root, "public/fonts/FONT-LICENSE.txt"));
await put(manifest, "FONT-LICENSE.txt", hashed("FONT-LICENSE.txt", licence), licence);

// The service worker last: it names what it keeps, and so is another one whenever any of that is.
const kept = [
  "app.css",
  "app.js",
  "artist.js",
  "show.js",
  "edit.js",
  "room.js",
  "room.css",
  "people.css",
  "show_pages.css",
  "icons.svg",
  "favicon.svg",
  "set-condensed.woff2",
  "set-wide.woff2",
];
const addresses = kept.map((name) => `/assets/${manifest[name]}`);
const version = createHash("sha256").update(JSON.stringify(manifest)).digest("hex").slice(0, 10);
for (const item of await bundle("sw.ts", { __ASSETS__: JSON.stringify(addresses), __VERSION__: JSON.stringify(version) }))
  await put(manifest, "sw.js", hashed("sw.js", item.code), item.code);

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);
