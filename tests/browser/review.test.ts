// Going through the marks of an article: deciding, changing, finding.
import { expect, test } from "./page";

test("a whole article is reviewed with the keyboard alone", async ({ sayso, page }) => {
  const total = await sayso.count();
  const progress = page.locator("#review-words");
  await expect(progress).toHaveText(`0 of ${total} reviewed`);
  await sayso.marks.first().focus();
  await page.keyboard.press("n");
  for (let reviewed = 1; reviewed <= total; reviewed++) {
    await expect(page.locator("mark:focus")).toHaveClass(/selected/);
    await page.keyboard.press(reviewed % 4 === 0 ? "x" : "a");
    await expect(progress).toHaveText(`${reviewed} of ${total} reviewed`);
  }
  await page.keyboard.press("n");
  await expect(sayso.notice).toContainText("Every mark that is shown has been reviewed.");
});

test("Tab leads to one mark in the text: the chosen one", async ({ sayso, page }) => {
  const stops = page.locator('#article mark[tabindex="0"]');
  await sayso.marks.filter({ hasText: "We cannot ask 310 children" }).first().click();
  await expect(page.locator("#article mark.selected-claim")).not.toHaveCount(0);
  // Outwards, to the quotation around the claim.
  await page.keyboard.press("Enter");
  await expect(page.locator("#article mark.selected-quote")).not.toHaveCount(0);
  await expect(stops).toHaveCount(1);
  for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowRight");
  await expect(stops).toHaveCount(1);
  await expect(stops).toHaveClass(/selected/);
});

test("what was rejected is found and restored", async ({ sayso, page }) => {
  const before = await sayso.count();
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await sayso.reject();
  await expect.poll(() => sayso.count()).toBe(before - 1);
  await page.getByLabel("Which marks", { exact: true }).selectOption("rejected");
  await expect(page.locator(".entry")).toHaveCount(1);
  await page.locator(".entry-main").click();
  await sayso.button("Reject").click();
  await expect(page.locator(".entry")).toHaveCount(0);
  await page.getByLabel("Which marks", { exact: true }).selectOption("standing");
  expect(await sayso.count()).toBe(before);
});

test("all marks that are shown are accepted in one step", async ({ sayso, page }) => {
  await sayso.view("Quotations");
  const quotes = await sayso.count("quote");
  await page.keyboard.press("Control+k");
  await page.getByLabel("Find a command").fill("accept all");
  await page.keyboard.press("Enter");
  await expect(page.locator("#review-words")).toHaveText(new RegExp(`^${quotes} of`));
  await sayso.button(`Undo: Accept ${quotes} marks`).click();
  await expect(page.locator("#review-words")).toHaveText(/^0 of/);
});

test("marks are found by words, kind and what was decided", async ({ sayso, page }) => {
  await page.getByLabel("Find in marks").fill("marchetti");
  await expect.poll(() => sayso.count()).toBeLessThan(10);
  await expect(page.locator(".entry-speaker").filter({ hasText: "Dov Marchetti" }).first()).toBeVisible();
  await page.getByLabel("Find in marks").fill("");
  await sayso.view("Quotations");
  await page.getByLabel("Which kind").selectOption("direct");
  await expect(page.locator(".entry-kind").filter({ hasNotText: "Quotation, direct" })).toHaveCount(0);
  await page.getByLabel("Which marks", { exact: true }).selectOption("reviewed");
  await expect(page.getByText("The filter lets no mark through.")).toBeVisible();
});

test("the keys move where a mark begins and ends, a word at a time", async ({ sayso, page }) => {
  const entry = page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt');
  await sayso.marks.filter({ hasText: "The wall was raised by 60 centimetres in 2022" }).first().click();
  await expect(entry).toHaveText("The wall was raised by 60 centimetres in 2022");
  await page.keyboard.press("{");
  await expect(entry).toHaveText("wall was raised by 60 centimetres in 2022");
  await page.keyboard.press("]");
  await expect(entry).toHaveText("wall was raised by 60 centimetres in 2022, yet");
  await page.keyboard.press("}");
  await page.keyboard.press("[");
  await expect(entry).toHaveText("The wall was raised by 60 centimetres in 2022");
  await sayso.button("Undo: Change claim").click();
  await expect(entry).toHaveText("wall was raised by 60 centimetres in 2022");
});

test("keys that are pressed faster than the core answers each act on what the one before has made", async ({ sayso, page }) => {
  const entry = page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt');
  await sayso.marks.filter({ hasText: "The wall was raised by 60 centimetres in 2022" }).first().click();
  await page.evaluate(() => {
    const from = document.activeElement ?? document.body;
    for (const key of ["]", "}", "{", "["]) from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  await expect(sayso.button("Undo: Change claim")).toBeEnabled();
  await expect(page.locator("#status")).toHaveText("Begins a word earlier.");
  await expect(entry).toHaveText("The wall was raised by 60 centimetres in 2022");
});

test("type, kind, note and tags are changed, and saved with the mark", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.getByText("Change the mark, note, tags").click();
  await page.getByLabel("Note").fill("Heard on the tape.");
  await page.getByLabel("Note").press("Tab");
  await expect(page.locator(".entry-details dd").filter({ hasText: "Heard on the tape." })).toBeVisible();
  await page.getByLabel("Tags").fill("tape, council");
  await page.getByLabel("Tags").press("Enter");
  await expect(page.locator(".entry-details dd").filter({ hasText: "tape, council" })).toBeVisible();
  await page.getByLabel(/^Kind/).selectOption("indirect");
  await expect(sayso.button("Undo: Change quotation")).toBeEnabled();
  await sayso.button("Make it a claim").click();
  await expect(page.locator('.entry.claim:has([aria-expanded="true"])')).toContainText("It is done");
  const { annotations } = JSON.parse((await sayso.save("Sayso (JSON)")).text);
  const mark = annotations.find(({ note }: { note: string }) => note === "Heard on the tape.");
  expect(mark).toMatchObject({ type: "claim", kind: "other", tags: ["tape", "council"], status: "edited" });
});

test("the sentence around a mark becomes a claim", async ({ sayso, page }) => {
  const before = await sayso.count("claim");
  await sayso.marks.filter({ hasText: "a very expensive panic" }).click();
  await page.keyboard.press("s");
  await expect.poll(() => sayso.count("claim")).toBe(before + 1);
  await expect(page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt')).toHaveText(/^Councillor Dov Marchetti called .* cheaper/);
});

test("every command has its keys in a dialog, which runs it too", async ({ sayso, page }) => {
  await sayso.marks.first().focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Commands and keys" });
  await expect(dialog.getByRole("button", { name: "Next mark to review N" })).toBeVisible();
  await dialog.getByLabel("Find a command").fill("open an");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Open an article" })).toBeVisible();
});

test("a command of the dialog acts on the words that are selected", async ({ sayso, page }) => {
  const before = await sayso.count("quote");
  await sayso.selectWords("Councillor Dov Marchetti");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("as a quotation");
  await page.keyboard.press("Enter");
  await expect.poll(() => sayso.count("quote")).toBe(before + 1);
});

test("a mark that was changed is said to be so when it is accepted, too", async ({ sayso, page }) => {
  const entry = page.locator('.entry:has([aria-expanded="true"])');
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await page.keyboard.press("}");
  await expect(entry.locator(".entry-status")).toHaveText("✓ changed");
  await sayso.button("Accept").click();
  await expect(entry.locator(".entry-status")).toHaveText("✓ changed, accepted");
  await sayso.button("Accept").click();
  await expect(entry.locator(".entry-status")).toHaveText("");
});

test("whoever the new source names is the speaker", async ({ sayso, page }) => {
  const speaker = page.locator('.entry:has([aria-expanded="true"])').getByLabel("Speaker");
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await expect(speaker).toHaveValue("Orla Penhale");
  await sayso.selectWords("Samira Okonjo-Bell");
  await sayso.toolbar.getByRole("button", { name: "Its source" }).click();
  await expect(speaker).toHaveValue("Samira Okonjo-Bell");
});

test("selected words become what a mark marks, its source or its cue", async ({ sayso, page }) => {
  const entry = page.locator('.entry:has([aria-expanded="true"])');
  await sayso.marks.filter({ hasText: "a very expensive panic" }).click();
  const before = String(await entry.locator(".entry-excerpt").textContent());
  await sayso.selectWords("called the plan “a very expensive panic”");
  await sayso.toolbar.getByRole("button", { name: "Move the mark here" }).click();
  await expect(entry.locator(".entry-excerpt")).toHaveText(/^called the plan “a very expensive panic/);
  await sayso.selectWords("Marchetti");
  await sayso.toolbar.getByRole("button", { name: "Its source" }).click();
  await expect(sayso.article.locator("mark.source")).toHaveText("Marchetti");
  await sayso.button("Undo: Change quotation").click();
  await sayso.button("Undo: Change quotation").click();
  await expect(entry.locator(".entry-excerpt")).toHaveText(before);
});

const chosen = '.entry:has([aria-expanded="true"])';

test("a mark that the filter lets through no more gives way to the next one", async ({ sayso, page }) => {
  await page.getByLabel("Which marks", { exact: true }).selectOption("open");
  await page.locator(".entry-main").nth(2).click();
  const next = await page.locator(".entry").nth(3).getAttribute("data-id");
  await page.locator("[data-control=accept]").click();
  await expect(page.locator(chosen)).toHaveAttribute("data-id", String(next));
  await expect(page.locator(`${chosen} .entry-main`)).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.locator("#review-words")).toHaveText(/^2 of/);
  await expect(page.locator(chosen)).not.toHaveAttribute("data-id", String(next));
  await expect(sayso.button(/^Undo: Reject/)).toBeEnabled();
});

test("a note is kept while it is being written, and a press right after it counts", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.getByText("Change the mark, note, tags").click();
  const note = page.getByLabel("Note", { exact: true });
  await note.pressSequentially("Ask him");
  await expect(sayso.button("Undo: Change note")).toBeEnabled();
  await expect(note).toBeFocused();
  await note.pressSequentially(" again.");
  await page.locator("[data-control=accept]").click({ delay: 150 });
  await expect(page.locator("#review-words")).toHaveText(/^1 of/);
  await page.reload();
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await expect(page.locator(".entry-details dd").filter({ hasText: "Ask him again." })).toBeVisible();
});

test("whoever goes on to another mark while one is being kept stays there", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.getByText("Change the mark, note, tags").click();
  await page.getByLabel("Note", { exact: true }).fill("Ask him.");
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Note changed." })).toBeAttached();
  await expect(page.locator(`${chosen} .entry-excerpt`)).toContainText("The sea has made up its mind");
});

test("the keys with Ctrl act from within a field, too, and what was typed there counts", async ({ sayso, page }) => {
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.getByLabel("Speaker", { exact: true }).fill("A clerk");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("dialog", { name: "Take the marks away" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sayso.button("Undo: Set speaker to A clerk")).toBeEnabled();
});

test("a dialog that is opened by a key gives the field back that it was pressed in", async ({ sayso: _, page }) => {
  for (const key of ["Control+k", "Control+o", "Control+s"]) {
    await page.getByLabel("Find in marks").focus();
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByLabel("Find in marks")).toBeFocused();
  }
});

test("a button that is pressed twice says what each press did", async ({ sayso, page }) => {
  await sayso.marks.first().focus();
  await page.keyboard.press("Enter");
  for (const key of ["a", "x"]) await page.keyboard.press(key);
  await expect(sayso.button(/^Undo: Reject/)).toBeEnabled();
  await page.locator("#undo").dblclick();
  await expect(page.locator("#status")).toContainText("Undone: Accept");
});

test("a sign that belongs to a figure is part of its word", async ({ sayso, page }) => {
  await sayso.paste({ "text/plain": "Harbour costs\n\n“The wall costs £14.2 million, or 40% more,” said Ada Brook." });
  await sayso.marks.filter({ hasText: "The wall costs" }).first().click();
  const selected = sayso.article.locator("mark.selected-claim");
  await expect(selected).toHaveText("The wall costs £14.2 million, or 40% more");
  for (const key of ["{", "{", "{"]) await page.keyboard.press(key);
  await expect(selected).toHaveText("£14.2 million, or 40% more");
  await page.keyboard.press("}");
  await expect(selected).toHaveText("£14.2 million, or 40%");
});

test("another list is read from its top", async ({ sayso, page }) => {
  await page.locator("#marks-body").evaluate((body) => body.scrollTo(0, 2_000));
  await sayso.view("Speakers");
  await expect(page.getByRole("table").first()).toBeInViewport();
});

test("words are chosen with the arrows until they are marked", async ({ sayso, page }) => {
  await sayso.marks.first().focus();
  await page.keyboard.press("n");
  await page.keyboard.press("w");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("q");
  await expect(sayso.button("Undo: Add quotation")).toBeEnabled();
  const mark = await page.locator(chosen).getAttribute("data-id");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(chosen)).not.toHaveAttribute("data-id", String(mark));
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
});
