// The browser's modules as Node can run them: bundled by the tools that build the site.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../http/program.mjs";

const { build } = await import(pathToFileURL(createRequire(join(root, "web/package.json")).resolve("vite")).href);

/** The exports of web/lib/NAME.ts. */
export async function browserPart(name) {
  const outDir = mkdtempSync(join(tmpdir(), "theset-live-"));
  process.on("exit", () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    root: join(root, "web"),
    configFile: false,
    publicDir: false,
    logLevel: "error",
    build: { outDir, minify: false, target: "node20", lib: { entry: `lib/${name}.ts`, formats: ["es"], fileName: () => `${name}.mjs` } },
  });
  return import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
}
