// Pages that are hard to live with: each is read and marked, and stays as it is, byte for byte.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ARTICLE, ELEMENT, QUOTATION, READING, SCRIPT, STRICT, expect, test, type Host } from "./host-page";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const HOSTS: Record<string, Host> = {
  "that unsets every style": { head: "<style>* { all: unset !important }</style>" },
  "that hides all that is not its own": { head: "<style>html > :not(head, body) { display: none !important; opacity: 0 !important }</style>" },
  "under a layer of the highest z-index": { body: `${ARTICLE}<div style="position: fixed; inset: 0; z-index: 2147483647"></div>` },
  "whose addresses are relative to another host": { head: `<base href="https://elsewhere.example/">` },
  "in quirks mode": { doctype: "" },
  "from right to left": { attributes: `dir="rtl"` },
  "in XHTML": { doctype: "", contentType: "application/xhtml+xml", attributes: `xmlns="http://www.w3.org/1999/xhtml"` },
  "with a strict policy": { csp: STRICT },
  "that is typed into": { body: ARTICLE.replace("<article", `<article contenteditable="true"`) },
};

for (const [name, like] of Object.entries(HOSTS)) {
  test(`a page ${name}`, async ({ host, page }) => {
    await host.open(like);
    // What a script of the page can see: its content, its own highlights, and every change as it is made.
    await page.evaluate(() => {
      const words = new Range();
      words.selectNodeContents(document.querySelector("em")!);
      CSS.highlights.set("of-the-page", new Highlight(words));
      const observer = new MutationObserver(() => {});
      observer.observe(document.querySelector("html > body")!, { subtree: true, childList: true, characterData: true, attributes: true });
      const seen = () => ({
        article: document.getElementById("article")!.outerHTML,
        body: document.querySelector("html > body")!.outerHTML,
        highlight: [...CSS.highlights.get("of-the-page") ?? []].join(),
        changes: observer.takeRecords().length,
      });
      Object.assign(globalThis, { seen });
    });
    const seen = () => page.evaluate(() => (globalThis as any).seen());
    const [before, whole] = [await seen(), await host.html()];

    await host.mount();
    expect(await seen(), "while it is there").toEqual(before);
    expect(await host.painted()).toContain(QUOTATION);
    expect((await host.painted()).join(), "nothing that nobody sees").not.toContain("hidden");
    // Playwright clicks only on what is not covered by anything.
    await host.accept();
    const box = await host.panel.boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(box && [box.x >= 0, box.y >= 0, box.x + box.width <= 1280, box.y + box.height <= 860], "all of it is on the screen").toEqual([true, true, true, true]);
    expect(await seen(), "after an edit").toEqual(before);

    await host.destroy();
    expect(await seen(), "after it has gone").toEqual(before);
    expect(await host.html()).toBe(whole);
    expect(await page.evaluate(() => [[...CSS.highlights.keys()], document.adoptedStyleSheets.length])).toEqual([["of-the-page"], 0]);
    await expect.poll(() => page.workers().length).toBe(0);
  });
}

test("the element in XHTML, and a section of CDATA", async ({ host }) => {
  // Chromium runs no module script in XML, but a plain one may import.
  const head = `<script>import("./sayso.js");</script>`;
  const body = `<article id="article"><p><![CDATA[“It is late & dark,”]]> said Ben Ito.</p></article>${ELEMENT}`;
  await host.open({ ...HOSTS["in XHTML"], head, body });
  await expect.poll(() => host.painted(), READING).toEqual(["“It is late & dark,”"]);
});

test("shadow roots with slots, one in the other", async ({ host, page }) => {
  await host.open({ body: `<div id="around"></div>` });
  await page.evaluate((article) => {
    const outer = document.getElementById("around")!.attachShadow({ mode: "open" });
    outer.innerHTML = `<main>${article}</main>`;
    const inner = outer.getElementById("article")!.attachShadow({ mode: "open" });
    inner.innerHTML = `<h1>Late ferry</h1><slot></slot><p>“It is late,” said Ben Ito.</p>`;
  }, ARTICLE);
  const seen = () => page.evaluate(() => {
    const outer = document.getElementById("around")!.shadowRoot!;
    const inner = outer.getElementById("article")!.shadowRoot!;
    return [outer.innerHTML, inner.innerHTML, document.body.outerHTML];
  });
  const before = await seen();
  await host.mount(`document.getElementById("around")`);
  expect(await host.painted()).toEqual(expect.arrayContaining([QUOTATION, "“It is late,”"]));
  expect(await seen()).toEqual(before);
  // The page makes the inner one anew: the old one must not keep our style.
  const old = await page.evaluateHandle(() => {
    const outer = document.getElementById("around")!.shadowRoot!;
    const article = outer.getElementById("article")!;
    const anew = article.cloneNode(true) as HTMLElement;
    anew.attachShadow({ mode: "open" }).innerHTML = `<slot></slot><p>“It is dark,” said Ben Ito.</p>`;
    article.replaceWith(anew);
    return article.shadowRoot!;
  });
  await expect.poll(() => host.painted(), READING).toContain("“It is dark,”");
  expect(await old.evaluate((root) => root.adoptedStyleSheets.length)).toBe(0);
  await host.destroy();
  const left = await page.evaluate(() => {
    const outer = document.getElementById("around")!.shadowRoot!;
    return [document, outer, outer.getElementById("article")!.shadowRoot!].map((root) => root.adoptedStyleSheets.length);
  });
  expect(left).toEqual([0, 0, 0]);
});

test("an article in a frame is marked from outside, and clicked in the frame", async ({ host, page }) => {
  await host.serve("inner.html", {});
  await host.open({ body: `<iframe src="inner.html" width="800" height="400"></iframe>` });
  const frame = page.frame({ url: /inner/ })!;
  const before = await frame.content();
  await host.mount(`document.querySelector("iframe").contentDocument.querySelector("article")`);
  const painted = () => frame.evaluate(() => [...CSS.highlights].filter(([name]) => name.endsWith("-quote")).flatMap(([, ranges]) => [...ranges].map((range) => String(range.startContainer.nodeValue).slice(range.startOffset, range.endOffset))));
  expect(await painted()).toContain(QUOTATION);
  expect(await frame.content()).toBe(before);
  await frame.getByText("We cannot sail").click({ position: { x: 60, y: 8 } });
  await expect(host.entry).toHaveAttribute("aria-current", "true");
  await frame.evaluate(() => getSelection()!.selectAllChildren(document.querySelector("em")!));
  await host.panel.getByRole("button", { name: "Mark as quotation" }).click();
  await expect.poll(painted).toContain("ferry");
  await host.destroy();
  expect(await frame.content()).toBe(before);
  expect(await frame.evaluate(() => [CSS.highlights.size, document.adoptedStyleSheets.length])).toEqual([0, 0]);
});

test("a frame that the page takes away takes nothing else with it", async ({ host, page }) => {
  await host.serve("inner.html", {});
  await host.open({ body: `<iframe src="inner.html"></iframe>` });
  const before = await host.html();
  await host.mount(`document.querySelector("iframe").contentDocument.querySelector("article")`);
  await page.evaluate(() => document.querySelector("iframe")!.remove());
  await host.destroy();
  expect(await host.html()).toBe(before.replace(/<iframe.*<\/iframe>/, ""));
});

test("the element on a page in a frame", async ({ host, page }) => {
  await host.serve("inner.html", { head: SCRIPT, body: ARTICLE + ELEMENT });
  await host.open({ body: `<iframe src="inner.html" width="800" height="600"></iframe>` });
  await expect(page.frameLocator("iframe").getByRole("button", { name: /We cannot sail/ })).toBeVisible(READING);
});

test("without an element to read, mount() says so", async ({ host }) => {
  await host.open({});
  const before = await host.html();
  await expect(host.mount(`document.querySelector("main")`)).rejects.toThrow("There is no article to read");
  await expect(host.mount(`new DOMParser().parseFromString("<p>", "text/html").body`)).rejects.toThrow("There is no article to read");
  expect(await host.html()).toBe(before);
});

test("taken away while it still reads, it leaves nothing", async ({ host, page }) => {
  await host.open({});
  const before = await host.html();
  for (const worker of [true, false]) {
    await page.evaluate(async (worker) => {
      const { Annotator } = await import(new URL("sayso.js", location.href).href);
      const annotator = new Annotator(document.getElementById("article"), { core: { worker } });
      annotator.destroy();
      await annotator.ready.catch(() => {});
    }, worker);
    expect(await host.html()).toBe(before);
    expect(await page.evaluate(() => [CSS.highlights.size, document.adoptedStyleSheets.length])).toEqual([0, 0]);
    await expect.poll(() => page.workers()).toEqual([]);
  }
});

test("two copies of Sayso over one article do not know of each other", async ({ host, page }) => {
  // As with a browser extension over a page that has the element.
  await page.route("**/copy/**", (route) => route.continue({ url: route.request().url().replace("/copy/", "/") }));
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT });
  await expect.poll(() => host.painted(), READING).toContain(QUOTATION);
  await page.evaluate(async () => {
    const { mount } = await import(new URL("copy/sayso.js", location.href).href);
    Object.assign(globalThis, { annotator: await mount(document.getElementById("article")) });
  });
  expect((await host.painted()).filter((words) => words === QUOTATION)).toHaveLength(2);
  await host.destroy();
  expect((await host.painted()).filter((words) => words === QUOTATION)).toHaveLength(1);
});

test("a page that renders itself ten times a second is read once, and again when its words change", async ({ host, page }) => {
  await host.open({ body: ARTICLE });
  await host.mount(undefined, `{ find: () => document.getElementById("article") }`);
  await host.accept();
  await page.evaluate(() => {
    const page = Object.assign(globalThis, { renders: 0, readings: 0, news: "" });
    annotator.addEventListener("change", (event) => (event as CustomEvent).detail.patch ?? page.readings++);
    setInterval(() => {
      const article = document.getElementById("article")!;
      const anew = article.cloneNode(true) as HTMLElement;
      if (page.news) anew.querySelector("h1")!.after(Object.assign(document.createElement("p"), { textContent: page.news }));
      page.news = "";
      article.replaceWith(anew);
      page.renders++;
    }, 100);
  });
  const count = (name: "renders" | "readings") => page.evaluate((name) => (globalThis as any)[name] as number, name);
  const entry = await host.entry.elementHandle();
  await expect.poll(() => count("renders"), READING).toBeGreaterThan(20);
  await expect.poll(() => host.painted()).toContain(QUOTATION);
  expect(await count("readings"), "nothing new to read").toBe(0);
  expect(await entry?.evaluate((element) => element.isConnected), "the panel holds still for the reader").toBe(true);

  await page.evaluate(() => Object.assign(globalThis, { news: "“It is late,” said Ben Ito." }));
  await expect.poll(() => host.painted(), READING).toContain("“It is late,”");
  await expect(host.entry).toContainText("accepted by you");
  const renders = await count("renders");
  await expect.poll(() => count("renders"), READING).toBeGreaterThan(renders + 10);
  expect(await count("readings")).toBe(1);
});

test("an article that the page takes out for a while is kept until it is back", async ({ host, page }) => {
  await host.open({ body: ARTICLE });
  await host.mount();
  await host.accept();
  const article = (await page.$("article"))!;
  await article.evaluate((article) => article.remove());
  await article.evaluate((article) => {
    article.querySelector("h1")!.after(Object.assign(document.createElement("p"), { textContent: "“It is late,” said Ben Ito." }));
    document.body.append(article);
  });
  await expect.poll(() => host.painted(), READING).toEqual(expect.arrayContaining([QUOTATION, "“It is late,”"]));
  await expect(host.entry).toContainText("accepted by you");
});

test("an element that the page moves keeps its article", async ({ host, page }) => {
  await host.open({ head: SCRIPT, body: ARTICLE + ELEMENT });
  await expect(host.entry).toBeVisible(READING);
  await host.accept();
  await page.evaluate(() => document.body.prepend(document.querySelector("sayso-annotator")!));
  await expect(host.entry).toContainText("accepted by you");
  await page.evaluate(() => document.querySelector("sayso-annotator")!.remove());
  await expect.poll(() => host.painted()).toEqual([]);
});

test.describe("in an article that is typed into", () => {
  test.beforeEach(async ({ host }) => {
    await host.open(HOSTS["that is typed into"]);
    await host.mount();
    await host.accept();
  });

  test("what is typed stands, the caret stays, and the reader's decisions hold", async ({ host, page }) => {
    const read = () => page.evaluate(() => annotator.text);
    await page.locator("article").focus();
    await page.evaluate(() => getSelection()!.collapse(document.querySelector("p")!.firstChild, 0));
    // Slower than a page is left alone: it is read again under the typing hand.
    await page.keyboard.type("On Monday it rained. ", { delay: 60 });
    await expect.poll(read, READING).toContain("On Monday it rained. “We cannot sail");
    await page.keyboard.type("And snowed. ");
    await expect.poll(read, READING).toContain("On Monday it rained. And snowed. “We cannot sail");
    expect(await page.evaluate(() => [document.querySelector("p")!.firstChild!.nodeValue!.slice(0, 40), getSelection()!.anchorOffset])).toEqual(["On Monday it rained. And snowed. “We can", 33]);
    await expect(page.locator("article")).toBeFocused();
    await expect.poll(() => host.painted()).toContain(QUOTATION);
    await expect(host.entry).toContainText("accepted by you");
  });

  test("a quotation whose words are changed is listed as lost, and found again when they are back", async ({ host, page }) => {
    await page.locator("article").focus();
    await page.evaluate((length) => {
      const words = document.querySelector("p")!.firstChild!;
      getSelection()!.setBaseAndExtent(words, 0, words, length);
    }, QUOTATION.length);
    await page.keyboard.type("Nobody swims in summer");
    await expect(host.panel.getByRole("list", { name: "Without a place" })).toContainText("We cannot sail", READING);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(`Ferry to stop in winter\n${QUOTATION} said Ada Brook, who has run the ferry since 2009.`);
    await expect(host.entry).toContainText("accepted by you", READING);
    await expect(host.panel.getByRole("list", { name: "Without a place" })).toBeEmpty();
  });

  test("words are marked where they are now, not where they were before typing", async ({ host, page }) => {
    await page.evaluate(async () => {
      const words = document.querySelector("p")!.firstChild as Text;
      words.insertData(0, "On Monday: ");
      // As after any key, the page's observers are told; nothing has been read yet.
      await Promise.resolve();
      const at = words.data.indexOf("who has run");
      getSelection()!.setBaseAndExtent(words, at, words, at + "who has run".length);
      const { shadowRoot } = document.querySelector("sayso-panel")!;
      [...shadowRoot!.querySelectorAll("button")].find(({ textContent }) => textContent === "Mark as quotation")!.click();
    });
    await expect.poll(() => host.painted(), READING).toContain("who has run");
    expect(await page.evaluate(() => String(getSelection()))).toBe("who has run");
  });
});

test("100,000 words are read beside the page, until the annotator is taken away", async ({ host, page }) => {
  const paragraph = (at: number) => `<p>“We counted ${at} boats in the harbour,” said Ada Brook, who has run the ferry since 2009, and fares will rise by 12 per cent in May.</p>`;
  await host.open({ body: `<article id="article"><h1>Ferry</h1>${Array.from({ length: 4000 }, (_, at) => paragraph(at + 1)).join("\n")}</article>` });
  const before = await host.html();
  // To the end would take too long here: what is read is all that the page shows, and reading has got on.
  const read = await page.evaluate(async () => {
    const { Annotator } = await import(new URL("sayso.js", location.href).href);
    globalThis.annotator = new Annotator(document.getElementById("article"));
    annotator.ready.catch(() => {});
    await new Promise<void>((resolve) => annotator.addEventListener("progress", (event) => (event as CustomEvent).detail.done > 20 && resolve()));
    return annotator.text;
  });
  expect(read.split(/\s+/).length).toBeGreaterThan(100_000);
  expect(read).toContain("We counted 4000 boats");
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(before.slice(before.indexOf("<body"), before.indexOf("</html>")));
  await host.destroy();
  expect(await host.html()).toBe(before);
  await expect.poll(() => page.workers()).toEqual([]);
});

test("the panel by keyboard: every control is reached, none is lost, and the page's shortcuts stay out", async ({ host, page }) => {
  await host.open({ body: `${ARTICLE}<button>The page's last</button>` });
  await host.mount();
  await page.evaluate(() => {
    Object.assign(globalThis, { shortcuts: [] as string[] });
    document.addEventListener("keydown", ({ key }) => (globalThis as any).shortcuts.push(key));
  });
  const focused = () => page.evaluate(() => {
    const element = document.querySelector("sayso-panel")!.shadowRoot!.activeElement;
    return element && (element.ariaLabel ?? element.textContent ?? "");
  });
  await page.getByRole("button", { name: "The page's last" }).focus();
  const reached: string[] = [];
  await page.keyboard.press("Tab");
  for (let name = await focused(); name !== null; name = await focused()) {
    reached.push(name);
    await page.keyboard.press("Tab");
  }
  const all = await host.panel.locator("button:enabled, select").evaluateAll((controls) => controls.map((control) => control.ariaLabel ?? control.textContent));
  expect(reached).toEqual(all);

  await host.entry.press("Enter");
  await host.panel.getByRole("button", { name: "Accept" }).press("Enter");
  await expect(host.entry, "the keyboard is where it was").toBeFocused();
  await host.panel.getByRole("button", { name: "Remove" }).press("Enter");
  await expect(host.entry).toHaveCount(0);
  expect(await focused(), "the next entry has the keyboard").toContain("Fares will rise");
  expect(await page.evaluate(() => (globalThis as any).shortcuts)).toEqual(["Tab"]);
});

test("axe finds nothing in the panel", async ({ host, page }) => {
  await host.open({});
  await host.mount();
  await page.evaluate(AXE);
  const problems = () => page.evaluate(async () => {
    const { violations } = await (globalThis as any).axe.run("sayso-panel");
    return violations.map((found: any) => `${found.id}: ${found.nodes.map((node: any) => node.html).slice(0, 3).join(" ")}`);
  });
  expect(await problems(), "with what was found").toEqual([]);
  await host.accept();
  expect(await problems(), "with a selected mark").toEqual([]);
  await page.evaluate(() => (document.querySelector("p")!.textContent = "Nobody said anything."));
  await expect(host.panel.getByRole("list", { name: "Without a place" })).toContainText("We cannot sail", READING);
  expect(await problems(), "with a mark that has no place").toEqual([]);
  await host.panel.getByRole("button", { name: "Collapse" }).click();
  expect(await problems(), "collapsed").toEqual([]);
});
