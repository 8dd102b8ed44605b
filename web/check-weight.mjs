// Holds dist/ to the weights of a first visit, in bytes as they travel (brotli; fonts as they are).
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, "utf8"));
const KB = 1024;
const budgets = [
  { what: "stylesheet", files: ["app.css"], limit: 8 * KB },
  { what: "stylesheets of operator pages", files: ["app.css", "operator.css"], limit: 10 * KB },
  { what: "script of ordinary pages", files: ["app.js"], limit: 4 * KB },
  { what: "script of the artist page", files: ["artist.js"], limit: 4 * KB },
  { what: "script of the show page", files: ["show.js"], limit: 8 * KB },
  { what: "script of the room", files: ["room.js"], limit: 8 * KB },
  { what: "stylesheets of the room", files: ["app.css", "room.css"], limit: 9 * KB },
  { what: "script for editing, with the first touch", files: ["edit.js"], limit: 8 * KB },
  { what: "script of the page before signing out", files: ["leave.js"], limit: 8 * KB },
  { what: "script of operator pages", files: ["admin.js"], limit: 40 * KB },
  { what: "service worker, after the page", files: ["sw.js"], limit: 8 * KB },
  { what: "fonts", files: ["set-condensed.woff2", "set-wide.woff2"], limit: 17 * KB },
  // What is left for HTML: 60 KB in all, 14 of them the page itself.
  {
    what: "assets of a first visit",
    files: ["app.css", "app.js", "icons.svg", "favicon.svg", "set-condensed.woff2", "set-wide.woff2"],
    limit: 46 * KB,
  },
];

let failed = false;
for (const { what, files, limit } of budgets) {
  const bytes = files.reduce((sum, name) => {
    if (!manifest[name]) throw new Error(`manifest.json does not name ${name}`);
    return sum + statSync(`${dist}${manifest[name]}${name.endsWith(".woff2") ? "" : ".br"}`).size;
  }, 0);
  const over = bytes > limit;
  failed ||= over;
  console.log(`${over ? "OVER" : "ok  "} ${String(bytes).padStart(6)} of ${limit}  ${what}`);
}
if (failed) process.exit(1);
