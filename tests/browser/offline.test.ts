// Sayso as an app: without a network, brought up to date, given articles by other apps.
import { existsSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { serve } from "./host";
import { expect, Sayso, test } from "./page";

test.use({ serviceWorkers: "allow" });

/** Waits until all that the page needs is kept. */
async function kept(page: Page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const quotation = (sayso: Sayso) => sayso.marks.filter({ hasText: "It is done" });

test("the second visit needs no network: it reads, edits and saves", async ({ sayso, page, context }) => {
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await quotation(sayso).click();
  await page.keyboard.press("a");
  await expect(sayso.button(/^Undo: /)).toBeEnabled();
  expect((await sayso.save("CSV")).text).toContain("It is done");
  await sayso.paste({ "text/plain": "Ferry\n\n“We cannot sail in that water,” said Ada Brook." });
  await expect(sayso.marks.first()).toHaveText("“We cannot sail in that water,”");
});

test("a newer build waits until the reader wants it, and keeps the reader's work", async ({ page }) => {
  let version = "older";
  const [host, address] = await serve((path) => {
    const file = `../../www/${path === "/" ? "index.html" : path}`;
    if (!existsSync(file)) return undefined;
    const content = readFileSync(file);
    return path === "/pkg/build.js" ? content.toString().replace(/"version":"\w+"/, `"version":"${version}"`) : content;
  });
  const sayso = new Sayso(page);
  await page.goto(address);
  await kept(page);
  await quotation(sayso).click();
  await page.keyboard.press("x");
  await expect(sayso.button(/^Undo: /)).toBeEnabled();
  version = "newer";
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(sayso.notice).toContainText("A newer Sayso is ready.");
  const loaded = page.waitForEvent("load");
  await sayso.button("Use it now").click();
  await loaded;
  await expect(sayso.marks.first()).toBeVisible();
  await expect(quotation(sayso)).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toEqual(["sayso-/-newer"]);
  host.close();
});

test("text that another app shares is opened", async ({ sayso, page }) => {
  await kept(page);
  /** As the system does it: by a form, from outside of the page. */
  const share = async (text: string) => {
    await page.goto("examples/embed.html");
    await page.evaluate((text) => {
      const form = Object.assign(document.createElement("form"), { method: "post", enctype: "multipart/form-data", action: "../share" });
      form.append(Object.assign(document.createElement("textarea"), { name: "text", value: text }));
      document.body.append(form);
      form.submit();
    }, text);
  };
  await share("“We cannot sail in that water,” said Ada Brook.");
  await expect(sayso.article).toContainText("said Ada Brook");
  await expect(sayso.marks.first()).toHaveText("“We cannot sail in that water,”");
  await share("https://example.org/ferry");
  await expect(sayso.notice).toContainText("Only a link was shared.");
});

test("it can be installed", async ({ sayso, page }) => {
  await expect(sayso.article).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons } = await (await page.request.get(url)).json();
  for (const { src } of icons) expect((await page.request.get(src)).ok(), src).toBe(true);
});
