// Sayso over somebody else's article: `mount()` and `<sayso-annotator>`. The types are in sayso.d.ts.
/** @import { Annotation, AnnotationType, Connection, Edit, Format, Patch, SessionDocument } from "./types.js" */
/** @import { MountOptions } from "./sayso.d.ts" */
import { connect } from "./client.js";
import { OpenDocument } from "./document.js";
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
  #painter = new Painter();
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
    this.#element = element;
    this.#options = options;
    this.#text = new HostText(element);
    if (options.panel !== false) this.#openPanel(options.host);
    document.addEventListener("click", (event) => this.#click(event), { signal: this.#stop.signal });
    this.#watch();
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

  /** @param {string} format the id of an export format @returns {Promise<string>} */
  export(format) {
    return this.#enqueue(() => this.#opened().export(format));
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
    const connection = await connect(core);
    this.#stop.signal.throwIfAborted();
    this.#connection = connection;
    const saved = typeof annotations === "object" ? JSON.stringify(annotations) : annotations;
    await this.#read(() => connection.open({ from: "page", article: this.#article(), saved }, this.#progress()));
    this.#panel?.offer(await connection.formats());
    this.#tell("ready", {});
  }

  /** @param {() => Promise<SessionDocument>} read */
  async #read(read) {
    try {
      this.#document = await OpenDocument.from(await read());
      this.#show();
    } catch (error) {
      if (this.#stop.signal.aborted) throw error;
      this.#panel?.say(error instanceof Error ? error.message : String(error));
      this.#tell("error", { error });
      throw error;
    }
  }

  #article() {
    const { text, blocks } = this.#text;
    const { title, url = location.href } = this.#options;
    return { text, blocks, title: title ?? null, url, lang: document.documentElement.lang || null };
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
    const title = this.#document?.article.title ?? document.title;
    this.#panel?.say(download(await this.#enqueue(() => write(this.#opened(), format, {}, fileName(title)))));
  }

  /** @param {AnnotationType} type */
  async #add(type) {
    const selection = getSelection();
    const { text, roots } = this.#text;
    const shadowRoots = [...roots].filter((root) => root instanceof ShadowRoot);
    const [range] = selection?.rangeCount ? (selection.getComposedRanges?.({ shadowRoots }) ?? [selection.getRangeAt(0)]) : [];
    const whole = { start: 0, end: text.length };
    const spans = (range ? this.#text.spans(range) : []).map((span) => snapToWords(text, span, whole)).filter((span) => span !== null);
    if (spans.length === 0) throw new Error("Select words of the article first.");
    await this.edit({ do: "add", body: type === "quote" ? { type, content: spans } : { type, span: spans } });
  }

  /** @param {MouseEvent} event */
  #click({ clientX, clientY }) {
    if (!getSelection()?.isCollapsed) return;
    const [first] = annotationsAt(this.#text, this.annotations, clientX, clientY);
    if (first) this.select(first.id);
  }

  /** @param {Annotation} annotation */
  #reveal(annotation) {
    const spans = annotation.type === "quote" ? annotation.content : annotation.span;
    const node = this.#text.ranges(spans[0])[0]?.startContainer.parentElement;
    node?.scrollIntoView({ block: "nearest" });
  }

  #watch() {
    const what = { subtree: true, childList: true, characterData: true, attributeFilter: ["hidden", "aria-hidden", "class", "style"] };
    for (const root of [document, ...this.#text.roots]) this.#observer.observe(root, what);
  }

  /** @param {MutationRecord[]} records */
  #changed(records) {
    const isGone = !this.#element.isConnected;
    const inside = (/** @type {MutationRecord} */ { target }) => target === this.#element || this.#element.contains(target) || target.getRootNode() instanceof ShadowRoot;
    if (!isGone && !records.some(inside)) return;
    // A page that never rests is read all the same, at most so often.
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#readAgain();
    }, PAUSE_MS);
  }

  #readAgain() {
    const { find } = this.#options;
    if (!this.#element.isConnected) this.#element = find?.() ?? this.#element;
    const before = this.#text.text;
    const fresh = new HostText(this.#element);
    const isSame = fresh.text === before;
    this.#enqueue(async () => {
      this.#stop.signal.throwIfAborted();
      this.#text = fresh;
      this.#watch();
      if (isSame) return this.#show();
      await this.#read(() => this.#opened().reread(this.#article(), this.#progress()));
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

  connectedCallback() {
    const find = () => /** @type {Document} */ (this.getRootNode()).getElementById(this.getAttribute("for") ?? "");
    const element = find();
    if (!element || this.annotator) return;
    this.annotator = new Annotator(element, { find, host: this, readOnly: this.hasAttribute("readonly"), panel: this.getAttribute("panel") !== "none" });
    for (const name of ["ready", "progress", "change", "select", "error", "close"]) {
      this.annotator.addEventListener(name, (event) => this.dispatchEvent(new CustomEvent(name, { detail: /** @type {CustomEvent} */ (event).detail })));
    }
    this.annotator.ready.catch(() => {});
  }

  disconnectedCallback() {
    this.annotator?.destroy();
    this.annotator = null;
  }
}

// A browser extension's scripts have no registry: there is no element for them.
if (globalThis.customElements?.get("sayso-annotator") === undefined) globalThis.customElements?.define("sayso-annotator", SaysoAnnotator);
