// How it looks and sounds on every screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test, type Sayso } from "./page";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds against WCAG 2.2 AA and good practice. */
async function accessibilityProblems(sayso: Sayso) {
  await sayso.page.evaluate(AXE);
  return sayso.page.evaluate(async () => {
    const { violations } = await (globalThis as any).axe.run();
    return violations.map((found: any) => `${found.id}: ${found.nodes.map((node: any) => node.html).slice(0, 3).join(" ")}`);
  });
}

// 320 is what 1280 is at 400 %.
for (const width of [320, 360, 768, 1280, 1600]) {
  test(`fits ${width} pixels without scrolling sideways`, async ({ sayso, page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const view of ["Claims", "Speakers", "All"]) {
      await sayso.view(view);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await sayso.marks.first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expect(sayso.article.locator("mark.selected").first()).toBeInViewport();
    await expect(page.locator('.entry [aria-expanded="true"]')).toBeInViewport();
  });
}

test("on a phone a chosen quotation stands whole above the open drawer, and the guide opens at its top", async ({ sayso, page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const words = "Nobody asked me a single question";
  const mark = sayso.marks.filter({ hasText: words });
  // At the foot of the screen, where the drawer will be.
  await mark.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 600));
  await mark.click();
  const drawer = page.locator("#marks");
  await expect(drawer).toHaveClass(/open/);
  const bottom = (box: { y: number; height: number } | null) => (box ? box.y + box.height : NaN);
  await expect.poll(async () => bottom(await mark.boundingBox()) <= ((await drawer.boundingBox())?.y ?? 0)).toBe(true);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("guide");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sayso in two minutes" })).toBeInViewport();
});

test("is light or dark as the system says, until told otherwise", async ({ sayso, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  expect(dark).not.toBe(light);
  await sayso.button(/^Colours/).click();
  expect(await background()).toBe(light);
  await page.reload();
  await expect(sayso.button("Colours: light")).toBeVisible();
  expect(await background()).toBe(light);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing: ${colorScheme}, ${width} pixels`, async ({ sayso, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      expect(await accessibilityProblems(sayso), "with the sample").toEqual([]);
      await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
      await sayso.selectWords("Not everyone was persuaded");
      await expect(sayso.toolbar).toBeVisible();
      expect(await accessibilityProblems(sayso), "with a selected mark and selected words").toEqual([]);
      await sayso.view("Claims");
      await page.locator(".entry-main").first().click();
      expect(await accessibilityProblems(sayso), "with a claim and its searches").toEqual([]);
      await page.locator(".more summary").click();
      expect(await accessibilityProblems(sayso), "with everything that can be changed").toEqual([]);
      await page.keyboard.press("Control+k");
      expect(await accessibilityProblems(sayso), "with the commands").toEqual([]);
      await page.keyboard.press("Escape");
      await sayso.view("Speakers");
      await sayso.button("Orla Penhale").click();
      expect(await accessibilityProblems(sayso), "with the speakers").toEqual([]);
      await sayso.view("All");
      await sayso.drop("empty.txt", "");
      await expect(sayso.notice).toBeVisible();
      await sayso.button("Save").click();
      expect(await accessibilityProblems(sayso), "with a message and a menu").toEqual([]);
      await page.keyboard.press("Escape");
      await sayso.button("Open…").click();
      expect(await accessibilityProblems(sayso), "with the dialog").toEqual([]);
      await page.keyboard.press("Escape");
      await sayso.view("Quotations");
      await sayso.button("Check against a transcript…").click();
      expect(await accessibilityProblems(sayso), "with a transcript asked for").toEqual([]);
      await page.keyboard.press("Escape");
      await sayso.view("All");
      await page.keyboard.press("Control+k");
      await page.getByRole("button", { name: "Read the guide" }).click();
      expect(await accessibilityProblems(sayso), "with the guide").toEqual([]);
      await sayso.button("Begin").click();
      await sayso.paste({ "text/plain": "Nothing to mark here." });
      await expect(sayso.article).toContainText("Nothing to mark here.");
      expect(await accessibilityProblems(sayso), "with nothing marked").toEqual([]);
    });
  }
}

test("the policy lets no script or style in but the page's own", async ({ sayso, page }) => {
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toMatch(/https?:/);
  expect(sayso).toBeTruthy();
});
