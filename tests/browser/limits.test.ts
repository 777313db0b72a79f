// Large and odd texts: a result or a clear word, and a page that goes on answering.
import { expect, test } from "./page";

const PARAGRAPH = "“Fares will rise by 12 per cent in May,” said Ada Brook, who has run the ferry since 2009. ".repeat(6);

test("100,000 quotation marks", async ({ sayso }) => {
  await sayso.paste({ "text/plain": `Marks: ${'"'.repeat(50_000)} and ${"“".repeat(50_000)}` });
  await expect(sayso.article).toContainText("Marks:");
  await sayso.expectAlive();
});

test("one megabyte in one line", async ({ sayso }) => {
  await sayso.paste({ "text/plain": PARAGRAPH.repeat(2_000).slice(0, 1_000_000) });
  await expect(sayso.article).toContainText("Fares will rise");
  await expect(sayso.article).not.toContainText("Harlow Quay");
  await sayso.expectAlive();
});

test("ten megabytes, with typing and scrolling while they are read", async ({ sayso, page }) => {
  test.setTimeout(180_000);
  await page.evaluate(() => {
    const tasks: number[] = ((globalThis as any).longTasks = []);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ["longtask"] });
  });
  await page.evaluate(
    ([paragraph]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", `${paragraph}\n\n`.repeat(Math.ceil(10_000_000 / (paragraph.length + 2))));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    },
    [PARAGRAPH],
  );
  await sayso.expectAlive();
  await expect(sayso.article).toContainText("Fares will rise", { timeout: 120_000 });
  await sayso.expectAlive();
  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(10_000);
  const longest = await page.evaluate(() => Math.max(0, ...(globalThis as any).longTasks));
  test.info().annotations.push({ type: "longest task", description: `${longest} ms` });
  // Far less on an idle computer; the tests share theirs with others.
  expect(longest).toBeLessThan(2_000);
});

test("a long reading shows its progress and can be cancelled", async ({ sayso, page }) => {
  await page.evaluate(
    ([paragraph]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", `${paragraph}\n\n`.repeat(20_000));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    },
    [PARAGRAPH],
  );
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(sayso.article).toContainText("Harlow Quay");
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
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("button", { name: /^Undo: / })).toBeEnabled();
  await page.close({ runBeforeUnload: false });
});
