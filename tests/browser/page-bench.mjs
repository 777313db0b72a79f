// How soon the page shows what was done in it: node page-bench.mjs FILE RUNS SEED
//
// Opens the page (BASE_URL), pastes FILE into it and does each of these things RUNS times: choosing
// another mark, deciding, undoing, moving an edge, filtering. Measured is the time from the input until
// the frame that shows the change is painted. What the browser alone takes is measured in the same
// page and in the same way: by a button that does nothing but change an attribute of itself, and by
// setting anew what is there, one paragraph and one entry of the list, without any work of ours. Which
// marks are taken depends on SEED alone. Prints one JSON object: {"marks", "times": [[name, [ms, ...]], ...]}.
// `cargo xtask bench page` makes the table.
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { random } from "./random.mjs";

/** Makes `watch` and `settled` known to the page, and the button that stands for the browser alone. Runs in the page. */
function prepare() {
  const probe = document.createElement("button");
  probe.id = "probe";
  Object.assign(probe.style, { position: "fixed", top: "0", left: "0", width: "20px", height: "20px", zIndex: "99" });
  for (const type of ["click", "keydown"]) {
    probe.addEventListener(type, (event) => {
      event.stopPropagation();
      probe.toggleAttribute("data-on");
    });
  }
  document.body.append(probe);
  addEventListener("keydown", ({ key }) => {
    if (key !== "F8") return;
    const entry = document.querySelector(".entry-main[aria-expanded=true]").parentElement;
    for (const part of [document.querySelector("mark.selected").closest("[data-piece]"), entry]) part.replaceChildren(...part.childNodes);
  });
  const watched = [probe, ...document.querySelectorAll("#article, #list")];

  // The next input of a type, the first change after it, the frame that has the change, and the first
  // task after that frame: by then it is painted.
  globalThis.watch = (type) => {
    globalThis.painted = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`nothing was changed by a ${type}`)), 5_000);
      addEventListener(type, ({ timeStamp }) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - timeStamp);
        const changes = new MutationObserver(() => {
          changes.disconnect();
          requestAnimationFrame(() => port2.postMessage(null));
        });
        for (const element of watched) changes.observe(element, { attributes: true, childList: true, subtree: true });
      }, { capture: true, once: true });
    });
  };
  // Nothing is left to be drawn, and the browser has nothing better to do.
  globalThis.settled = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  };
}

/** Pastes a text as a reader does, and waits until all of it is set. Runs in the page. @param {string} text */
async function open(text) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  const title = text.slice(0, text.indexOf("\n")).trim();
  while (!document.querySelector("article:has(mark)")?.textContent.includes(title) || document.querySelector(".chunk:empty, #save:disabled")) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Brings a mark into view and says where it can be pressed. Runs in the page. @param {number} fraction of all marks that are not chosen */
async function place(fraction) {
  const marks = [...document.querySelectorAll("#article mark[data-ids]:not(.selected)")];
  const mark = marks[Math.floor(fraction * marks.length)];
  const { piece } = mark.closest("[data-piece]").dataset;
  mark.scrollIntoView({ block: "center" });
  await globalThis.settled();
  // What comes near the screen is drawn again where the filter has changed: the mark may be another one by now.
  const drawn = mark.isConnected ? mark : document.querySelector(`#article [data-piece="${piece}"] mark[data-ids]:not(.selected)`);
  const [{ left, top, width, height }] = drawn.getClientRects();
  return [left + width / 2, top + height / 2];
}

/** A reader at work, who keeps the time. */
class Timed {
  /** @type {Record<string, number[]>} */ times = {};

  /** @param {import("@playwright/test").Page} page @param {() => number} next */
  constructor(page, next) {
    Object.assign(this, { page, next });
  }

  /** Does something and notes how long it takes until it is painted. @param {string} name @param {"click" | "keydown"} type @param {() => Promise<void>} act */
  async time(name, type, act) {
    await this.page.evaluate(() => globalThis.settled());
    await this.page.evaluate((type) => globalThis.watch(type), type);
    await act();
    (this.times[name] ??= []).push(await this.page.evaluate(() => globalThis.painted));
  }

  /** @param {string} name @param {string} key */
  key(name, key) {
    return this.time(name, "keydown", () => this.page.keyboard.press(key));
  }

  /** A press of the mouse where it points already. @param {string} name @param {number} x @param {number} y */
  async press(name, x, y) {
    await this.page.mouse.move(x, y);
    await this.time(name, "click", () => this.page.mouse.click(x, y));
  }

  /** @param {string} name @param {string} view */
  async filter(name, view) {
    const box = await this.page.locator(`label:has(input[name=view][value=${view}])`).boundingBox();
    await this.press(name, box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Everything once. */
  async run() {
    const { page } = this;
    await this.press("the browser alone, a click", 10, 10);
    await this.key("the browser alone, a key", "F9");
    const [x, y] = await page.evaluate(place, this.next());
    await this.press("choose a mark by a click", x, y);
    await this.key("choose the next mark by a key", "ArrowRight");
    await this.key("accept it and go on", "a");
    await this.key("undo", "Control+z");
    // A mark of one word cannot become shorter.
    const isLong = (await page.locator("#article mark.selected").allTextContents()).join("").trim().includes(" ");
    await this.key("move an edge by a word", isLong ? "}" : "]");
    await this.key("undo", "Control+z");
    await this.key("the browser alone, the same set anew", "F8");
    await this.filter("show claims only, ranked", "claim");
    await this.filter("show all marks again", "all");
  }
}

const [file, runs, seed] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.SAYSO_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(process.env.BASE_URL ?? "http://127.0.0.1:8017/");
  await page.locator("mark").first().waitFor();
  await page.evaluate(open, await readFile(file, "utf8"));
  await page.evaluate(prepare);
  const marks = Number((await page.locator("#count-all").textContent()).replaceAll(",", ""));
  const reader = new Timed(page, random(Number(seed)));
  for (let run = 0; run < Number(runs); run++) await reader.run();
  console.log(JSON.stringify({ marks, times: Object.entries(reader.times) }));
} finally {
  await browser.close();
}
