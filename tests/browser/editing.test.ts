// Correcting the marks, and taking them away.
import { expect, test } from "./page";

const SENTENCE = "The wall was raised by 60 centimetres in 2022";

test("a selection becomes a quotation or a claim, in whole words", async ({ sayso }) => {
  const before = await sayso.count("quote");
  await sayso.selectWords("ncillor Dov Marche");
  await sayso.toolbar.getByRole("button", { name: "Quotation" }).click();
  await expect.poll(() => sayso.count("quote")).toBe(before + 1);
  const added = sayso.page.locator('.entry:has([aria-expanded="true"])');
  await expect(added).toContainText("Councillor Dov Marchetti");
  await expect(added).toContainText("added by you");
  await expect(sayso.toolbar).toBeHidden();
});

test("a mark is removed in one action, and that is undone and done again", async ({ sayso, page }) => {
  const before = await sayso.count();
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await sayso.reject();
  await expect.poll(() => sayso.count()).toBe(before - 1);

  await page.keyboard.press("Control+z");
  await expect.poll(() => sayso.count()).toBe(before);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => sayso.count()).toBe(before - 1);
  await sayso.button(/^Undo: .+/).click();
  await expect.poll(() => sayso.count()).toBe(before);
  await expect(sayso.button("Undo")).toBeDisabled();
});

test("the shortcuts leave typing alone", async ({ sayso, page }) => {
  const all = await sayso.count();
  await sayso.marks.first().click();
  await sayso.reject();
  const before = all - 1;
  await expect.poll(() => sayso.count()).toBe(before);
  await sayso.button("Open…").click();
  await page.getByRole("textbox").fill("one");
  await page.getByRole("textbox").press("Control+z");
  await page.keyboard.press("Escape");
  expect(await sayso.count()).toBe(before);
});

for (const [format, extension] of [["Sayso (JSON)", "json"], ["Web Annotation", "jsonld"]] as const) {
  test(`edits survive saving and opening as ${format}`, async ({ sayso, page }) => {
    await sayso.selectWords(SENTENCE);
    await sayso.toolbar.getByRole("button", { name: "Quotation" }).click();
    await expect(page.locator(".entry-details")).toContainText("added by you");
    const [quotes, claims] = [await sayso.count("quote"), await sayso.count("claim")];

    const { name, text } = await sayso.save(format);
    expect(name).toBe(`harlow-quay-votes-to-move-its-harbour-school.${extension}`);
    expect(JSON.parse(text)).toBeTruthy();

    await sayso.paste({ "text/plain": "Another text in between." });
    await expect(sayso.article).toContainText("Another text in between.");
    await sayso.openFile(name, text, "application/json");
    await expect(sayso.article).toContainText("Harlow Quay");
    expect(await sayso.count("quote")).toBe(quotes);
    expect(await sayso.count("claim")).toBe(claims);
    await page.locator(".entry").filter({ hasText: SENTENCE }).filter({ hasText: "Quotation" }).locator(".entry-main").click();
    await expect(page.locator(".entry-details")).toContainText("added by you");
  });
}
