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

test("what is marked while the filter hides its like is shown, and is not marked twice", async ({ sayso, page }) => {
  await sayso.view("Claims");
  for (const _ of ["once", "again"]) {
    await sayso.selectWords("Councillor Dov Marchetti");
    await sayso.toolbar.getByRole("button", { name: "Quotation" }).click();
    await expect(page.locator('.entry:has([aria-expanded="true"])')).toContainText("Councillor Dov Marchetti");
  }
  await expect(page.getByRole("radio", { name: /^All/ })).toBeChecked();
  await expect(sayso.notice).toContainText("These words are marked as a quotation already.");
});

test("what two people say is not joined", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await page.keyboard.press("j");
  await expect(sayso.notice).toContainText("The two have different speakers");
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

test("a mark is cut in two where words are selected, and joined again", async ({ sayso, page }) => {
  const excerpt = page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt');
  await sayso.selectWords(SENTENCE);
  await sayso.toolbar.getByRole("button", { name: "Quotation" }).click();
  await expect(excerpt).toHaveText(SENTENCE);
  const before = await sayso.count("quote");
  await sayso.selectWords("by 60");
  await sayso.toolbar.getByRole("button", { name: "Cut the mark here" }).click();
  await expect(excerpt).toHaveText("The wall was raised");
  await expect.poll(() => sayso.count("quote")).toBe(before + 1);
  await page.getByText("Change the mark, note, tags").click();
  await sayso.button("Join with the next quotation").click();
  await expect(excerpt).toHaveText(SENTENCE);
  await expect.poll(() => sayso.count("quote")).toBe(before);
  await sayso.button("Undo: Join quotations").click();
  await sayso.button("Undo: Cut quotation").click();
  await expect(sayso.button("Undo: Add quotation")).toBeEnabled();
});

test("an end of a mark is dragged to another word, in one step", async ({ sayso, page }) => {
  const excerpt = page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt');
  await sayso.marks.filter({ hasText: SENTENCE }).first().click();
  await expect(excerpt).toHaveText(SENTENCE);
  /** The middle of a word of the article. */
  const place = (word: string) =>
    sayso.article.evaluate((article, word) => {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.nodeValue?.indexOf(word) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      throw new Error(`the article does not say ${word}`);
    }, word);
  const handle = await page.locator(".handle.right").boundingBox();
  if (!handle) throw new Error("no handle");
  await page.mouse.move(handle.x + 7, handle.y + 7);
  await page.mouse.down();
  const to = await place("flood damage");
  await page.mouse.move(to.x, to.y + 12, { steps: 8 });
  await page.mouse.up();
  await expect(excerpt).toHaveText(`${SENTENCE}, yet flood`);
  await expect(page.locator("#article mark:focus")).toHaveCount(1);
  await sayso.button("Undo: Change claim").click();
  await expect(excerpt).toHaveText(SENTENCE);
  await expect(sayso.button("Undo")).toBeDisabled();
});

test("words are chosen and marked by the keyboard alone, from anywhere in the text", async ({ sayso, page }) => {
  const chosen = () => page.evaluate(() => getSelection()?.toString());
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.keyboard.press("w");
  await expect.poll(chosen).toBe("It");
  await page.keyboard.press("ArrowUp");
  await expect.poll(chosen).toBe("Asked");
  await page.keyboard.press("ArrowUp");
  await expect.poll(chosen).toBe("Two");
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(chosen).toBe("Two others");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(chosen).toMatch(/^Two others believed .+ May; analysts .+ unlikely\.\s+Asked$/s);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("c");
  await expect(page.locator('.entry:has([aria-expanded="true"])')).toContainText("unlikely");
  await expect(sayso.button("Undo: Add claim")).toBeEnabled();
});
