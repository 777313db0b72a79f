// The core flows in Firefox. Playwright drives only a Firefox of its own; puppeteer drives the one that is installed.
import { expect, test } from "@playwright/test";
import puppeteer, { type Browser, type Page } from "puppeteer-core";

const executablePath = process.env.SAYSO_FIREFOX;
test.skip(!executablePath, "no Firefox is installed");
test.describe.configure({ mode: "serial" });

let browser: Browser;
let page: Page;
let problems: string[];

test.beforeAll(async () => {
  browser = await puppeteer.launch({ browser: "firefox", executablePath });
});

test.afterAll(() => browser?.close());

test.beforeEach(async ({ baseURL }) => {
  const context = await browser.createBrowserContext();
  page = await context.newPage();
  await page.setViewport({ width: 1280, height: 860 });
  problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(String(baseURL));
  await page.waitForSelector("mark[data-ids]");
});

test.afterEach(async () => {
  await page.browserContext().close();
  expect(problems).toEqual([]);
});

/** What an element says. */
const words = (selector: string) => page.$eval(selector, (element) => element.textContent ?? "");

/** What the button for undo would take back. */
const undoName = () => page.$eval("#undo", (button) => button.ariaLabel);

async function chooseFirstMark() {
  await page.click("mark[data-ids]");
  await page.waitForSelector(".entry-main[aria-expanded=true]");
}

test("Firefox opens on the sample, marked", async () => {
  expect(await words("article h1")).toContain("Harlow Quay");
  expect(await page.$$eval("mark[data-ids]", (marks) => marks.length)).toBeGreaterThan(20);
});

test("Firefox reads what is typed", async () => {
  await page.click("#open");
  await page.type("dialog[open] textarea", "“We open in May,” said Ana Ruiz.");
  await page.click("dialog[open] button.primary");
  await expect.poll(() => words("article")).toContain("Ana Ruiz");
  expect(await words(".entry-speaker")).toBe("Ana Ruiz");
});

test("Firefox accepts by a key, undoes, and keeps what was done", async () => {
  await chooseFirstMark();
  await page.keyboard.press("a");
  await expect.poll(undoName).toMatch(/^Undo: Accept/);
  await expect.poll(() => words("#review-words")).toMatch(/^1 of/);
  await page.reload();
  await page.waitForSelector("mark[data-ids]");
  await expect.poll(() => words("#review-words")).toMatch(/^1 of/);
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await expect.poll(() => words("#review-words")).toMatch(/^0 of/);
});

test("Firefox marks what is selected", async () => {
  const place = () =>
    page.evaluate(() => {
      const block = [...document.querySelectorAll("[data-piece]")].find(({ textContent }) => textContent?.startsWith("Lessons move"))!;
      block.scrollIntoView({ block: "center" });
      const { left, top } = block.getBoundingClientRect();
      return { x: left + 4, y: top + 12 };
    });
  // Firefox puts off scrolling until the whole page is laid out.
  await expect.poll(async () => (await place()).y).toBeLessThan(860);
  const { x, y } = await place();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y);
  await page.mouse.up();
  await page.waitForSelector("#selection-toolbar:not([hidden])");
  await page.keyboard.press("c");
  await expect.poll(undoName).toBe("Undo: Add claim");
});

test("Firefox goes to a mark that was never near the screen", async () => {
  const text = Array.from({ length: 2_000 }, (_, at) => `“We open pier ${at} in May,” said Ana Ruiz, who runs the ferry and the harbour of the town.`).join("\n\n");
  await page.click("#open");
  await page.$eval("#open-text", (field, text) => void ((field as HTMLTextAreaElement).value = text), text);
  await page.click("#open-read");
  await page.waitForFunction(() => document.querySelector("article")?.textContent.includes("pier 0 in") && document.querySelector("#save:enabled"));
  await page.focus('.entry-main[tabindex="0"]');
  await page.keyboard.press("End");
  const top = () => page.$eval("mark.selected", (mark) => mark.getBoundingClientRect().top);
  await expect.poll(top).toBeLessThan(860);
  expect(await top()).toBeGreaterThan(0);
});

test("Firefox shows what it will save", async () => {
  await page.click("#save");
  await page.waitForSelector("dialog[open] input[type=radio]");
  await expect.poll(() => words("dialog[open]")).toContain("Harlow Quay");
});

test("Firefox marks another page's article without touching it", async ({ baseURL }) => {
  await page.goto(`${baseURL}examples/embed.html`);
  await expect.poll(() => page.evaluate(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)), { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await page.$$("article mark")).toEqual([]);
});
