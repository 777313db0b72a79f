// How text is cut where marks begin and end, so that none hides another.
import type { Fragment, Segment } from "../../www/types.js";
import { expect, test } from "./page";

/** Cuts ten units of text by the page's own module; a mark is [id, start, end]. */
async function cut(page: import("@playwright/test").Page, marks: [string, number, number][]) {
  return page.evaluate(async (marks) => {
    const { cutIntoSegments } = await import(new URL("segments.js", document.baseURI).href);
    const fragments: Fragment[] = marks.map(([id, start, end]) => ({ id, start, end, type: "quote", role: "target" }));
    const segments: Segment[] = cutIntoSegments(0, 10, fragments);
    return segments.map(({ start, end, marks }) => `${start}-${end} ${marks.map(({ id }) => id).join(" ")}`.trim());
  }, marks);
}

test("text without marks is one segment", async ({ sayso }) => {
  expect(await cut(sayso.page, [])).toEqual(["0-10"]);
});

test("of nested marks the innermost comes first", async ({ sayso }) => {
  expect(await cut(sayso.page, [["outer", 0, 10], ["inner", 3, 6]])).toEqual(["0-3 outer", "3-6 inner outer", "6-10 outer"]);
});

test("overlapping marks share their middle, whichever was made first", async ({ sayso }) => {
  const shared = ["0-2", "2-4 a", "4-6 b a", "6-8 b", "8-10"];
  expect(await cut(sayso.page, [["a", 2, 6], ["b", 4, 8]])).toEqual(shared);
  expect(await cut(sayso.page, [["b", 4, 8], ["a", 2, 6]])).toEqual(shared);
});

test("what reaches outside is clipped", async ({ sayso }) => {
  expect(await cut(sayso.page, [["long", -5, 4], ["gone", 10, 12]])).toEqual(["0-4 long", "4-10"]);
});
