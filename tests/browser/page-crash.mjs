// Whether what the page says is kept is there after a killed tab: node page-crash.mjs ROUNDS SEED
//
// In each round the page (BASE_URL) is opened, some edits are made in it, and then its tab is killed,
// at a moment around the last of them. What the page announces is an edit that it has acknowledged:
// it says that one is done once it is kept. The page is opened again, and what it saves as a file has
// to be the state after all edits that were acknowledged, and perhaps after some of those that were
// not. Which edits, and when the tab is killed, depends on SEED alone. Prints one JSON object a round:
// {"sent", "acknowledged", "lost"}. `cargo xtask bench page` sums them up.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { random } from "./random.mjs";

/** What the page says of an edit, and of nothing else. */
const DONE = /^(?:Accepted|Rejected|Open again|Undone|Done again|Note changed)\b/;

/** The tab is killed up to this long after the last edits were sent: most are kept within it. */
const MOMENT_MS = 60;

/** Tells of each thing that the page announces. Runs in the page. */
function listen() {
  const told = (records) => {
    for (const { addedNodes } of records) for (const { textContent } of addedNodes) globalThis.announced(textContent);
  };
  new MutationObserver(told).observe(document.getElementById("status"), { childList: true });
}

/** What is to be there: every mark's status and note, and the steps done and taken back. */
class Model {
  /** @typedef {{ id: string, name: string, key: "status" | "note", value: string | null, before: string | null }} Step */
  /** @type {Step[]} */ done = [];
  /** @type {Step[]} */ undone = [];

  /** @param {Map<string, { type: string, status: string, note: string | null }>} marks */
  constructor(marks) {
    this.marks = marks;
  }

  /** @param {string} id @param {"status" | "note"} key @param {string} value */
  set(id, key, value) {
    const mark = this.marks.get(id);
    const noun = mark.type === "quote" ? "quotation" : "claim";
    const name = key === "note" ? "Change note" : `${{ accepted: "Accept", rejected: "Reject", suggested: "Reopen" }[value]} ${noun}`;
    this.done.push({ id, name, key, value, before: mark[key] });
    this.undone = [];
    mark[key] = value;
  }

  undo() {
    const step = this.done.pop();
    this.undone.push(step);
    this.marks.get(step.id)[step.key] = step.before;
  }

  redo() {
    const step = this.undone.pop();
    this.done.push(step);
    this.marks.get(step.id)[step.key] = step.value;
  }

  /** The same again, which edits of this one leave alone. */
  copy() {
    return Object.assign(new Model(structuredClone(this.marks)), { done: [...this.done], undone: [...this.undone] });
  }

  /** All of it, as one can compare it. */
  state() {
    return stateOf({ marks: this.marks, steps: [this.done.at(-1)?.name ?? null, this.undone.at(-1)?.name ?? null] });
  }
}

/** Marks and the names of steps, as one can compare them. */
function stateOf({ marks, steps }) {
  return JSON.stringify([[...marks].map(([id, { status, note }]) => [id, status, note]), steps]);
}

/** One tab, from when it is opened until it is closed or killed. */
class Tab {
  /** What the page has said of edits. @type {string[]} */ acknowledged = [];

  /** @param {import("@playwright/test").BrowserContext} context */
  static async open(context) {
    const tab = new Tab();
    tab.page = await context.newPage();
    await tab.page.exposeFunction("announced", (words) => DONE.test(words) && tab.acknowledged.push(words));
    await tab.page.goto(process.env.BASE_URL ?? "http://127.0.0.1:8017/");
    await tab.page.locator("article mark").first().waitFor();
    await tab.page.locator("#save:enabled").waitFor();
    await tab.page.evaluate(listen);
    return tab;
  }

  /** Waits until as many edits are acknowledged. @param {number} count */
  async hears(count) {
    for (let waited = 0; this.acknowledged.length < count; waited += 5) {
      if (waited > 20_000) throw new Error(`the page has said no more than: ${this.acknowledged.join(" ")}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Chooses a mark in the list. @param {string} id */
  async choose(id) {
    await this.page.locator(`[data-id="${id}"] .entry-main`).click();
    await this.page.locator(`[data-id="${id}"] .entry-main[aria-expanded=true]`).waitFor();
  }

  /** Writes a note to a mark that is chosen. @param {string} id @param {string} note */
  async note(id, note) {
    await this.page.locator(`[data-id="${id}"] .more`).evaluate((more) => (more.open = true));
    await this.page.locator(`[data-id="${id}"] textarea`).evaluate((field, note) => {
      field.value = note;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }, note);
  }

  /** Every mark, and the steps that can be undone and redone, as the page saves and shows them. */
  async read() {
    const { page } = this;
    await page.locator("#save").click();
    const download = page.waitForEvent("download");
    await page.locator("#save-file").click();
    const { annotations } = JSON.parse(await readFile(await (await download).path(), "utf8"));
    const marks = annotations.map(({ id, type, status, note = null }) => [id, { type, status, note }]);
    const name = async (/** @type {string} */ id) => /: (.*)/.exec(await page.locator(`#${id}`).getAttribute("aria-label"))?.[1] ?? null;
    return { marks: new Map(marks), steps: [await name("undo"), await name("redo")] };
  }

  /** Ends it as a crash does, without a word to the page. */
  async kill() {
    const session = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await this.page.close();
  }
}

/** The keys that decide. @type {Record<string, string>} */
const KEYS = { accepted: "a", rejected: "x", suggested: "r" };

/** Draws an edit: what it is to the model, what has to be done before it, and what makes it in a tab. @param {Model} model @param {() => number} next */
function drawEdit(model, next) {
  const pick = (/** @type {any[]} */ items) => items[Math.floor(next() * items.length)];
  const kind = pick(["status", "status", "status", "note", "undo", "undo", "redo"]);
  if (kind === "undo" && model.done.length > 0) return { kind, takes: () => model.undo(), make: (tab) => tab.page.keyboard.press("Control+z") };
  if (kind === "redo" && model.undone.length > 0) return { kind, takes: () => model.redo(), make: (tab) => tab.page.keyboard.press("Control+y") };
  const standing = [...model.marks].filter(([, { status }]) => status !== "rejected");
  const [id, { status: before }] = pick(standing);
  if (kind === "note") {
    const note = `note ${Math.floor(next() * 1e9)}`;
    return { kind, id, takes: () => model.set(id, "note", note), make: (tab) => tab.note(id, note) };
  }
  // What is rejected is no longer listed: half of the marks are left to be worked on.
  const mayReject = standing.length > model.marks.size / 2;
  const status = pick(Object.keys(KEYS).filter((status) => status !== before && (mayReject || status !== "rejected")));
  return { kind: "status", id, takes: () => model.set(id, "status", status), make: (tab) => tab.page.keyboard.press(KEYS[status]) };
}

/** Makes edits in a tab until it is killed. @param {Tab} tab @param {Model} model @param {() => number} next @returns {Promise<Model[]>} what is to be there after none, one, two … of them */
async function edit(tab, model, next) {
  const after = [model.copy()];
  const count = 2 + Math.floor(next() * 7);
  /** @type {Promise<void>} */ let made = Promise.resolve();
  let isNote = false;
  while (after.length <= count) {
    const { kind, id, takes, make } = drawEdit(model, next);
    await made;
    // What can be undone or redone needs no choosing: it may follow at once, while the last edit is being kept.
    if (id || isNote) await tab.hears(after.length - 1);
    if (id) await tab.choose(id);
    takes();
    after.push(model.copy());
    isNote = kind === "note";
    made = make(tab);
  }
  // The tab may be gone before it has heard of the last one.
  made.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, next() * MOMENT_MS));
  await tab.kill();
  return after;
}

const [rounds, seed] = process.argv.slice(2).map(Number);
const next = random(seed);
const folder = await mkdtemp(join(tmpdir(), "sayso-crash-"));
// A profile on the disk, as a reader has one.
const context = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.SAYSO_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  baseURL: process.env.BASE_URL,
});
try {
  let tab = await Tab.open(context);
  let model = new Model((await tab.read()).marks);
  for (let round = 0; round < rounds; round++) {
    const after = await edit(tab, model, next);
    const acknowledged = tab.acknowledged.length;
    tab = await Tab.open(context);
    const found = await tab.read();
    const kept = after.findLastIndex((model) => model.state() === stateOf(found));
    console.log(JSON.stringify({ sent: after.length - 1, acknowledged, lost: Math.max(acknowledged - Math.max(kept, 0), kept < 0 ? 1 : 0) }));
    if (kept < 0) throw new Error("after a crash the page shows a state that it has never been in");
    model = after[kept];
  }
} finally {
  await context.close();
  await rm(folder, { recursive: true, force: true });
}
