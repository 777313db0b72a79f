// What can be checked, how much that matters, and where to look.
import { expect, test } from "./page";

const CLAIM = "The wall was raised by 60 centimetres in 2022";

test("claims are ranked by how much they are worth checking, or stand as in the text", async ({ sayso, page }) => {
  await sayso.view("Claims");
  const scores = async () => (await page.locator(".entry-status").allTextContents()).map((words) => Number.parseInt(words, 10));
  const ranked = await scores();
  expect(ranked.length).toBeGreaterThan(5);
  expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
  await page.getByLabel("Most worth checking first").uncheck();
  expect(await scores()).not.toEqual(ranked);
});

test("the slider says how much is marked, and counts along", async ({ sayso, page }) => {
  await sayso.view("Claims");
  const all = await sayso.count("claim");
  const slider = page.getByRole("slider", { name: "Check-worthiness from" });
  await slider.fill("90");
  await expect.poll(() => sayso.count("claim")).toBeLessThan(all);
  const few = await sayso.count("claim");
  await expect(page.locator("#worth-words")).toHaveText(`${few} of ${all} claims`);
  await expect(page.locator(".entry")).toHaveCount(few);
  const marked = await sayso.article.locator("mark.claim").evaluateAll((marks) => new Set(marks.flatMap((mark) => (mark as HTMLElement).dataset.ids?.split(" ") ?? [])).size);
  expect(marked).toBe(few);
  // Where it cannot be seen it hides nothing.
  await sayso.view("All");
  await expect(page.locator(".entry.claim")).toHaveCount(all);
  await sayso.view("Claims");
  await expect(page.locator(".entry")).toHaveCount(few);
  await slider.press("Home");
  await expect.poll(() => sayso.count("claim")).toBe(all);
});

test("a claim shows its kind, its figures, why it was marked and who asserts it", async ({ sayso, page }) => {
  await sayso.view("Claims");
  await page.locator(".entry").filter({ hasText: CLAIM }).getByRole("button").first().click();
  const entry = page.locator('.entry:has([aria-expanded="true"])');
  await expect(entry).toContainText(/Claim, (figure|event)/);
  await expect(entry.getByText("60 centimetres", { exact: true })).toBeVisible();
  await expect(entry.getByText("Why", { exact: true })).toBeVisible();
  await expect(entry.getByLabel("Asserted by")).toHaveAttribute("placeholder", "the article itself");
});

test("a mark is said not to be a claim in one action, and to be one after all", async ({ sayso, page }) => {
  await sayso.view("Claims");
  const before = await sayso.count("claim");
  await sayso.marks.filter({ hasText: CLAIM }).first().click();
  await sayso.button("Not a claim").click();
  await expect.poll(() => sayso.count("claim")).toBe(before - 1);
  await sayso.button("Undo: Reject claim").click();
  await expect.poll(() => sayso.count("claim")).toBe(before);
  await sayso.button("Is a claim").click();
  await expect(page.locator('.entry:has([aria-expanded="true"])')).toContainText("accepted");
  await page.getByRole("slider").fill("95");
  await expect(page.locator(".entry").filter({ hasText: CLAIM })).toBeVisible();
});

test("selected words are said to be a claim, or to be none", async ({ sayso }) => {
  const before = await sayso.count("claim");
  await sayso.selectWords(CLAIM);
  await sayso.toolbar.getByRole("button", { name: "Not a claim" }).click();
  await expect.poll(() => sayso.count("claim")).toBe(before - 1);
  await sayso.selectWords(CLAIM);
  await expect(sayso.toolbar.getByRole("button", { name: "Not a claim" })).toBeHidden();
  await sayso.toolbar.getByRole("button", { name: "Claim", exact: true }).click();
  await expect.poll(() => sayso.count("claim")).toBe(before);
});

test("ready searches are plain links that tell the other side nothing but the words", async ({ sayso, page }) => {
  await sayso.view("Claims");
  await page.locator(".entry").filter({ hasText: CLAIM }).getByRole("button").first().click();
  const terms = await page.locator(".searches q").textContent();
  expect(terms).toContain("wall raised 60 centimetres");
  const links = page.locator(".searches a");
  await expect(links).toHaveCount(2);
  const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(hrefs[0]).toBe(`https://toolbox.google.com/factcheck/explorer/search/${encodeURIComponent(String(terms))}`);
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute("rel", "noopener noreferrer");
    await expect(link).toHaveAttribute("target", "_blank");
  }
});
