// Large and odd texts: a result or a clear word, and a page that goes on answering.
import type { Page } from "@playwright/test";
import { expect, test } from "./page";

const PARAGRAPH = "“Fares will rise by 12 per cent in May,” said Ada Brook, who has run the ferry since 2009. ".repeat(6);

test("100,000 quotation marks", async ({ sayso }) => {
  await sayso.paste({ "text/plain": `Marks: ${'"'.repeat(50_000)} and ${"“".repeat(50_000)}` });
  await expect(sayso.article).toContainText("Marks:");
  await sayso.expectAlive();
});

// The tagger reads some tens of thousands of words a second, on a computer that these tests share.
const READING = { timeout: 150_000 };

test("one megabyte in one line", async ({ sayso }) => {
  test.setTimeout(180_000);
  await sayso.paste({ "text/plain": PARAGRAPH.repeat(2_000).slice(0, 1_000_000) });
  await expect(sayso.article).toContainText("Fares will rise", READING);
  await expect(sayso.article).not.toContainText("Harlow Quay");
  await sayso.expectAlive();
});

/** Pastes paragraphs of about `bytes` in all, made in the page: less to send than the text. */
async function pasteParagraphs(page: Page, bytes: number): Promise<void> {
  await page.evaluate(
    ([paragraph, bytes]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", `${paragraph}\n\n`.repeat(Math.ceil(bytes / (paragraph.length + 2))));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    },
    [PARAGRAPH, bytes] as const,
  );
}

/** Notes the page's long tasks from now on; what it gives asks for the longest, in milliseconds. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tasks: number[] = ((globalThis as any).longTasks = []);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
  });
  return () => page.evaluate(() => Math.max(0, ...(globalThis as any).longTasks));
}

// Far less on an idle computer; the tests share theirs with others.
const LONGEST_TASK = 2_000;

test("a book of a megabyte is shown and scrolls", async ({ sayso, page }) => {
  test.setTimeout(180_000);
  const longestTask = await watchTasks(page);
  await pasteParagraphs(page, 1_000_000);
  await expect(sayso.article).toContainText("Fares will rise", READING);
  await sayso.expectAlive();
  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(10_000);
  expect(await longestTask()).toBeLessThan(LONGEST_TASK);
});

test("ten megabytes are read on beside typing and scrolling, until cancelled", async ({ sayso, page }) => {
  test.setTimeout(120_000);
  const longestTask = await watchTasks(page);
  await pasteParagraphs(page, 10_000_000);
  await sayso.expectAlive();
  const bar = page.getByRole("progressbar", { name: "Reading" });
  await expect.poll(() => bar.evaluate((bar: HTMLProgressElement) => bar.value), { timeout: 60_000 }).toBeGreaterThan(0);
  await sayso.expectAlive();
  expect(await longestTask()).toBeLessThan(LONGEST_TASK);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(sayso.article).toContainText("Harlow Quay");
});

test("a long text shows its first marks while the rest is being read", async ({ page, sayso }) => {
  await pasteParagraphs(page, 3_000_000);
  await expect(sayso.article).toContainText("Fares will rise", { timeout: 30_000 });
  const cancel = page.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeVisible();
  await expect(sayso.article.locator("mark").first()).toBeVisible();
  // It can be looked at, and is said not to be ready yet.
  await sayso.article.locator("mark").first().click();
  await sayso.button("Accept").click();
  await expect(page.getByText("The article is still being read.")).toBeVisible();
  await expect(sayso.button("Save")).toBeDisabled();
  await cancel.click();
  await expect(sayso.article).toContainText("Harlow Quay");
  await expect(page.getByText("The article is still being read.")).toBeHidden();
  await sayso.article.locator("mark").first().click();
  await page.keyboard.press("a");
  await expect(sayso.button(/^Undo: /)).toBeEnabled();
});

test("marks chosen while a long text is being read stay chosen", async ({ page, sayso }) => {
  test.setTimeout(180_000);
  await pasteParagraphs(page, 1_000_000);
  await expect(sayso.article).toContainText("Fares will rise", READING);
  await sayso.view("Claims");
  await expect(page.locator(".entry.claim").first()).toBeVisible();
  await expect(page.locator(".entry.quote")).toHaveCount(0);
  await expect(sayso.button("Save")).toBeEnabled(READING);
  await expect(page.getByRole("radio", { name: /^Claims/ })).toBeChecked();
  await expect(page.locator(".entry.claim").first()).toBeVisible();
  await expect(page.locator(".entry.quote")).toHaveCount(0);
});

test("a short text that is pasted while a long one is being read takes its place", async ({ page, sayso }) => {
  await pasteParagraphs(page, 3_000_000);
  await expect(sayso.article).toContainText("Fares will rise", { timeout: 30_000 });
  await sayso.paste({ "text/plain": "“We open in May,” said Ana Ruiz." });
  await expect(sayso.article).toContainText("Ana Ruiz");
  await expect(sayso.article).not.toHaveClass(/begun/);
  await sayso.marks.first().click();
  await page.keyboard.press("a");
  await expect(sayso.button(/^Undo: /)).toBeEnabled();
});

test("without a worker the page reads in slices", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL });
  await page.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new Error("no workers here");
      }
    } as unknown as typeof Worker;
  });
  await page.goto("./");
  await expect(page.getByRole("article")).toContainText("Harlow Quay");
  await page.locator("mark").first().click();
  await page.getByRole("button", { name: /^(Reject|Not a claim)$/ }).click();
  await expect(page.getByRole("button", { name: /^Undo: / })).toBeEnabled();
  await page.close({ runBeforeUnload: false });
});
