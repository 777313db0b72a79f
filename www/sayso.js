// Sayso over somebody else's article: `mount()` and `<sayso-annotator>`. The types are in sayso.d.ts.
/** @import { Annotation, AnnotationType, Connection, Edit, Format, PageArticle, Patch, SessionDocument } from "./types.js" */
/** @import { MountOptions } from "./sayso.d.ts" */
import { connect } from "./client.js";
import { OpenDocument, drafted, target } from "./document.js";
import { HostText } from "./host-text.js";
import { Painter, annotationsAt } from "./painter.js";
import { Panel } from "./panel.js";
import { download, fileName, write } from "./save.js";
import { snapToWords } from "./text-position.js";

/** How long a changed page is left alone before it is read again, in milliseconds. */
const PAUSE_MS = 300;

const NO_PAINT = "This browser cannot paint marks on a page: they are only listed here.";

/**
 * Reads the article under an element and marks who said what in it.
 *
 * @param {Element} element
 * @param {MountOptions} [options]
 */
export async function mount(element, options = {}) {
  const annotator = new Annotator(element, options);
  try {
    await annotator.ready;
  } catch (error) {
    annotator.destroy();
    throw error;
  }
  return annotator;
}

export class Annotator extends EventTarget {
  #element;
  #options;
  #text;
  #window;
  #painter;
  /** @type {Panel | null} */
  #panel = null;
  /** The panel's element, where it is not the host's. @type {HTMLElement | null} */
  #ownHost = null;
  /** @type {Connection | null} */
  #connection = null;
  /** @type {OpenDocument | null} */
  #document = null;
  /** @type {string | null} */
  #selected = null;
  #stop = new AbortController();
  #observer = new MutationObserver((records) => this.#changed(records));
  #timer = 0;
  /** What is done one after the other: an edit is not made in a text that is being read. @type {Promise<unknown>} */
  #queue = Promise.resolve();

  /** @param {Element} element @param {MountOptions} [options] */
  constructor(element, options = {}) {
    super();
    const window = element?.ownerDocument?.defaultView;
    if (!window) throw new TypeError("There is no article to read: mount() needs an element of a page that is shown.");
    this.#window = window;
    this.#painter = new Painter(window);
    this.#element = element;
    this.#options = options;
    this.#text = new HostText(element);
    if (options.panel !== false) this.#openPanel(options.host);
    window.document.addEventListener("click", (event) => this.#click(event), { signal: this.#stop.signal });
    this.#watch(this.#text);
    /** Resolved when the article has been read. @type {Promise<void>} */
    this.ready = this.#enqueue(() => this.#open());
  }

  /** The annotations that stand, in text order, counted in UTF-16. */
  get annotations() {
    const { types } = this.#options;
    return (this.#document?.annotations() ?? []).filter(({ type }) => !types || types.includes(type));
  }

  /** Those of the given ones that have no certain place in the text, with the reason. */
  get unanchored() {
    return this.#document?.unanchored ?? [];
  }

  /** The text as it was read: what the offsets count in. */
  get text() {
    return this.#text.text;
  }

  /** @param {Edit} edit */
  edit(edit) {
    return this.#change((connection) => connection.edit(edit));
  }

  undo() {
    return this.#change((connection) => connection.edit({ do: "undo" }));
  }

  redo() {
    return this.#change((connection) => connection.edit({ do: "redo" }));
  }

  /** @param {string} format the id of an export format @returns {Promise<string | Uint8Array<ArrayBuffer>>} */
  export(format) {
    return this.#enqueue(() => this.#opened().export(format));
  }

  /** What the reader decided, also where it has no place now: `annotations` of another visit. @returns {Promise<string>} */
  keep() {
    return this.#enqueue(() => this.#opened().keep());
  }

  /** Says something in the panel. @param {string} words */
  say(words) {
    this.#panel?.say(words);
  }

  /** @param {string | null} id */
  select(id) {
    this.#selected = id;
    const annotation = id ? this.#document?.annotation(id) : null;
    this.#show();
    if (annotation) this.#reveal(annotation);
    this.#tell("select", { id });
  }

  /** Undoes everything: no listener, no highlight, no element of ours is left. */
  destroy() {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(new DOMException("The annotator was taken away.", "AbortError"));
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.#painter.destroy();
    this.#panel?.destroy();
    this.#ownHost?.remove();
    this.#connection?.close();
    this.#panel = this.#connection = this.#document = null;
    this.#tell("close", {});
  }

  async #open() {
    const { annotations, core } = this.#options;
    // What a store gives that has nothing is null.
    const saved = annotations && typeof annotations === "object" ? JSON.stringify(annotations) : (annotations ?? undefined);
    await this.#read(this.#text, async (article) => {
      this.#connection = await connect(core);
      if (this.#stop.signal.aborted) this.#connection.close();
      this.#stop.signal.throwIfAborted();
      return this.#connection.open({ from: "page", article, saved }, this.#progress());
    });
    const formats = await this.#opened().formats();
    this.#stop.signal.throwIfAborted();
    this.#panel?.offer(formats);
    this.#tell("ready", {});
  }

  /** Until a text has been read, the one before stands: its marks are counted in it. @param {HostText} text @param {(article: PageArticle) => Promise<SessionDocument>} read */
  async #read(text, read) {
    try {
      const document = await OpenDocument.from(await read(this.#article(text)));
      this.#stop.signal.throwIfAborted();
      // A new reading gives new ids: what is selected is known by its words.
      const selected = this.#document?.annotation(this.#selected ?? "");
      const words = selected && this.#document?.words(target(selected));
      this.#selected = document.all.find((other) => other.type === selected?.type && document.words(target(other)) === words)?.id ?? null;
      [this.#text, this.#document] = [text, document];
      this.#show();
    } catch (error) {
      if (this.#stop.signal.aborted) throw error;
      this.#panel?.say(error instanceof Error ? error.message : String(error));
      this.#tell("error", { error });
      throw error;
    }
  }

  /** @param {HostText} hostText @returns {PageArticle} */
  #article({ text, blocks }) {
    const { title, url = this.#window.location.href } = this.#options;
    return { text, blocks, title: title ?? null, url, lang: this.#window.document.documentElement.lang || null };
  }

  #progress() {
    const onProgress = (/** @type {import("./types.js").Progress} */ progress) => {
      this.#panel?.say(`Reading: ${Math.round((100 * progress.done) / progress.total)} %`);
      this.#tell("progress", progress);
    };
    return { onProgress, signal: this.#stop.signal };
  }

  /** @template {Patch | null} P @param {(connection: Connection) => Promise<P>} step @returns {Promise<P>} */
  #change(step) {
    return this.#enqueue(async () => {
      const patch = await step(this.#opened());
      if (!patch) return patch;
      this.#document?.apply(patch);
      this.#selected = patch.select ?? null;
      this.#show();
      this.#tell("change", { patch });
      return patch;
    });
  }

  #opened() {
    if (!this.#connection) throw new Error("No article is open.");
    return this.#connection;
  }

  /** @template T @param {() => T | Promise<T>} task @returns {Promise<T>} */
  #enqueue(task) {
    const done = this.#queue.then(task);
    this.#queue = done.catch(() => {});
    return done;
  }

  #show() {
    if (!this.#document) return;
    this.#painter.paint(this.#text, this.annotations, this.#selected);
    this.#panel?.show(this.#document, this.annotations, this.#selected, this.#options.readOnly ?? false);
    if (!Painter.works) this.#panel?.say(NO_PAINT);
  }

  /** @param {HTMLElement} [host] */
  #openPanel(host) {
    this.#ownHost = host ? null : document.createElement("sayso-panel");
    // Beside the body: nothing of the page's own content changes.
    if (this.#ownHost) document.documentElement.append(this.#ownHost);
    /** @param {Promise<unknown>} done */
    const told = (done) => void done.catch((error) => this.#panel?.say(error.message));
    this.#panel = new Panel(host ?? /** @type {HTMLElement} */ (this.#ownHost), {
      select: (id) => this.select(id),
      add: (type) => told(this.#add(type)),
      remove: (id) => told(this.edit({ do: "remove", id })),
      accept: (id) => told(this.edit({ do: "status", id, status: "accepted" })),
      undo: () => told(this.undo()),
      redo: () => told(this.redo()),
      save: (format) => told(this.#save(format)),
      close: () => this.destroy(),
    }, this.#options.readOnly ?? false);
    this.#panel.say("Reading…");
  }

  /** @param {Format} format */
  async #save(format) {
    const title = this.#document?.article.title ?? this.#window.document.title;
    this.#panel?.say(download(await this.#enqueue(() => write(this.#opened(), format, {}, fileName(title)))));
  }

  /** @param {AnnotationType} type */
  async #add(type) {
    // Words that were typed a moment ago have moved those behind them.
    if (this.#timer) await this.#readAgain();
    const selection = this.#window.getSelection();
    const { text, shadowRoots } = this.#text;
    const [range] = selection?.rangeCount ? (selection.getComposedRanges?.({ shadowRoots }) ?? [selection.getRangeAt(0)]) : [];
    const whole = { start: 0, end: text.length };
    const spans = (range ? this.#text.spans(range) : []).map((span) => snapToWords(text, span, whole)).filter((span) => span !== null);
    if (spans.length === 0) throw new Error("Select words of the article first.");
    await this.edit({ do: "add", body: drafted(type, spans) });
  }

  /** @param {MouseEvent} event */
  #click({ clientX, clientY }) {
    if (!this.#window.getSelection()?.isCollapsed) return;
    const [first] = annotationsAt(this.#text, this.annotations, clientX, clientY);
    if (first) this.select(first.id);
  }

  /** @param {Annotation} annotation */
  #reveal(annotation) {
    const node = this.#text.ranges(target(annotation)[0])[0]?.startContainer.parentElement;
    node?.scrollIntoView({ block: "nearest" });
  }

  /** @param {HostText} text */
  #watch({ page, roots }) {
    const what = { subtree: true, childList: true, characterData: true, attributeFilter: ["hidden", "aria-hidden", "class", "style"] };
    for (const root of [page, ...roots]) this.#observer.observe(root, what);
  }

  /** @param {MutationRecord[]} records */
  #changed(records) {
    const isGone = !this.#element.isConnected;
    const isOurs = (/** @type {MutationRecord} */ { target, addedNodes }) =>
      this.#element.contains(target) || "host" in target.getRootNode() || [...addedNodes].some((node) => node.contains(this.#element));
    if (!isGone && !records.some(isOurs)) return;
    // A page that never rests is read all the same, at most so often, and never twice at a time.
    this.#timer ||= setTimeout(() => this.#readAgain(), PAUSE_MS);
  }

  #readAgain() {
    return this.#enqueue(async () => {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#stop.signal.throwIfAborted();
      const element = this.#element.isConnected ? this.#element : this.#options.find?.();
      // Without its element the page shows nothing that could be read: what was found is kept until it is back.
      if (!element) return;
      this.#element = element;
      const fresh = new HostText(element);
      this.#watch(fresh);
      if (fresh.text === this.#text.text) {
        this.#text = fresh;
        // The panel is left alone: a click in it must find what was pressed.
        return this.#painter.paint(fresh, this.annotations, this.#selected);
      }
      await this.#read(fresh, (article) => this.#opened().reread(article, this.#progress()));
      this.#tell("change", { patch: null });
    }).catch(() => {});
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** `<sayso-annotator for="id">`: annotates the element of that id; the panel is the element's own. */
export class SaysoAnnotator extends HTMLElement {
  /** @type {Annotator | null} */
  annotator = null;
  /** Looks out for the element that is to be annotated. @type {MutationObserver | null} */ #waiting = null;

  connectedCallback() {
    const find = () => /** @type {Document} */ (this.getRootNode()).getElementById(this.getAttribute("for") ?? "");
    const element = find();
    // Out of the page, the panel closed.
    if (this.annotator) this.shadowRoot?.querySelector("section")?.togglePopover(true);
    if (!element && !this.annotator) {
      this.#waiting ??= new MutationObserver(() => this.connectedCallback());
      return this.#waiting.observe(this.getRootNode(), { childList: true, subtree: true, attributeFilter: ["id"] });
    }
    this.#waiting?.disconnect();
    if (!element || this.annotator) return;
    this.annotator = new Annotator(element, { find, host: this, readOnly: this.hasAttribute("readonly"), panel: this.getAttribute("panel") !== "none" });
    for (const name of ["ready", "progress", "change", "select", "error", "close"]) {
      this.annotator.addEventListener(name, (event) => this.dispatchEvent(new CustomEvent(name, { detail: /** @type {CustomEvent} */ (event).detail })));
    }
    this.annotator.ready.catch(() => {});
  }

  disconnectedCallback() {
    // A page that moves the element takes it out and puts it in again.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#waiting?.disconnect();
      this.annotator?.destroy();
      this.annotator = null;
    });
  }
}

// A browser extension's scripts have no registry: there is no element for them.
if (globalThis.customElements?.get("sayso-annotator") === undefined) globalThis.customElements?.define("sayso-annotator", SaysoAnnotator);
