// What a reader sees.
import { expect, test } from "./page";

test("opens on the sample, set as an article and marked already", async ({ sayso, page }) => {
  await expect(sayso.article.getByRole("heading", { level: 1 })).toHaveText("Harlow Quay votes to move its harbour school after a third flood");
  await expect(sayso.article.getByText("Nell Aubrey")).toContainText("12 March 2026");
  await expect(sayso.article.getByRole("heading", { level: 2 })).toHaveText(["A wall that did not hold", "What happens next"]);
  await expect(sayso.article.getByRole("listitem")).toHaveCount(3);
  await expect(sayso.marks.filter({ hasText: "We cannot ask" })).toBeVisible();
  expect(await sayso.count("quote")).toBeGreaterThan(10);
  expect(await sayso.count("claim")).toBeGreaterThan(5);
  await expect(page).toHaveTitle(/Harlow Quay.* – Sayso/);
});

test("a quotation chosen in the text is shown in the list, with its speaker and why", async ({ sayso }) => {
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  const entry = sayso.page.locator('.entry:has([aria-expanded="true"])');
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText("Quotation, direct");
  await expect(entry).toContainText("Orla Penhale");
  await expect(entry.getByText("Why")).toBeVisible();
});

test("one chosen in the list is shown in the text, with its source and cue", async ({ sayso }) => {
  const entry = sayso.page.locator(".entry").filter({ hasText: "It is done" });
  await entry.getByRole("button").click();
  await expect(sayso.article.locator("mark.selected").first()).toBeInViewport();
  await expect(sayso.article.locator("mark.source")).toHaveText("she");
  await expect(sayso.article.locator("mark.cue")).toHaveText("said");
});

test("clicking again goes outwards through nested marks", async ({ sayso }) => {
  const nested = sayso.article.locator('mark[data-ids*=" "]').first();
  const ids = (await nested.getAttribute("data-ids"))?.split(" ") ?? [];
  for (const id of [...ids, ids[0]]) {
    await sayso.article.locator('mark[data-ids*=" "]').first().click();
    await expect(sayso.page.locator(`.entry[data-id="${id}"] [aria-expanded="true"]`)).toBeVisible();
  }
});

test("the filter shows one type in the text and in the list", async ({ sayso, page }) => {
  const quotes = await sayso.count("quote");
  await sayso.view("Quotations");
  await expect(sayso.article.locator("mark.claim")).toHaveCount(0);
  await expect(page.locator(".entry.claim")).toHaveCount(0);
  await expect(page.locator(".entry.quote")).toHaveCount(quotes);
});

test("every mark has a name that does not need its colour", async ({ sayso }) => {
  const mark = sayso.article.locator("mark.quote").filter({ hasText: "The sea has made up its mind" });
  await expect(mark).toHaveAttribute("aria-description", /Quotation, direct, .*Orla Penhale/);
});

test("works with the keyboard alone", async ({ sayso, page }) => {
  await sayso.marks.first().focus();
  await page.keyboard.press("Enter");
  const chosen = page.locator('.entry:has([aria-expanded="true"])');
  await expect(chosen).toHaveCount(1);
  const first = (await chosen.getAttribute("data-id")) ?? "";
  await page.keyboard.press("ArrowRight");
  await expect(chosen).not.toHaveAttribute("data-id", first);
  await expect(page.locator("mark:focus")).toHaveClass(/selected/);

  const before = await sayso.count();
  await page.keyboard.press("Delete");
  await expect.poll(() => sayso.count()).toBe(before - 1);
  await page.keyboard.press("Control+z");
  await expect.poll(() => sayso.count()).toBe(before);

  await page.locator('.entry-main[tabindex="0"]').focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".entry").nth(1).getByRole("button").first()).toBeFocused();
});

test("words can be selected and marked with the keyboard", async ({ sayso, page }) => {
  const before = await sayso.count("claim");
  await sayso.marks.first().focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(sayso.toolbar).toBeVisible();
  await page.keyboard.press("c");
  await expect.poll(() => sayso.count("claim")).toBe(before + 1);
});

test("words in quotation marks that quote nobody are told apart, and are no mark", async ({ sayso }) => {
  const scare = sayso.article.locator("mark.scare").filter({ hasText: "harbour levy" });
  await expect(scare).toHaveAttribute("title", "In quotation marks, but nobody is quoted");
  await expect(scare).not.toHaveAttribute("data-ids");
});

test("the strip in the margin leads to the mark nearest to where it is pressed", async ({ sayso, page }) => {
  await expect(page.locator("#strip")).toBeVisible();
  const { x, y, width, height } = (await page.locator("#strip").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(x + width / 2, y + height - 2);
  const chosen = page.locator('.entry:has([aria-expanded="true"])');
  await expect(chosen).toBeInViewport();
  const last = await sayso.entries.evaluateAll((entries) => entries.at(-1)?.getAttribute("data-id"));
  await expect(chosen).toHaveAttribute("data-id", String(last));
});
