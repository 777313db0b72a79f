// A page that is not ours, for tests of Sayso over it.
import { expect, test as base, type Page } from "@playwright/test";

export { expect };

export const ARTICLE = `<article id="article">
  <h1>Ferry to stop in winter</h1>
  <p>“We cannot sail in that water,” said Ada Brook, who has run the <em>ferry</em> since 2009.</p>
  <p>Fares will rise by&#160;12 per cent
     in May, <b>the council</b> said.</p>
  <p hidden="">“This is hidden,” said nobody.</p>
</article>`;
export const QUOTATION = "“We cannot sail in that water,”";
export const ELEMENT = `<sayso-annotator for="article"></sayso-annotator>`;
export const SCRIPT = `<script type="module" src="sayso.js"></script>`;

/** Lets in nothing but what Sayso needs, and no string may become code. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'";

/** Reading waits for a module of some megabytes, on a computer that these tests share. */
export const READING = { timeout: 60_000 };

export interface Host { head?: string; body?: string; csp?: string; attributes?: string; doctype?: string; contentType?: string }

declare global {
  /** In the page: what {@link HostPage.mount} made. */
  var annotator: import("../../www/sayso.js").Annotator;
}

export class HostPage {
  readonly problems: string[] = [];
  /** The panel, as the reader finds it. */
  readonly panel;
  /** The panel's entry for the quotation. */
  readonly entry;

  constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    this.panel = page.getByRole("region", { name: "Sayso: who said what" });
    this.entry = this.panel.getByRole("button", { name: /We cannot sail/ });
  }

  async open(host: Host) {
    await this.serve("host.html", host);
    await this.page.goto("host.html");
  }

  /** Has an address answer with such a page. */
  async serve(name: string, { head = "", body = ARTICLE, csp, attributes = "", doctype = "<!doctype html>", contentType = "text/html" }: Host) {
    await this.page.route(`**/${name}`, (route) =>
      route.fulfill({
        contentType: `${contentType}; charset=utf-8`,
        headers: csp ? { "Content-Security-Policy": csp } : {},
        body: `${doctype}<html lang="en" ${attributes}><head><meta charset="utf-8"/><title>A host</title>${head}</head><body>${body}</body></html>`,
      }),
    );
  }

  /** Mounts from the host's own script and keeps the annotator as `globalThis.annotator`. */
  async mount(find = `document.getElementById("article")`, options = "{}") {
    await this.page.evaluate(`(async () => {
      const { mount } = await import(new URL("sayso.js", location.href).href);
      globalThis.annotator = await mount(${find}, ${options});
    })()`);
  }

  destroy() {
    return this.page.evaluate(() => annotator.destroy());
  }

  /** The reader says that the quotation is one. */
  async accept() {
    await this.entry.click();
    await this.panel.getByRole("button", { name: "Accept" }).click();
    await expect(this.entry).toContainText("accepted by you");
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

export const test = base.extend<{ host: HostPage }>({
  host: async ({ page }, use) => {
    const host = new HostPage(page);
    await use(host);
    expect(host.problems, "no errors and no broken policy").toEqual([]);
  },
});
