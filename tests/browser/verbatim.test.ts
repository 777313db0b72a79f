// Quotations checked word by word against what was said.
import { expect, test, type Sayso } from "./page";

const TRANSCRIPT = `[00:01] MAYOR PENHALE: Thank you all. We cannot ask 310 children to carry sandbags to their
lessons. The sea has made up its mind – and tonight, so have we.
[00:02] MARCHETTI: Well, just ask the head teacher what she really wants and she'll tell you: leave us where we are.
[00:03] PENHALE: It is done. Now we build.`;

async function check(sayso: Sayso, transcript = TRANSCRIPT) {
  await sayso.view("Quotations");
  await sayso.button("Check against a transcript…").click();
  await sayso.page.getByRole("dialog").getByRole("textbox").fill(transcript);
  await sayso.button("Check the quotations").click();
}

const entry = (sayso: Sayso, words: string) => sayso.entries.filter({ hasText: words }).first();

test("each direct quotation says whether it was said so, and where", async ({ sayso, page }) => {
  await check(sayso);
  await expect(entry(sayso, "It is done")).toContainText("= verbatim");
  await expect(entry(sayso, "Ask the head teacher")).toContainText("≈ nearly verbatim");
  await expect(entry(sayso, "Nobody asked me a single question")).toContainText("≠ not in transcript");

  await entry(sayso, "Ask the head teacher").getByRole("button").first().click();
  await expect(page.locator(".differences ins").filter({ hasText: "really" })).toBeVisible();
  await sayso.button("See it in the transcript").click();
  const seen = await page.getByRole("dialog").getByRole("textbox").evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
  expect(seen).toMatch(/^ask the head teacher what she really wants/);
  await page.keyboard.press("Escape");

  await page.getByLabel("Which marks", { exact: true }).selectOption("not verbatim");
  await expect(entry(sayso, "It is done")).toHaveCount(0);
  await expect(entry(sayso, "Nobody asked me")).toBeVisible();
});

test("the result is one step, is kept and saved, and follows the words when they change", async ({ sayso, page }) => {
  await check(sayso);
  await expect(entry(sayso, "It is done")).toContainText("= verbatim");
  expect((await sayso.save("Table (CSV)")).text).toMatch(/It is done.*verbatim/);
  await page.reload();
  await sayso.view("Quotations");
  await expect(entry(sayso, "It is done")).toContainText("= verbatim");
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.keyboard.press("{");
  await expect(page.locator('.entry:has([aria-expanded="true"]) .entry-status')).toHaveText("✓ changed · = verbatim");
  await page.keyboard.press("Control+z");
  await expect(sayso.button("Undo: Check against the transcript")).toBeEnabled();
  await page.keyboard.press("Control+z");
  await expect(entry(sayso, "It is done")).not.toContainText("verbatim");
});

test("nothing to compare with is answered with a sentence", async ({ sayso, page }) => {
  await check(sayso, " ");
  await expect(page.getByRole("alert").filter({ hasText: "There is nothing to compare with yet" })).toBeVisible();
});
