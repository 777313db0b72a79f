// How fast the core is in Chromium: node speed.mjs FILE...
//
// Opens the page (BASE_URL), then reads each text with the page's own module, and prints one JSON
// object a line: first {"opened"}, the milliseconds until the page shows its first marks, then
// {"bytes", "words", "milliseconds"} for each text. `cargo xtask bench speed` makes the table.
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

/**
 * The milliseconds of the fastest of at least three readings, and of at least a second of them.
 * Runs in the page.
 *
 * @param {string} text
 */
async function read(text) {
  // A path of the page's own folder: the tests may serve it from anywhere.
  const { default: init, Session } = await import(new URL("pkg/sayso.js", document.baseURI).href);
  await init();
  let fastest = Infinity;
  let spent = 0;
  for (let runs = 0; runs < 3 || spent < 1000; runs++) {
    const began = performance.now();
    const session = Session.fromText(text, { as: "text" });
    while (!session.step(1000).finished);
    session.document();
    const took = performance.now() - began;
    session.free();
    fastest = Math.min(fastest, took);
    spent += took;
  }
  return fastest;
}

const browser = await chromium.launch({
  executablePath: process.env.SAYSO_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const page = await browser.newPage();
  const began = performance.now();
  await page.goto(process.env.BASE_URL ?? "http://127.0.0.1:8017/");
  await page.locator("mark").first().waitFor();
  console.log(JSON.stringify({ opened: performance.now() - began }));
  for (const file of process.argv.slice(2)) {
    const text = await readFile(file, "utf8");
    const milliseconds = await page.evaluate(read, text);
    const words = text.split(/\s+/).filter(Boolean).length;
    console.log(JSON.stringify({ bytes: Buffer.byteLength(text), words, milliseconds }));
  }
} finally {
  await browser.close();
}
