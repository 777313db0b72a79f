// What is taken along: the page as one file, the npm package and the browser extension. `cargo xtask build`
// makes them; PACK says where.
import { chromium, expect, test, type Page } from "@playwright/test";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host";

const PACK = process.env.PACK ?? "../../target/pack";
test.skip(!existsSync(join(PACK, "sayso.html")), "nothing is packed where esbuild cannot be had");

const ARTICLE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ferry</title><article id="article">
  <h1>Ferry to stop in winter</h1>
  <p>“We cannot sail in that water,” said Ada Brook, who has run the ferry since 2009.</p>
  <p>Fares will rise by 12 per cent in May, the council said.</p></article>`;
const QUOTATION = "“We cannot sail in that water,”";
/** The quotations in the panel of an embedded annotator. */
const entries = (page: Page) => page.locator("sayso-panel, sayso-annotator").locator("ol > li");

test("sayso.html opens from a disk with the network off: it reads, edits, keeps and saves", async ({ page, context }) => {
  await context.setOffline(true);
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || problems.push(request.url()));
  await page.goto(pathToFileURL(join(PACK, "sayso.html")).href);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Harlow Quay/);
  const mark = page.getByRole("article").locator("mark[data-ids]").filter({ hasText: "It is done" });
  await mark.click();
  await page.keyboard.press("a");
  await expect(page.getByRole("button", { name: /^Undo: / })).toBeEnabled();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("radio", { name: /CSV/ }).check();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the file" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("It is done");
  await page.getByRole("button", { name: "Open…" }).click();
  await page.getByRole("textbox").fill("Ferry\n\n“We cannot sail in that water,” said Ada Brook.");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("article").locator("mark[data-ids]").first()).toHaveText(QUOTATION);
  expect(problems).toEqual([]);
});

test("the npm package works from another host by one script tag", async ({ page }) => {
  const [cdn, cdnAddress] = await serve((path) => {
    const file = join(PACK, "npm", path);
    return existsSync(file) ? readFileSync(file) : undefined;
  });
  const [site, address] = await serve((path) =>
    path === "/" ? `${ARTICLE}<script type="module" src="${cdnAddress}sayso.js"></script><sayso-annotator for="article"></sayso-annotator>` : undefined,
  );
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.goto(address);
  await expect(entries(page).filter({ hasText: QUOTATION })).toHaveCount(1);
  expect(workers, "reading does not block the host").toEqual([expect.stringMatching(/^blob:/)]);
  site.close();
  cdn.close();
});

test("the bookmark brings Sayso onto a page of another host", async ({ page }) => {
  const [site, address] = await serve((path) => (path === "/" ? ARTICLE : undefined));
  await page.goto("examples/bookmarklet.html");
  const bookmark = await page.getByRole("link", { name: "Sayso" }).getAttribute("href");
  await page.goto(address);
  await page.evaluate((href) => void (location.href = href), bookmark ?? "");
  await expect(entries(page).filter({ hasText: QUOTATION })).toHaveCount(1);
  site.close();
});

test("the npm package has its types, licences and guide, and the version of the crate", () => {
  const about = JSON.parse(readFileSync(join(PACK, "npm/package.json"), "utf8"));
  expect(about.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(about.version).not.toBe("0.0.0");
  for (const file of [about.main, about.types, "README.md", "LICENSE-MIT", "LICENSE-APACHE", "pkg/sayso_bg.wasm"]) {
    expect(existsSync(join(PACK, "npm", file)), file).toBe(true);
  }
});

test("the extension annotates the article of the tab, and brings the reader's marks back at the next visit", async ({}, { project }) => {
  // The button gives the tab to the extension; a test cannot press it, so this copy may enter one host.
  const unpacked = mkdtempSync(join(tmpdir(), "sayso-extension-"));
  cpSync(join(PACK, "extension"), unpacked, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(unpacked, "manifest.json"), "utf8"));
  expect(manifest.host_permissions, "the shipped one asks for no host").toBeUndefined();
  writeFileSync(join(unpacked, "manifest.json"), JSON.stringify({ ...manifest, host_permissions: ["http://127.0.0.1/*"] }));
  const [site, address] = await serve((path) => (path === "/" ? ARTICLE : undefined));
  const { executablePath, args = [] } = project.use.launchOptions ?? {};
  const context = await chromium.launchPersistentContext("", {
    executablePath,
    args: [...args, "--headless=new", `--disable-extensions-except=${unpacked}`, `--load-extension=${unpacked}`],
  });
  try {
    const background = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    const page = await context.newPage();
    await page.goto(address);
    const press = () =>
      background.evaluate(async (url) => {
        const api = (globalThis as any).chrome;
        const [tab] = await api.tabs.query({ url: `${url}*` });
        api.action.onClicked.dispatch(tab);
      }, address);
    const before = await page.locator("#article").evaluate((element) => element.outerHTML);
    await press();
    const quotation = entries(page).filter({ hasText: QUOTATION });
    await expect(quotation).toHaveCount(1);
    await quotation.getByRole("button").click();
    await quotation.getByRole("button", { name: "Remove" }).click();
    await expect(quotation).toHaveCount(0);
    expect(await page.locator("#article").evaluate((element) => element.outerHTML)).toBe(before);

    await expect.poll(() => background.evaluate((url) => (globalThis as any).chrome.storage.local.get(url), address)).not.toEqual({});
    await page.reload();
    await expect(entries(page)).toHaveCount(0);
    await press();
    await expect(entries(page).filter({ hasText: "Fares will rise" }).first()).toBeVisible();
    await expect(quotation, "what the reader removed stays removed").toHaveCount(0);

    await press();
    await expect(page.locator("sayso-panel"), "a second press takes it away").toHaveCount(0);
  } finally {
    await context.close();
    site.close();
  }
});
