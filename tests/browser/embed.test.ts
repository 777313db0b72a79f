// Sayso over somebody else's page. What pages may be like is in hosts.test.ts.
import { ARTICLE, ELEMENT, QUOTATION, READING, SCRIPT, STRICT, expect, test } from "./host-page";

test("the example in plain HTML", async ({ page }) => {
  await page.goto("examples/embed.html");
  await expect(page.getByRole("button", { name: /We cannot sail/ })).toBeVisible(READING);
});

for (const [name, csp] of [["allows Sayso's policy", STRICT], ["allows no policy", `${STRICT}; trusted-types 'none'`]]) {
  test(`under a strict policy that ${name} the element changes nothing of the page`, async ({ host, page }) => {
    // A policy that is refused is reported as an error by the browser: Sayso reads without it.
    await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT, csp });
    const before = await host.html();
    await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
    expect(await host.html(), "while it is there").toBe(before);
    await page.getByRole("button", { name: "Close the panel" }).click();
    expect(await host.html(), "after it has gone").toBe(before);
    const left = await page.evaluate(() => [CSS.highlights.size, document.adoptedStyleSheets.length]);
    expect(left).toEqual([0, 0]);
    host.problems.splice(0, csp === STRICT ? 0 : Infinity);
  });
}

test("an article in a shadow root is read and painted", async ({ host, page }) => {
  await host.open({ body: `<div id="around"></div>` });
  await page.evaluate((article) => {
    document.getElementById("around")!.attachShadow({ mode: "open" }).innerHTML = article;
  }, ARTICLE);
  await host.mount(`document.getElementById("around")`);
  expect(await host.painted()).toContain(QUOTATION);
});

test("a click selects, the keyboard accepts, and undo takes it back", async ({ host, page }) => {
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  await page.getByText("We cannot sail").first().click({ position: { x: 60, y: 8 } });
  const entry = page.getByRole("button", { name: /We cannot sail/ });
  await expect(entry).toHaveAttribute("aria-current", "true");
  await page.getByRole("button", { name: "Accept" }).press("Enter");
  await expect(entry).toContainText("accepted by you");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(entry).not.toContainText("accepted by you");
});

test("selected words become a mark", async ({ host, page }) => {
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector("em")!));
  await page.getByRole("button", { name: "Mark as claim" }).click();
  await expect.poll(() => host.painted()).toContain("ferry");
});

test("a page that renders itself anew keeps what the reader decided", async ({ host, page }) => {
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  await page.getByRole("button", { name: /We cannot sail/ }).click();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.evaluate(() => {
    let turn = 0;
    setInterval(() => {
      const article = document.getElementById("article")!;
      const anew = article.cloneNode(true) as HTMLElement;
      if (turn++ === 3) anew.querySelector("p")!.before(Object.assign(document.createElement("p"), { textContent: "It was a cold day." }));
      article.replaceWith(anew);
    }, 100);
  });
  const entry = page.getByRole("button", { name: /We cannot sail/ });
  await expect(page.getByText("It was a cold day.")).toBeVisible();
  await expect(entry).toContainText("accepted by you", READING);
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
});

test("saved annotations find their words, or are listed as lost", async ({ host, page }) => {
  await host.open({ body: ARTICLE });
  await host.mount();
  const saved: string = await page.evaluate(async () => {
    const { annotator } = globalThis as any;
    const [quote] = annotator.annotations.filter(({ type }: { type: string }) => type === "quote");
    await annotator.edit({ do: "note", id: quote.id, note: "Ask her." });
    const file = await annotator.export("json");
    annotator.destroy();
    return file;
  });
  // As long as the words that it replaces, so that the file holds.
  const lost = saved.replaceAll("We cannot sail in that water", "Nobody swims in summer today");
  for (const [file, unanchored] of [[saved, 0], [lost, 1]] as const) {
    await host.mount(undefined, `{ annotations: ${JSON.stringify(file)}, panel: false }`);
    const found = await page.evaluate(() => {
      const { annotator } = globalThis as any;
      const notes = annotator.annotations.filter(({ note }: { note: string | null }) => note).length;
      const strays = annotator.unanchored.filter(({ exact }: { exact: string }) => exact.includes("summer")).length;
      annotator.destroy();
      return [notes, strays];
    });
    expect(found).toEqual([1 - unanchored, unanchored]);
  }
});

test("what has no place is kept for another visit, and a store may have nothing", async ({ host, page }) => {
  await host.open({ body: ARTICLE });
  const theirs = { "@context": "http://www.w3.org/ns/anno.jsonld", type: "Annotation", bodyValue: "Why?", target: { selector: { type: "TextQuoteSelector", exact: "words of another page" } } };
  await host.mount(undefined, `{ annotations: ${JSON.stringify(theirs)}, panel: false }`);
  expect(await page.evaluate(() => (globalThis as any).annotator.unanchored)).toHaveLength(1);
  const saved = await page.evaluate(async () => {
    const { annotator } = globalThis as any;
    const [quote] = annotator.annotations.filter(({ type }: { type: string }) => type === "quote");
    await annotator.edit({ do: "note", id: quote.id, note: "Ask her." });
    const [here, file] = [await annotator.keep(), await annotator.export("json")];
    annotator.destroy();
    return [here, file.replaceAll("We cannot sail in that water", "Nobody swims in summer today")];
  });
  /** Opens what was kept, and gives what is kept then. */
  const visit = async (annotations: string) => {
    await host.mount(undefined, `{ annotations: ${JSON.stringify(annotations)}, panel: false }`);
    return page.evaluate(async () => {
      const { annotator } = globalThis as any;
      const notes = annotator.annotations.filter(({ note }: { note: string | null }) => note).length;
      const found = [notes, annotator.unanchored.length, await annotator.keep()];
      annotator.destroy();
      return found;
    });
  };
  expect((await visit(saved[0])).slice(0, 2)).toEqual([1, 0]);
  const [notes, strays, again] = await visit(saved[1]);
  expect([notes, strays]).toEqual([0, 1]);
  expect((await visit(again)).slice(0, 2), "it is still listed").toEqual([0, 1]);
  await host.mount(undefined, "{ annotations: null, panel: false }");
});

test("an element that comes later is waited for", async ({ host, page }) => {
  await host.open({ body: '<p>Loading …</p>' });
  await page.evaluate(async (article) => {
    await import(new URL("sayso.js", location.href).href);
    const element = Object.assign(document.createElement("sayso-annotator"), { id: "late" });
    element.setAttribute("for", "story");
    document.body.append(element);
    setTimeout(() => document.body.insertAdjacentHTML("afterbegin", `<div id="story">${article}</div>`), 50);
  }, ARTICLE);
  await page.waitForFunction(() => (document.getElementById("late") as any).annotator?.annotations?.length > 0);
});

test("several live side by side, and one that goes leaves the others", async ({ host, page }) => {
  await host.open({ body: `${ARTICLE}<article id="other"><p>“It is late,” said Ben Ito.</p></article>` });
  const before = await page.evaluate(() => document.body.outerHTML);
  await host.mount();
  await page.evaluate(() => ((globalThis as any).first = (globalThis as any).annotator));
  await host.mount(`document.getElementById("other")`, "{ core: { worker: false } }");
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(before);
  await page.evaluate(() => (globalThis as any).first.destroy());
  expect(await host.painted()).toEqual(["“It is late,”"]);
  await page.evaluate(() => (globalThis as any).annotator.destroy());
  expect(await host.html()).not.toContain("sayso");
});
