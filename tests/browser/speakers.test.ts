// Who speaks how much, and putting right who speaks.
import { expect, test, type Sayso } from "./page";

const speakers = ({ page }: Sayso) => page.getByRole("table", { name: /share of all quoted words/ });
const row = (sayso: Sayso, name: string) => speakers(sayso).getByRole("row").filter({ has: sayso.page.getByRole("button", { name, exact: true }) });
const quotations = async (sayso: Sayso, name: string) => Number(await row(sayso, name).getByRole("cell").first().textContent());

test.beforeEach(async ({ sayso }) => sayso.view("Speakers"));

test("each speaker has a row with their quotations and share of the quoted words", async ({ sayso }) => {
  expect(await quotations(sayso, "Orla Penhale")).toBeGreaterThan(2);
  const shares = await speakers(sayso).locator("td:nth-child(3)").allTextContents();
  const percents = shares.map((share) => Number.parseInt(share, 10));
  expect(percents).toEqual([...percents].sort((a, b) => b - a));
  expect(Math.abs(percents.reduce((sum, percent) => sum + percent, 0) - 100)).toBeLessThanOrEqual(percents.length);
  await expect(speakers(sayso).getByRole("columnheader")).toHaveText(["Speaker", "Quotations", "Share of quoted words"]);
});

test("choosing a speaker leaves their quotations, in the text and in the list", async ({ sayso, page }) => {
  const count = await quotations(sayso, "Orla Penhale");
  await sayso.button("Orla Penhale").click();
  await expect(page.locator(".entry")).toHaveCount(count);
  await expect(page.locator(".entry-speaker").filter({ hasNotText: "Orla Penhale" })).toHaveCount(0);
  await expect(sayso.article.locator("mark").filter({ hasText: "The sea has made up its mind" })).toBeVisible();
  await expect(sayso.article.locator("mark").filter({ hasText: "a very expensive panic" })).toHaveCount(0);
  await sayso.view("Quotations");
  await sayso.button(/^Only Orla Penhale/).click();
  expect(await sayso.count("quote")).toBeGreaterThan(count);
});

test("a speaker is renamed everywhere, and back again", async ({ sayso, page }) => {
  await sayso.button("Orla Penhale").click();
  await page.getByLabel("Name", { exact: true }).fill("Orla M. Penhale");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(row(sayso, "Orla M. Penhale")).toBeVisible();
  await expect(page.locator(".entry-speaker").first()).toHaveText("Orla M. Penhale");
  await sayso.button("Undo: Rename Orla Penhale to Orla M. Penhale").click();
  await expect(row(sayso, "Orla Penhale")).toBeVisible();
});

test("two speakers are merged into one, which the saved file says too", async ({ sayso, page }) => {
  const both = (await quotations(sayso, "Orla Penhale")) + (await quotations(sayso, "Peter Rook"));
  await sayso.button("Peter Rook").click();
  await page.getByLabel("Is the same as").selectOption("Orla Penhale");
  await sayso.button("Merge").click();
  await expect(row(sayso, "Peter Rook")).toHaveCount(0);
  await expect.poll(() => quotations(sayso, "Orla Penhale")).toBe(both);
  const names = JSON.parse((await sayso.save("Sayso (JSON)")).text).speakers.map(({ name }: { name: string }) => name);
  expect(names).toContain("Orla Penhale");
  expect(names).not.toContain("Peter Rook");
  await sayso.button("Undo: Merge Peter Rook into Orla Penhale").click();
  await expect(row(sayso, "Peter Rook")).toBeVisible();
});

test("a quotation gets another speaker by typing a name", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  const field = page.getByLabel("Speaker", { exact: true });
  await expect(field).toHaveValue("Orla Penhale");
  expect(await page.locator("#speaker-names option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).toContain("Peter Rook");
  await field.fill("A clerk");
  await field.press("Enter");
  await expect(row(sayso, "A clerk")).toBeVisible();
  await expect(field).toBeFocused();
  await sayso.button("Undo: Set speaker to A clerk").click();
  await expect(row(sayso, "A clerk")).toHaveCount(0);
});

test("a mention is split off as a speaker of its own", async ({ sayso, page }) => {
  const before = await quotations(sayso, "Orla Penhale");
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await sayso.button("Someone else").click();
  await expect(page.getByLabel("Speaker", { exact: true })).toHaveValue("she");
  expect(await quotations(sayso, "Orla Penhale")).toBe(before - 1);
  await sayso.button("Undo: Split she from Orla Penhale").click();
  await expect.poll(() => quotations(sayso, "Orla Penhale")).toBe(before);
});

test("a speaker who gets the name of another one is that one", async ({ sayso, page }) => {
  const both = (await quotations(sayso, "Orla Penhale")) + (await quotations(sayso, "Peter Rook"));
  await sayso.button("Peter Rook").click();
  await page.getByLabel("Name", { exact: true }).fill("orla penhale");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await expect(row(sayso, "Peter Rook")).toHaveCount(0);
  await expect.poll(() => quotations(sayso, "Orla Penhale")).toBe(both);
  await expect(sayso.button("Undo: Merge Peter Rook into Orla Penhale")).toBeEnabled();
});
