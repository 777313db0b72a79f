// `cargo xtask test` serves the page and says where in BASE_URL, and which Chromium in SAYSO_CHROMIUM.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.test.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [["list"]],
  outputDir: "../../target/browser-tests",
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:8080/",
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    // It would fetch all files of the page in every test.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: process.env.SAYSO_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
