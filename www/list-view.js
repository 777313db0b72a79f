// The list of every annotation beside the article.
/** @import { Annotation, Filter } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { LazyChunks } from "./lazy-chunks.js";
import { TYPE_NAMES, certainty, kindName } from "./wording.js";

/** Entries drawn at a time, and about how high one is in pixels. */
const CHUNK_ENTRIES = 50;
const ENTRY_HEIGHT = 96;

/** No excerpt is longer than this many UTF-16 units. */
const EXCERPT = 140;

/** The annotation list. */
export class ListView {
  #root;
  #onSelect;
  #onRemove;
  /** @type {OpenDocument | null} */
  #document = null;
  /** The ids that are listed, in text order. @type {string[]} */
  #shown = [];
  /** The same, by the chunk they are drawn in. @type {string[][]} */
  #chunkIds = [];
  /** @type {Filter} */
  #filter = "all";
  /** @type {LazyChunks | null} */
  #chunks = null;
  /** @type {Map<string, HTMLElement>} */
  #entries = new Map();
  /** @type {string | null} */
  #selected = null;

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {(id: string) => void} options.onSelect
   * @param {(id: string) => void} options.onRemove
   */
  constructor(root, { onSelect, onRemove }) {
    this.#root = root;
    this.#onSelect = onSelect;
    this.#onRemove = onRemove;
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {OpenDocument} document @param {Filter} filter */
  show(document, filter) {
    if (document !== this.#document) this.#selected = null;
    this.#document = document;
    this.#filter = filter;
    this.#chunks?.destroy();
    this.#entries.clear();
    this.#shown = document.annotations(filter).map(({ id }) => id);
    this.#chunkIds = [];
    for (let from = 0; from < this.#shown.length; from += CHUNK_ENTRIES) {
      this.#chunkIds.push(this.#shown.slice(from, from + CHUNK_ENTRIES));
    }
    this.#chunks = new LazyChunks(this.#root, this.#chunkIds.length, {
      fill: (chunk, element) => element.append(...this.#chunkIds[chunk].flatMap((id) => this.#entry(id) ?? [])),
      height: (chunk) => this.#chunkIds[chunk].length * ENTRY_HEIGHT,
    });
    this.#root.setAttribute("role", this.#shown.length > 0 ? "list" : "group");
    if (this.#shown.length === 0) this.#root.append(emptyWord(filter));
    this.#setTabStop();
  }

  /** Lists some changed annotations anew; the others stay where they are. @param {string[]} ids */
  refresh(ids) {
    if (!this.#document) return;
    const before = new Set(this.#shown);
    const now = this.#document.annotations(this.#filter).map(({ id }) => id);
    const isListed = new Set(now);
    if (before.size === 0 || isListed.size === 0) {
      this.show(this.#document, this.#filter);
      return;
    }
    this.#shown = now;
    for (const id of ids) {
      if (!isListed.has(id)) this.#drop(id);
      else if (before.has(id)) this.#redraw(id);
    }
    for (const id of ids) if (isListed.has(id) && !before.has(id)) this.#insert(id);
    this.#setTabStop();
  }

  /** @param {string | null} id @param {{ reveal?: boolean, focus?: boolean }} [options] */
  select(id, { reveal = false, focus = false } = {}) {
    const previous = this.#selected;
    this.#selected = id;
    if (id && this.#shown.includes(id)) this.#chunks?.ensure(this.#chunkOf(id));
    for (const changed of new Set([previous, id])) this.#redraw(changed);
    this.#setTabStop();
    const entry = id ? this.#entries.get(id) : undefined;
    if (reveal) entry?.scrollIntoView({ block: "nearest" });
    if (focus) this.#button(entry)?.focus();
  }

  /** The shown annotation so many steps after another one, or the nearest end. @param {string | null} id @param {number} steps */
  neighbour(id, steps) {
    const at = id === null ? -1 : this.#shown.indexOf(id);
    const position = at < 0 ? 0 : Math.min(Math.max(at + steps, 0), this.#shown.length - 1);
    return this.#shown[position] ?? null;
  }

  hasFocus() {
    return this.#root.contains(document.activeElement);
  }

  /** @param {string} id */
  #chunkOf(id) {
    return this.#chunkIds.findIndex((ids) => ids.includes(id));
  }

  /** @param {string} id */
  #drop(id) {
    this.#entries.get(id)?.remove();
    this.#entries.delete(id);
    const chunk = this.#chunkOf(id);
    if (chunk >= 0) this.#chunkIds[chunk] = this.#chunkIds[chunk].filter((other) => other !== id);
  }

  /** Puts a new entry after the one that stands before it in the text, or first of all. @param {string} id */
  #insert(id) {
    const before = this.#shown[this.#shown.indexOf(id) - 1];
    const chunk = before === undefined ? 0 : this.#chunkOf(before);
    this.#chunks?.ensure(chunk);
    const position = before === undefined ? 0 : this.#chunkIds[chunk].indexOf(before) + 1;
    this.#chunkIds[chunk].splice(position, 0, id);
    const entry = this.#entry(id);
    const previous = this.#entries.get(before);
    if (entry && previous) previous.after(entry);
    else if (entry) this.#chunks?.element(chunk).prepend(entry);
  }

  /** @param {string} id @returns {HTMLElement | null} */
  #entry(id) {
    const annotation = this.#document?.annotation(id);
    if (!annotation) return null;
    const isSelected = annotation.id === this.#selected;
    const entry = element("div", `entry ${annotation.type}`);
    entry.setAttribute("role", "listitem");
    entry.dataset.id = annotation.id;
    const button = element("button", "entry-main");
    button.setAttribute("aria-expanded", String(isSelected));
    button.tabIndex = -1;
    button.append(
      element("span", "entry-kind", `${TYPE_NAMES[annotation.type]}, ${kindName(annotation)}`),
      element("span", "entry-excerpt", this.#document?.words(target(annotation), EXCERPT)),
      element("span", "entry-speaker", this.#document?.speakerName(annotation)),
    );
    entry.append(button);
    if (isSelected) entry.append(this.#details(annotation));
    this.#entries.set(annotation.id, entry);
    return entry;
  }

  /** What is shown of the selected one besides. @param {Annotation} annotation */
  #details(annotation) {
    const details = element("div", "entry-details");
    const facts = element("dl");
    const add = (/** @type {string} */ term, /** @type {string | undefined | null} */ words) => {
      if (words) facts.append(element("dt", "", term), element("dd", "", words));
    };
    if (annotation.type === "quote") {
      add("Source", this.#document?.words(annotation.source, EXCERPT));
      add("Cue", this.#document?.words(annotation.cue, EXCERPT));
    }
    add("Role", this.#document?.speaker(annotation)?.role);
    add("Why", annotation.why.join("; "));
    add("How sure", certainty(annotation));
    add("Note", annotation.note);
    const remove = element("button", "quiet remove", "Remove");
    remove.dataset.remove = annotation.id;
    details.append(facts, remove);
    return details;
  }

  /** @param {string | null} id */
  #redraw(id) {
    const old = id ? this.#entries.get(id) : undefined;
    if (!id || !old) return;
    const hadFocus = old.contains(document.activeElement);
    const entry = this.#entry(id);
    if (!entry) return;
    old.replaceWith(entry);
    if (hadFocus) this.#button(entry)?.focus({ preventScroll: true });
  }

  /** One entry can be reached by Tab: the selected one, else the first. */
  #setTabStop() {
    for (const button of this.#root.querySelectorAll('.entry-main[tabindex="0"]')) {
      /** @type {HTMLElement} */ (button).tabIndex = -1;
    }
    const stop = (this.#selected ? this.#entries.get(this.#selected) : undefined) ?? this.#entries.get(this.#shown[0] ?? "");
    const button = this.#button(stop);
    if (button) button.tabIndex = 0;
  }

  /** @param {HTMLElement | undefined} entry @returns {HTMLElement | null} */
  #button(entry) {
    return entry?.querySelector(".entry-main") ?? null;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(event.target instanceof Element)) return;
    const remove = /** @type {HTMLElement | null} */ (event.target.closest("[data-remove]"));
    const entry = /** @type {HTMLElement | null} */ (event.target.closest("[data-id]"));
    if (remove?.dataset.remove) this.#onRemove(remove.dataset.remove);
    else if (entry?.dataset.id && event.target.closest(".entry-main")) this.#onSelect(entry.dataset.id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const entry = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-id]")) : null;
    const id = this.neighbour(entry?.dataset.id ?? null, step);
    if (id) this.#onSelect(id);
  }
}

/** @param {Filter} filter */
function emptyWord(filter) {
  const what = filter === "all" ? "Nothing is marked" : filter === "quote" ? "No quotation is marked" : "No claim is marked";
  return element("p", "empty", `${what} in this article. Select some of its words to mark them yourself.`);
}

/** @param {string} tag @param {string} [className] @param {string} [text] */
function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
