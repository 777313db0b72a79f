// Makes the README's picture: `npm run screenshot`.
import { expect, test } from "./page";

test.skip(!process.env.SAYSO_SCREENSHOT, "only when the README's picture is wanted");

test("the picture in the README", async ({ sayso, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await sayso.marks.filter({ hasText: "The sea has made up its mind" }).click();
  await page.mouse.move(640, 30);
  await page.evaluate(() => scrollTo({ top: 0 }));
  await expect(page.locator('.entry [aria-expanded="true"]')).toBeInViewport();
  await page.screenshot({ path: "../../docs/screenshot.png" });
});
