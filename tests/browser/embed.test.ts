// Sayso over somebody else's page: the page stays as it is, whatever it is like.
import { expect, test as base, type Page } from "@playwright/test";

const ARTICLE = `<article id="article">
  <h1>Ferry to stop in winter</h1>
  <p>“We cannot sail in that water,” said Ada Brook, who has run the <em>ferry</em> since 2009.</p>
  <p>Fares will rise by&nbsp;12 per cent
     in May, <b>the council</b> said.</p>
  <p hidden>“This is hidden,” said nobody.</p>
</article>`;
const QUOTATION = "“We cannot sail in that water,”";
const ELEMENT = `<sayso-annotator for="article"></sayso-annotator>`;
const SCRIPT = `<script type="module" src="sayso.js"></script>`;

/** Reading waits for a module of some megabytes, on a computer that these tests share. */
const READING = { timeout: 60_000 };

interface Host { head?: string; body?: string; csp?: string; attributes?: string }

/** A page that is not ours. */
class HostPage {
  readonly problems: string[] = [];

  constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
  }

  async open({ head = "", body = ARTICLE, csp, attributes = "" }: Host) {
    await this.page.route("**/host.html", (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        headers: csp ? { "Content-Security-Policy": csp } : {},
        body: `<!doctype html><html lang="en" ${attributes}><head><meta charset="utf-8"><title>A host</title>${head}</head><body>${body}</body></html>`,
      }),
    );
    await this.page.goto("host.html");
  }

  /** Mounts from the host's own script and keeps the annotator as `globalThis.annotator`. */
  async mount(find = `document.getElementById("article")`, options = "{}") {
    await this.page.evaluate(
      async ([find, options]) => {
        const { mount } = await import(new URL("sayso.js", location.href).href);
        const element = new Function(`return ${find}`)();
        (globalThis as any).annotator = await mount(element, new Function(`return ${options}`)());
      },
      [find, options],
    );
  }

  /** The words of every mark that is painted, as the page has them. */
  painted() {
    return this.page.evaluate(() => {
      const words: string[] = [];
      for (const [name, highlight] of CSS.highlights) {
        if (/-(quote|claim)$/.test(name)) for (const { startContainer, startOffset, endOffset } of highlight) words.push(String(startContainer.nodeValue).slice(startOffset, endOffset));
      }
      return words;
    });
  }

  html() {
    return this.page.evaluate(() => document.documentElement.outerHTML);
  }
}

const test = base.extend<{ host: HostPage }>({
  host: async ({ page }, use) => {
    const host = new HostPage(page);
    await use(host);
    expect(host.problems, "no errors and no broken policy").toEqual([]);
  },
});

test("the example in plain HTML", async ({ page }) => {
  await page.goto("examples/embed.html");
  await expect(page.getByRole("button", { name: /We cannot sail/ })).toBeVisible(READING);
});

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'";

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

test("hostile style sheets neither hide the panel nor the marks", async ({ host, page }) => {
  await host.open({ head: `${SCRIPT}<style>* { all: unset !important } div { position: fixed; z-index: 2147483647 }</style>`, body: ARTICLE + ELEMENT });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  const panel = page.getByRole("region", { name: "Sayso: who said what" });
  const box = await panel.boundingBox();
  expect(box?.width).toBeGreaterThan(300);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(860);
});

test("a page from right to left, in quirks of white space, is marked where its words are", async ({ host }) => {
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT, attributes: `dir="rtl"` });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  const words = (await host.painted()).join(" ");
  expect(words).not.toContain("hidden");
});

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
