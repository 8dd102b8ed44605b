import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

// The islands are tested where they live: in Debian's Chromium, with time, network and sockets held by the test.
const flags =
  "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-quic --no-first-run --disable-component-update --disable-sync";

export default defineConfig({
  cacheDir: "node_modules/.cache/vitest",
  publicDir: false,
  test: {
    include: ["lib/**/*.test.ts", "islands/**/*.test.ts"],
    fileParallelism: false, // all share one browser's storage
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags.split(" ") } }),
      instances: [{ browser: "chromium" }],
    },
  },
});
