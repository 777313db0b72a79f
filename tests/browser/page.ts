// The page as a reader works with it: names for what the tests do and see.
import { test as base, expect, type Locator, type Page } from "@playwright/test";

export { expect };

/** Sayso, open in a browser. */
export class Sayso {
  readonly article: Locator;
  readonly marks: Locator;
  readonly entries: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.article = page.getByRole("article");
    this.marks = this.article.locator("mark[data-ids]");
    this.entries = page.getByRole("listitem");
    this.notice = page.getByRole("alert").filter({ has: page.locator("#notice-text") });
  }

  /** Opens the page and waits until the sample is on it. */
  async visit() {
    await this.page.goto("./");
    await expect(this.article.getByRole("heading", { level: 1 })).toHaveText(/Harlow Quay/);
  }

  /** Pastes as Ctrl+V does, with the kinds of content that a clipboard holds. */
  async paste(contents: Record<string, string>, target = "body") {
    await this.page.locator(target).evaluate((element, entries) => {
      const clipboardData = new DataTransfer();
      for (const [type, data] of Object.entries(entries)) clipboardData.setData(type, data);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, contents);
  }

  /** Drops a file on the page. */
  async drop(name: string, contents: string | number[], type = "") {
    await this.page.locator("body").evaluate((body, [name, contents, type]) => {
      const dataTransfer = new DataTransfer();
      const part = typeof contents === "string" ? contents : new Uint8Array(contents as number[]);
      dataTransfer.items.add(new File([part], name as string, { type: type as string }));
      body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, [name, contents, type] as const);
  }

  /** Opens a file by the dialog. */
  async openFile(name: string, contents: string | Buffer, mimeType = "text/plain") {
    await this.page.getByRole("button", { name: "Open…" }).click();
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Choose a file…" }).click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(contents) });
  }

  /** Selects words of the article as a mouse would, from anywhere in a word to anywhere in another. */
  async selectWords(words: string) {
    await this.article.evaluate((article, words) => {
      for (const block of article.querySelectorAll("[data-piece]")) {
        const at = block.textContent?.indexOf(words) ?? -1;
        if (at < 0) continue;
        const position = (offset: number): [Node, number] => {
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const length = node.textContent?.length ?? 0;
            if (offset <= length) return [node, offset];
            offset -= length;
          }
          throw new Error("beyond the block");
        };
        getSelection()?.setBaseAndExtent(...position(at), ...position(at + words.length));
        return;
      }
      throw new Error(`the article does not say “${words}”`);
    }, words);
  }

  /** The toolbar over a selection. */
  get toolbar() {
    return this.page.getByRole("toolbar", { name: "Mark the selected words" });
  }

  /** Shows one of the lists: "All", "Quotations", "Claims" or "Speakers". */
  async view(name: string) {
    await this.page.getByRole("radio", { name: new RegExp(`^${name}`) }).check();
  }

  /** Says that the selected mark of the machine is wrong. */
  async reject() {
    await this.button(/^(Reject|Not a claim)$/).click();
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Saves in a format and gives the file, also as text. */
  async save(format: string) {
    await this.button("Save").click();
    await this.page.getByRole("radio", { name: format }).check();
    const download = this.page.waitForEvent("download");
    await this.button("Save the file").click();
    const file = await download;
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    return { name: file.suggestedFilename(), bytes, text: bytes.toString("utf8") };
  }

  /** How many marks the list counts: all, quotations or claims. */
  async count(of: "all" | "quote" | "claim" = "all") {
    // Counts are drawn when the frame that shows a change is on the screen, after a tenth of a second at the latest.
    // Without a limit of its own the wait has no end where nothing moves: Chromium then has no idle time to give.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => setTimeout(done), { timeout: 200 }))));
    const words = await this.page.locator(`#count-${of}`).textContent();
    return Number(words?.replaceAll(",", ""));
  }

  /** Expects the page to answer: a frame is drawn, and a field takes what is typed. */
  async expectAlive() {
    await this.button("Open…").click();
    await this.page.getByRole("textbox").fill("still here");
    await expect(this.page.getByRole("textbox")).toHaveValue("still here");
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }
}

/** Lets a page that is about to be loaded wait for its core: nothing is read until what this gives is called. */
export async function holdCore(page: Page) {
  let letCome = () => {};
  const held = new Promise<void>((resolve) => (letCome = resolve));
  await page.route("**/*.wasm*", async (route) => {
    await held;
    await route.continue();
  });
  return letCome;
}

/** A test that begins with the sample open, and fails when the page breaks its own rules. */
export const test = base.extend<{ sayso: Sayso }>({
  sayso: async ({ page, baseURL }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(String(baseURL)) && !url.startsWith("blob:")) problems.push(`foreign request: ${url}`);
    });
    const sayso = new Sayso(page);
    await sayso.visit();
    await use(sayso);
    expect(problems, "no errors, no broken security policy, no request to another host").toEqual([]);
  },
});
