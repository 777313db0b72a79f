// What is done is kept in the browser as it is made.
import { readFileSync } from "node:fs";
import { expect, Sayso, holdCore, test } from "./page";

/** Rejects a mark, and waits for the page to say that this is done and kept. */
async function rejectOne(sayso: Sayso) {
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await sayso.reject();
  await expect(sayso.page.getByRole("status").filter({ hasText: "Rejected." })).toBeAttached();
}

/** Opens a second article. */
async function openAnother(sayso: Sayso) {
  await sayso.paste({ "text/plain": "Ferry fares will rise\n\n“It is dear,” said Ada Brook." });
  await expect(sayso.article).toContainText("It is dear");
}

const dialog = (sayso: Sayso) => sayso.page.getByRole("dialog", { name: "Open an article" });

test("an edited article is there again after a reload, with its undo", async ({ sayso, page }) => {
  const before = await sayso.count();
  await rejectOne(sayso);
  await page.reload();
  await expect.poll(() => sayso.count()).toBe(before - 1);
  await sayso.button("Undo: Reject quotation").click();
  await expect.poll(() => sayso.count()).toBe(before);
  await page.reload();
  await expect(sayso.button("Redo: Reject quotation")).toBeEnabled();
});

test("every step that the page has answered survives a killed tab", async ({ sayso: _, page, context }) => {
  for (let edits = 1; edits <= 5; edits++) {
    await page.locator(".entry-main").nth(edits).click();
    await page.locator("[data-control=accept]").click();
    await expect(page.getByRole("status").filter({ hasText: `${edits} of` })).toBeAttached();
  }
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => {});
  await crashed;
  const again = await context.newPage();
  await again.goto("./");
  await expect(again.locator("#review-words")).toHaveText(/^5 of/);
});

test("several articles are kept, listed, opened again and deleted with a way back", async ({ sayso, page }) => {
  await rejectOne(sayso);
  await openAnother(sayso);
  await sayso.button("Open…").click();
  const harbour = dialog(sayso).getByRole("listitem").filter({ hasText: "Harlow Quay" });
  await expect(harbour).toContainText(/1 of \d+ reviewed/);
  await harbour.getByRole("button", { name: /^Delete/ }).click();
  await expect(sayso.notice).toContainText("is deleted");
  await sayso.button("Put it back").click();
  await expect(page.getByRole("status").filter({ hasText: "is back" })).toBeAttached();
  await sayso.button("Open…").click();
  await harbour.getByRole("button", { name: /^Harlow/ }).click();
  await expect(sayso.article).toContainText("The sea has made up its mind");
  await expect(sayso.button("Undo: Reject quotation")).toBeEnabled();
});

test("the open article is in the list too, and in the backup, but cannot be deleted under the reader's hands", async ({ sayso, page }) => {
  await openAnother(sayso);
  await sayso.button("Open…").click();
  const open = dialog(sayso).getByRole("listitem");
  await expect(open).toContainText("open · 0 of");
  await expect(open.getByRole("button", { name: /^Delete/ })).toBeHidden();
  await expect(sayso.button("Save all as a backup")).toBeVisible();
  await open.getByRole("button", { name: / · / }).click();
  await expect(dialog(sayso)).toBeHidden();
  await expect(page.getByRole("alert").filter({ hasText: "another tab" })).toHaveCount(0);
});

test("an article that is kept gets another name", async ({ sayso, page }) => {
  await rejectOne(sayso);
  await openAnother(sayso);
  await sayso.button("Open…").click();
  await dialog(sayso).getByRole("button", { name: /^Rename “Harlow/ }).click();
  await page.getByLabel(/^New name for “Harlow/).fill("School, first draft");
  await page.getByLabel(/^New name for “Harlow/).press("Tab");
  await dialog(sayso).getByRole("button", { name: /^School, first draft/ }).click();
  await expect(sayso.button("Undo: Reject quotation")).toBeEnabled();
});

/** Keeps two articles, one with a step, and gives the file with both. */
async function backUp(sayso: Sayso): Promise<Buffer> {
  await rejectOne(sayso);
  await openAnother(sayso);
  await sayso.button("Open…").click();
  const download = sayso.page.waitForEvent("download");
  await sayso.button("Save all as a backup").click();
  return readFileSync(await (await download).path());
}

test("a backup brings every article with its steps into another browser, once", async ({ sayso, browser, baseURL }) => {
  const contents = await backUp(sayso);
  const other = new Sayso(await (await browser.newContext({ baseURL })).newPage());
  await other.visit();
  await other.openFile("backup.json", contents, "application/json");
  await expect(other.notice).toContainText("2 articles of the backup are kept in this browser now, 0 were there already.");
  await other.button("Show them").click();
  await dialog(other).getByRole("button", { name: /^Harlow/ }).click();
  await expect(other.button("Undo: Reject quotation")).toBeEnabled();
  await other.openFile("backup.json", contents, "application/json");
  await expect(other.notice).toContainText("0 articles of the backup are kept in this browser now, 2 were there already.");
  await other.openFile("backup.json", contents.subarray(0, 400), "application/json");
  await expect(other.notice).toContainText("This backup is spoilt");
  await other.page.close();
});

test("what an older Sayso kept opens with its steps", async ({ sayso }) => {
  const backup = JSON.parse(String(await backUp(sayso)));
  // It kept what the session held, not a file.
  for (const kept of backup.articles) {
    const { version, generator, offsets, ...held } = JSON.parse(kept.base);
    expect({ version, offsets }).toEqual({ version: 1, offsets: "utf16" });
    Object.assign(kept, { base: held, about: { ...kept.about, id: `older ${kept.about.id}` } });
  }
  await sayso.page.keyboard.press("Escape");
  await sayso.openFile("backup.json", JSON.stringify(backup), "application/json");
  await sayso.button("Show them").click();
  await dialog(sayso).getByRole("button", { name: /^Harlow/ }).first().click();
  await expect(sayso.button("Undo: Reject quotation")).toBeEnabled();
});

test("when there is no room left the reader is told, with a way out", async ({ sayso, page }) => {
  await rejectOne(sayso);
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await sayso.marks.filter({ hasText: "It is done" }).click();
  await page.keyboard.press("a");
  await expect(sayso.notice).toContainText("This browser cannot keep your changes: there is no room left.");
  await sayso.notice.getByRole("button", { name: "Save" }).click();
  await page.getByRole("radio", { name: "Sayso (JSON)" }).check();
  const download = page.waitForEvent("download");
  await sayso.button("Save the file").click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain('"accepted"');
});

test("an article that another tab has open is not opened twice", async ({ sayso, page, context }) => {
  await rejectOne(sayso);
  const other = await context.newPage();
  await other.goto("./");
  await expect(other.getByRole("alert").filter({ hasText: "is open in another tab" })).toBeVisible();
  await expect(other.getByRole("article")).toContainText("The sea has made up its mind");
  await expect(other.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
  await page.goto("about:blank");
  await other.reload();
  await expect(other.getByRole("button", { name: "Undo: Reject quotation" })).toBeEnabled();
});

test("a browser that keeps nothing is said to, and the tab asks before it closes", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await page.goto("./");
  await page.locator("mark[data-ids]").first().click();
  await page.getByRole("button", { name: /^(Reject|Not a claim)$/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "cannot keep your changes" })).toBeVisible();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe("beforeunload");
  await (await asked).accept();
});

test("the article that was open is there after a reload, whatever was changed last", async ({ sayso, page }) => {
  await rejectOne(sayso);
  await openAnother(sayso);
  await sayso.button("Open…").click();
  await dialog(sayso).getByRole("button", { name: /^Harlow/ }).click();
  await expect(sayso.article).toContainText("The sea has made up its mind");
  await page.reload();
  await expect(sayso.button("Undo: Reject quotation")).toBeEnabled();
});

test("a name that is being typed is given by Enter and dropped by Escape", async ({ sayso, page }) => {
  await rejectOne(sayso);
  await openAnother(sayso);
  await sayso.button("Open…").click();
  const name = page.getByLabel(/^New name for/);
  await dialog(sayso).getByRole("button", { name: /^Rename “Harlow/ }).click();
  await name.fill("Not this");
  await name.press("Escape");
  await expect(dialog(sayso).getByRole("button", { name: /^Rename “Harlow/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await name.fill("School");
  await name.press("Enter");
  await expect(dialog(sayso).getByRole("button", { name: "Rename “School”" })).toBeFocused();
});

test("names are given one after the other, and what is pressed while one is typed counts", async ({ sayso, page }) => {
  await openAnother(sayso);
  await sayso.openFile("fares.txt", "Ferry fares will rise\n\n“It is dear,” said Ben Ito.");
  await expect(sayso.article).toContainText("Ben Ito");
  await openAnother(sayso);
  await expect(sayso.article).not.toContainText("Ben Ito");
  await sayso.button("Open…").click();
  const list = dialog(sayso).getByRole("listitem");
  // The open one stands before them.
  const [first, second] = [list.nth(1), list.nth(2)];
  await first.getByRole("button", { name: /^Rename/ }).click();
  await page.getByLabel(/^New name for/).fill("One");
  await second.getByRole("button", { name: /^Rename/ }).click();
  await page.keyboard.type("Two");
  await page.keyboard.press("Tab");
  await expect(second.getByRole("button", { name: "Rename “Two”" })).toBeFocused();
  await expect(first.getByRole("button", { name: /^One/ })).toBeVisible();
  await first.getByRole("button", { name: /^Rename/ }).click();
  await page.getByLabel(/^New name for/).fill("Uno");
  await first.getByRole("button", { name: /^Delete/ }).click();
  await sayso.button("Put it back").click();
  await sayso.button("Open…").click();
  await expect(dialog(sayso).getByRole("button", { name: /^(Uno|Two)/ })).toHaveCount(2);
});

test("annotations that were brought in are brought in again after a reload, and from a backup", async ({ sayso, page }) => {
  const { bytes } = await sayso.save("brat standoff");
  await rejectOne(sayso);
  await sayso.openFile("marks.zip", bytes, "application/zip");
  await expect(sayso.notice).toContainText("gave way to what you decided");
  const theirs = '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","bodyValue":"Why?","target":{"selector":{"type":"TextQuoteSelector","exact":"The wall was raised"}}}';
  await sayso.openFile("note.jsonld", theirs, "application/ld+json");
  await expect(sayso.button("Undo: Import annotations")).toBeEnabled();
  const before = await sayso.count();
  await page.reload();
  await expect(sayso.button("Undo: Import annotations")).toBeEnabled();
  expect(await sayso.count()).toBe(before);
});

test("annotations come back where the article was a file with line ends of its own", async ({ sayso, page }) => {
  await sayso.openFile("fares.txt", "Ferry fares will rise\r\n\r\n“It is dear,” said Ada Brook.\r\n\r\n“It is dear,” said Ben Ito.\r\n");
  await expect(sayso.article).toContainText("said Ben Ito");
  const { name, bytes } = await sayso.save("brat standoff");
  await sayso.marks.filter({ hasText: "It is dear" }).last().click();
  await page.keyboard.press("{");
  await expect(sayso.button(/^Undo: Change quotation/)).toBeEnabled();
  await sayso.openFile(name, bytes, "application/zip");
  await expect(sayso.notice).toContainText("Of the annotations");
  const before = await sayso.count();
  await page.reload();
  await expect(sayso.article).toContainText("said Ben Ito");
  await expect.poll(() => sayso.count()).toBe(before);
});

test("what is pasted while the page begins is opened, and nothing else", async ({ sayso, page }) => {
  await rejectOne(sayso);
  const letCome = await holdCore(page);
  await page.reload();
  await expect(sayso.button("Open…")).toBeVisible();
  await sayso.paste({ "text/plain": "Ferry fares will rise\n\n“It is dear,” said Ada Brook." });
  letCome();
  await expect(sayso.article).toContainText("It is dear");
  await expect(sayso.button("Save")).toBeEnabled();
  await expect(sayso.article).not.toContainText("The sea has made up its mind");
});
