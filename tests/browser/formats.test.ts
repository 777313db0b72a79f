// Taking marks away in every format, and bringing them in from elsewhere.
import { expect, test } from "./page";

const QUOTED = "The sea has made up its mind, and tonight so have we.";

/** The file that the Hypothesis client would export with one annotation in it. */
const HYPOTHESIS = JSON.stringify({
  export_userid: "acct:ana@hypothes.is",
  annotations: [
    { id: "x1", text: "Check the minutes.", tags: ["council"], target: [{ selector: [{ type: "TextQuoteSelector", exact: QUOTED }] }] },
    { id: "x2", text: "", tags: [], target: [{ selector: [{ type: "TextQuoteSelector", exact: "words of another page" }] }] },
  ],
});

test("marks are saved in every format", async ({ sayso, page }) => {
  await sayso.button("Save").click();
  expect(await page.locator("#save-formats label").count()).toBeGreaterThan(20);
  await page.keyboard.press("Escape");
  for (const name of ["Workbook (Excel)", "Document with comments", "brat standoff"]) {
    const { text } = await sayso.save(name);
    expect(text.startsWith("PK"), name).toBe(true);
  }
  expect((await sayso.save("Table (CSV)")).text).toMatch(/^id,type,kind,text,/);
});

test("only some of the marks are saved when that is asked for", async ({ sayso, page }) => {
  const claims = await sayso.count("claim");
  const choose = async (choice: string) => {
    await sayso.button("Save").click();
    await page.getByRole("dialog").getByLabel("Which marks").selectOption(choice);
    await page.keyboard.press("Escape");
    return (await sayso.save("Table (CSV)")).text;
  };
  const onlyClaims = await choose("claims only");
  expect(onlyClaims).not.toContain(",quote,");
  expect(onlyClaims.match(/,claim,/g)?.length).toBe(claims);
  await page.getByLabel("Find in marks").fill("marchetti");
  await expect.poll(() => sayso.count()).toBeLessThan(10);
  const shown = await choose("the marks that the list shows");
  expect(shown.trim().split("\n").length - 1).toBe(await sayso.count());
});

test("a file is looked at before it is saved, and called as the reader likes", async ({ sayso, page }) => {
  await page.keyboard.press("Control+s");
  const preview = page.getByRole("region", { name: "Preview" });
  await page.getByRole("radio", { name: "Notes (Markdown)" }).check();
  await expect(preview).toContainText("## Who said what");
  await page.getByRole("radio", { name: "Workbook (Excel)" }).check();
  await expect(preview).toContainText("There is no preview of it.");
  await expect(sayso.button("Copy")).toBeDisabled();
  await page.getByRole("radio", { name: "Picture of the whole (SVG)" }).check();
  await expect(preview.getByRole("img")).toHaveJSProperty("complete", true);
  expect(await preview.getByRole("img").evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);
  await page.getByLabel("File name").fill("quay: one");
  const download = page.waitForEvent("download");
  await page.getByLabel("File name").press("Enter");
  expect((await download).suggestedFilename()).toBe("quay- one.svg");
});

test("a text format is copied instead of saved", async ({ sayso, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await sayso.button("Save").click();
  await page.getByRole("radio", { name: "Notes (Markdown)" }).check();
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("## Who");
  await sayso.button("Copy").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("## Who said what");
  await sayso.button("Save").click();
  await page.getByRole("radio", { name: "Web page (HTML)" }).check();
  await sayso.button("Copy").click();
  await expect(sayso.notice).toContainText("Web page (HTML) is on the clipboard.");
});

test("annotations of elsewhere come onto the open article, with a report", async ({ sayso, page }) => {
  const before = await sayso.count();
  await sayso.openFile("theirs.json", HYPOTHESIS, "application/json");
  await expect(page.locator("#notice")).toContainText("1 are new");
  await expect(page.locator("#notice")).toContainText("1 found no certain place. “words of another page”");
  expect(await sayso.count()).toBe(before + 1);
  await sayso.button("Undo: Import annotations").click();
  await expect.poll(() => sayso.count()).toBe(before);
});

test("what was saved for others comes back onto the article", async ({ sayso, page }) => {
  const before = await sayso.count();
  for (const format of ["Tokens with BIO tags (CoNLL)", "brat standoff"]) {
    const { name, bytes } = await sayso.save(format);
    await sayso.openFile(name, bytes, "application/octet-stream");
    await expect(page.locator("#notice")).toContainText(`0 are new, 0 changed a suggestion, ${before} were there already`);
    expect(await sayso.count(), format).toBe(before);
  }
  await sayso.openFile("half.zip", (await sayso.save("brat standoff")).bytes.subarray(0, 400), "application/zip");
  await expect(page.locator("#notice")).toContainText("The archive cannot be read: it is cut short or damaged.");
});

test("a spoilt file leaves the article as it is", async ({ sayso, page }) => {
  const before = await sayso.count();
  await sayso.openFile("theirs.json", HYPOTHESIS.slice(0, 150), "application/json");
  await expect(page.locator("#notice")).toContainText("The file is not JSON");
  expect(await sayso.count()).toBe(before);
});
