// Every way in, and everything that should not come in.
import { Sayso, expect, holdCore, test } from "./page";

const TEXT = "Ferry fares will rise\n\n“Fares will rise by 12 per cent in May,” said Ada Brook, who runs the ferry.";

test("pasted text", async ({ sayso }) => {
  await sayso.paste({ "text/plain": TEXT });
  await expect(sayso.marks.filter({ hasText: "Fares will rise by 12 per cent" }).first()).toBeVisible();
  await expect(sayso.page.locator(".entry.quote")).toContainText("Ada Brook");
});

test("pasted rich text keeps its headings and paragraphs", async ({ sayso }) => {
  await sayso.paste({
    "text/plain": "Ferry fares will rise Winter timetable “It is dear,” said Ada Brook.",
    "text/html": "<article><h1>Ferry fares will rise</h1><p>The ferry company announced new fares for the islands on Monday morning.</p><h2>Winter timetable</h2><p>“It is dear,” said Ada Brook, who takes the ferry to work every day.</p></article>",
  });
  await expect(sayso.article.getByRole("heading", { name: "Winter timetable" })).toBeVisible();
  await expect(sayso.marks.filter({ hasText: "It is dear" }).first()).toBeVisible();
});

test("hostile HTML is text and nothing else", async ({ sayso, page }) => {
  const body = `<p>The ferry company announced new fares for the islands on Monday morning, passengers said.</p>
    <script>document.title = "hacked"</script><img src=x onerror="document.title='hacked'"><svg onload="document.title='hacked'"></svg>
    <iframe src="https://example.invalid/"></iframe><p>&lt;img src=x onerror="document.title='hacked'"&gt; “Fine,” said Ada Brook to them.</p>`;
  await sayso.paste({ "text/plain": "The ferry company announced new fares. “Fine,” said Ada Brook.", "text/html": `<article>${body}</article>` });
  await expect(sayso.article).toContainText("announced new fares");
  await expect(sayso.article.locator("script, img, svg, iframe, style, link")).toHaveCount(0);
  await expect(page).not.toHaveTitle(/hacked/);
});

test("text with markup in it is shown as it is", async ({ sayso, page }) => {
  await sayso.paste({ "text/plain": `He typed <img src=x onerror="document.title='hacked'"> and sent it.` });
  await expect(sayso.article).toContainText("<img src=x");
  await expect(page).not.toHaveTitle(/hacked/);
});

for (const [name, contents] of [
  ["fares.txt", TEXT],
  ["fares.md", `# Ferry fares\n\n“Fares will rise by 12 per cent in May,” said Ada Brook.`],
  ["fares.html", `<!doctype html><title>Ferry fares</title><article><h1>Ferry fares</h1><p>“Fares will rise by 12 per cent in May,” said Ada Brook, who has run the ferry to the islands since 2009.</p></article>`],
] as const) {
  test(`a file dropped on the page: ${name}`, async ({ sayso }) => {
    await sayso.drop(name, contents);
    await expect(sayso.marks.filter({ hasText: "Fares will rise by 12 per cent" }).first()).toBeVisible();
  });
}

test("text in the dialog, and back to the sample", async ({ sayso, page }) => {
  await sayso.button("Open…").click();
  await page.getByRole("textbox").fill(TEXT);
  await sayso.button("Read it").click();
  await expect(sayso.article).not.toContainText("Harlow Quay");
  await sayso.button("Open…").click();
  await sayso.button("Show the sample").click();
  await expect(sayso.article).toContainText("Harlow Quay");
});

test("Ctrl+V of a web page into the dialog keeps its headings", async ({ sayso, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async () => {
    const html = "<h1>Ferry fares will rise</h1><p>The ferry company announced new fares for the islands.</p><h2>Winter timetable</h2><p>“It is dear,” said Ada Brook, who takes the ferry to work.</p>";
    const text = "Ferry fares will rise\nThe ferry company announced new fares for the islands.\nWinter timetable\n“It is dear,” said Ada Brook, who takes the ferry to work.";
    const blob = (type: string, data: string) => new Blob([data], { type });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) })]);
  });
  await sayso.button("Open…").click();
  await page.keyboard.press("Control+v");
  await expect(page.getByRole("textbox")).toHaveValue(/Winter timetable/);
  await sayso.button("Read it").click();
  await expect(sayso.article.getByRole("heading", { name: "Winter timetable" })).toBeVisible();
});

test("nothing in the dialog is answered with a sentence", async ({ sayso, page }) => {
  await sayso.button("Open…").click();
  await sayso.button("Read it").click();
  await expect(page.getByText("There is nothing to read yet: paste or type the article’s text.")).toBeVisible();
});

for (const [what, name, contents] of [
  ["an empty file", "empty.txt", ""],
  ["a binary file", "photo.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0]],
  ["broken annotations", "broken.json", `{"version": 1, "annot`],
  ["annotations of another kind", "other.json", `{"hello": "world"}`],
] as const) {
  test(`${what} gets a sentence, and what is on the screen stays`, async ({ sayso }) => {
    await sayso.drop(name, typeof contents === "string" ? contents : [...contents]);
    await expect(sayso.notice).toHaveText(/^\s*[“A-Z].{20,}[.!]\s*$/);
    await expect(sayso.article).toContainText("Harlow Quay");
    await sayso.button("Dismiss").click();
    await expect(sayso.notice).toBeHidden();
  });
}

test("offsets hold after emoji, combining marks, right-to-left text and lone surrogates", async ({ sayso, page }) => {
  const odd = "👩‍👩‍👧 e\u0301 שלום \ud83d lone \udc00";
  await sayso.paste({ "text/plain": `${odd} 🙂🙂\n\n“Fares rise 🙂 soon,” said Ada Brook. ${odd}` });
  const mark = sayso.article.locator("mark.quote").filter({ hasText: "Fares rise" });
  await expect(mark).toHaveText(/^“?Fares rise 🙂 soon,?”?$/);

  await sayso.selectWords("said Ada Bro");
  await sayso.toolbar.getByRole("button", { name: "Claim" }).click();
  await expect(page.locator('.entry:has([aria-expanded="true"]) .entry-excerpt')).toHaveText("said Ada Brook");
});

test("marks chosen before the article is there are the ones that are shown", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL });
  const letCome = await holdCore(page);
  await page.goto("./");
  await page.getByRole("radio", { name: /^Claims/ }).check();
  letCome();
  await expect(page.locator(".entry.claim").first()).toBeVisible();
  await expect(page.locator(".entry.quote")).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /^Claims/ })).toBeChecked();
  await page.close({ runBeforeUnload: false });
});

test("an article is pasted also right after the list has been chosen", async ({ sayso, page }) => {
  await sayso.view("Claims");
  await expect(page.getByRole("radio", { name: /^Claims/ })).toBeFocused();
  await sayso.paste({ "text/plain": TEXT }, ":focus");
  await expect(sayso.article).toContainText("Ada Brook");
});

test("what cannot be read and is pasted before anything is shown leaves the page with the sample", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL });
  const sayso = new Sayso(page);
  const letCome = await holdCore(page);
  await page.goto("./");
  await expect(page.locator("#commands-list li").first()).toBeAttached();
  await sayso.paste({ "text/plain": '{"annotations": [ broken' });
  letCome();
  await expect(sayso.notice).toContainText("The file is not JSON");
  await expect(sayso.article).toContainText("Harlow Quay");
  await expect(sayso.button("Save")).toBeEnabled();
  await expect(sayso.notice).toBeVisible();
  await page.close({ runBeforeUnload: false });
});

test("what is pasted while a dialog is open replaces no article behind it", async ({ sayso, page }) => {
  await sayso.button("Save").click();
  await sayso.paste({ "text/plain": TEXT }, ":focus");
  await page.keyboard.press("Escape");
  await sayso.button("Open…").click();
  await page.getByRole("button", { name: "Show the sample" }).focus();
  await sayso.paste({ "text/plain": TEXT }, ":focus");
  await expect(page.getByRole("dialog", { name: "Open an article" }), "that is what this dialog is for").toBeHidden();
  await expect(sayso.article).toContainText("Ada Brook");
  await sayso.button("Open…").click();
  await expect(page.getByRole("dialog", { name: "Open an article" }).getByRole("listitem"), "the first was not opened").toHaveCount(1);
});

test("what is dropped into a field, or dragged within the page, opens no article", async ({ sayso, page }) => {
  await page.getByLabel("Find in marks").evaluate((field) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "Ferry fares will rise");
    field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await sayso.article.evaluate((article) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "Ferry fares will rise");
    article.dispatchEvent(new DragEvent("dragstart", { dataTransfer, bubbles: true }));
    article.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    article.dispatchEvent(new DragEvent("dragend", { dataTransfer, bubbles: true }));
  });
  await sayso.drop("fares.txt", TEXT, "text/plain");
  await expect(sayso.article).toContainText("Ada Brook");
  await sayso.button("Open…").click();
  const kept = page.getByRole("dialog", { name: "Open an article" }).getByRole("listitem");
  await expect(kept, "the file alone was opened").toHaveCount(1);
});

test("text that runs from the right is set so", async ({ sayso }) => {
  await sayso.paste({ "text/plain": "أعلنت الحكومة اليوم\n\n«سنفتح الجسر في مايو»، قالت الوزيرة." });
  const block = sayso.article.locator("[data-piece]").last();
  await expect(block).toHaveCSS("direction", "rtl");
});
