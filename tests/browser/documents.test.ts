// What is done is kept in the browser as it is made.
import { expect, test, type Sayso } from "./page";

/** Rejects a mark, and waits for the page to say that this is done and kept. */
async function rejectOne(sayso: Sayso) {
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await sayso.reject();
  await expect(sayso.page.getByRole("status").filter({ hasText: "Rejected." })).toBeAttached();
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
  await sayso.paste({ "text/plain": "Ferry fares will rise\n\n“It is dear,” said Ada Brook." });
  await expect(sayso.article).toContainText("It is dear");
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
