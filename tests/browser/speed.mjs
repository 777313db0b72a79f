// How fast the core is in Chromium: node speed.mjs UNSEEN FILE...
//
// Opens the page (BASE_URL) and pastes the first FILE into it, then reads with the page's own
// module: each 1,000 words of UNSEEN once, and each FILE again and again. Prints one JSON object a
// line, times in milliseconds: {"opened", "longest"}, until the page shows its first marks, and the
// longest task of its thread (0 when none took 50 ms); {"unseen": [...]}; then for each FILE
// {"milliseconds"}. `cargo xtask bench speed` makes the tables.
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

/** Opens a text as a reader does, and gives the longest task since the page began. Runs in the page. @param {string} text */
async function longestTask(text) {
  const tasks = [0];
  const note = (list) => tasks.push(...list.getEntries().map((task) => task.duration));
  new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  const title = text.slice(0, text.indexOf("\n")).trim();
  while (!document.querySelector("article:has(mark)")?.textContent.includes(title)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // What is set below the window is set in slices, a little later.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return Math.max(...tasks);
}

/** Makes `read` known to the page: it gives the milliseconds that reading a text takes. Runs in the page. */
async function prepare() {
  // A path of the page's own folder: the tests may serve it from anywhere.
  const { default: init, Session } = await import(new URL("pkg/sayso.js", document.baseURI).href);
  await init();
  globalThis.read = (text) => {
    const began = performance.now();
    const session = Session.fromText(text, { as: "text" });
    while (!session.step(1000).finished);
    session.document();
    const took = performance.now() - began;
    session.free();
    return took;
  };
}

/** The milliseconds of each text, in order, each read once. Runs in the page. @param {string[]} texts */
const each = (texts) => texts.map(globalThis.read);

/** The milliseconds of the fastest reading within at least a second. Runs in the page. @param {string} text */
function fastest(text) {
  let [fastest, spent] = [Infinity, 0];
  while (spent < 1000) {
    const took = globalThis.read(text);
    fastest = Math.min(fastest, took);
    spent += took;
  }
  return fastest;
}

/** @param {unknown} result */
const print = (result) => console.log(JSON.stringify(result));

const [unseen, ...texts] = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
const browser = await chromium.launch({
  executablePath: process.env.SAYSO_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const page = await browser.newPage();
  const began = performance.now();
  await page.goto(process.env.BASE_URL ?? "http://127.0.0.1:8017/");
  await page.locator("mark").first().waitFor();
  const opened = performance.now() - began;
  print({ opened, longest: await page.evaluate(longestTask, texts[0]) });
  await page.evaluate(prepare);
  print({ unseen: await page.evaluate(each, unseen.match(/(?:\S+\s+){1000}/g) ?? []) });
  for (const text of texts) {
    print({ milliseconds: await page.evaluate(fastest, text) });
  }
} finally {
  await browser.close();
}
