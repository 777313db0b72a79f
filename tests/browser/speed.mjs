// How fast the core is in Chromium: node speed.mjs UNSEEN LONG FILE...
//
// Opens the page (BASE_URL) and pastes the first FILE into it and then LONG, then reads with the page's
// own module: each 1,000 words of UNSEEN once, and each FILE again and again. Prints one JSON object a
// line, times in milliseconds: {"opened", "longest", "longestOfLong"}, until the page shows its first
// marks, and the longest task of its thread with each of the two texts (0 when none took 50 ms);
// {"embedded", "longest"}, the same for another host's page of 1,000 words, from its first byte to its
// first highlight; {"unseen": [...]}; then for each FILE {"milliseconds"}. `cargo xtask bench speed`
// makes the tables.
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

/** Opens a text as a reader does, and gives the longest task since the one before was opened, or the page. Runs in the page. @param {string} text */
async function longestTask(text) {
  const tasks = [0];
  const note = (list) => tasks.push(...list.getEntries().map((task) => task.duration));
  const observer = new PerformanceObserver(note);
  observer.observe({ type: "longtask", buffered: globalThis.hasOpened === undefined });
  globalThis.hasOpened = true;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  const title = text.slice(0, text.indexOf("\n")).trim();
  while (!document.querySelector("article:has(mark)")?.textContent.includes(title) || document.querySelector("#save:disabled")) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // What is set below the window is set in slices, a little later.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  observer.disconnect();
  return Math.max(...tasks);
}

/** From the first byte of a page until Sayso has painted a mark on it, and the longest task until then. Runs in that page. */
async function firstHighlight() {
  const tasks = [0];
  const note = (list) => tasks.push(...list.getEntries().map((task) => task.duration));
  new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
  while (![...CSS.highlights.values()].some(({ size }) => size > 0)) await new Promise(requestAnimationFrame);
  const embedded = performance.now();
  // Long tasks are told of a little later.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { embedded, longest: Math.max(...tasks) };
}

/** Opens a host's page with Sayso on it, in a browser that has nothing of either yet. @param {import("@playwright/test").Browser} browser @param {string} base @param {string} words */
async function embed(browser, base, words) {
  const page = await browser.newPage();
  const paragraphs = words.split(/\n+/).map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`);
  const body = `<!doctype html><meta charset="utf-8"><title>A host</title><script type="module" src="sayso.js"></script>
<article id="article">${paragraphs.join("\n")}</article><sayso-annotator for="article"></sayso-annotator>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(new URL("host.html", base).href, { waitUntil: "commit" });
  const measured = await page.evaluate(firstHighlight);
  await page.close();
  return measured;
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

const [unseen, long, ...texts] = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
const browser = await chromium.launch({
  executablePath: process.env.SAYSO_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const base = process.env.BASE_URL ?? "http://127.0.0.1:8017/";
  const thousands = unseen.match(/(?:\S+\s+){1000}/g) ?? [];
  const page = await browser.newPage();
  const began = performance.now();
  await page.goto(base);
  await page.locator("mark").first().waitFor();
  const opened = performance.now() - began;
  const longest = await page.evaluate(longestTask, texts[0]);
  print({ opened, longest, longestOfLong: await page.evaluate(longestTask, long) });
  print(await embed(browser, base, thousands[0]));
  await page.evaluate(prepare);
  print({ unseen: await page.evaluate(each, thousands) });
  for (const text of texts) {
    print({ milliseconds: await page.evaluate(fastest, text) });
  }
} finally {
  await browser.close();
}
