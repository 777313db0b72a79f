// The list of every annotation beside the article.
/** @import { Act, Annotation } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { EXCERPT, detailsOf } from "./details.js";
import { target } from "./document.js";
import { bringIntoView, keepFocus, make } from "./elements.js";
import { LazyChunks } from "./lazy-chunks.js";
import { isField } from "./open.js";
import { verbatimWord } from "./verbatim.js";
import { TYPE_NAMES, kindName } from "./wording.js";

/** Entries drawn at a time, few because the browser lays out all of those near the screen; and about how high one is in pixels. */
const CHUNK_ENTRIES = 10;
const ENTRY_HEIGHT = 96;

/** More changed entries than these are drawn anew with all the others, as they come near the screen. */
const MANY = 200;

/** What the reader has decided about an entry. @param {Annotation} annotation */
const decided = ({ status, machine }) => ({ suggested: "", accepted: machine ? "✓ changed, accepted" : "✓ accepted", edited: "✓ changed", rejected: "✗ rejected" })[status];

/** The annotation list. */
export class ListView {
  #root;
  #onSelect;
  #act;
  /** @type {OpenDocument | null} */ #document = null;
  /** The ids that are listed, in text order. @type {string[]} */
  #shown = [];
  /** The same, by the chunk they are drawn in. @type {string[][]} */
  #chunkIds = [];
  /** @type {LazyChunks | null} */ #chunks = null;
  /** @type {Map<string, HTMLElement>} */ #entries = new Map();
  /** @type {string | null} */ #selected = null;
  /** @type {HTMLElement | null} */ #tabStop = null;

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {(id: string) => void} options.onSelect
   * @param {Act} options.act makes the edits of the selected one
   */
  constructor(root, { onSelect, act }) {
    this.#root = root;
    this.#onSelect = onSelect;
    this.#act = act;
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {OpenDocument} document */
  show(document) {
    keepFocus(this.#root, () => this.#show(document));
  }

  /** @param {OpenDocument} document */
  #show(document) {
    if (document !== this.#document) this.#selected = null;
    this.#document = document;
    this.#chunks?.destroy();
    this.#entries.clear();
    this.#shown = document.annotations().map(({ id }) => id);
    this.#chunkIds = [];
    for (let from = 0; from < this.#shown.length; from += CHUNK_ENTRIES) {
      this.#chunkIds.push(this.#shown.slice(from, from + CHUNK_ENTRIES));
    }
    this.#chunks = new LazyChunks(this.#root, this.#chunkIds.length, {
      fill: (chunk, element) => element.append(...this.#chunkIds[chunk].flatMap((id) => this.#entry(id) ?? [])),
      height: (chunk) => this.#chunkIds[chunk].length * ENTRY_HEIGHT,
    });
    this.#root.setAttribute("role", this.#shown.length > 0 ? "list" : "group");
    if (this.#shown.length === 0) this.#root.append(emptyWord(document));
    if (this.#selected && this.#shown.includes(this.#selected)) this.#chunks.ensure(this.#chunkOf(this.#selected));
    this.#setTabStop();
  }

  /** Lists some changed annotations anew; the others stay where they are. @param {string[]} ids @param {string | null} next which one is about to be selected: no other needs its details */
  refresh(ids, next) {
    if (!this.#document) return;
    const previous = this.#selected;
    this.#selected = next;
    if (previous !== next && previous && !ids.includes(previous)) this.#redraw(previous);
    const before = new Set(this.#shown);
    const now = this.#document.annotations().map(({ id }) => id);
    const isListed = new Set(now);
    const stay = this.#shown.filter((id) => isListed.has(id));
    const staying = now.filter((id) => before.has(id));
    // One whose edge was moved may now stand before another; when others have moved too, all is drawn.
    const moved = new Set(staying.some((id, index) => id !== stay[index]) ? ids : []);
    const others = staying.filter((id) => !moved.has(id));
    const hasMoved = moved.size > 0 && stay.filter((id) => !moved.has(id)).some((id, index) => id !== others[index]);
    if (before.size === 0 || isListed.size === 0 || hasMoved || ids.length > MANY) {
      this.show(this.#document);
      return;
    }
    this.#shown = now;
    keepFocus(this.#root, () => {
      for (const id of ids) {
        if (!isListed.has(id) || moved.has(id)) this.#drop(id);
        else if (before.has(id)) this.#redraw(id);
      }
      for (const id of ids) if (isListed.has(id) && (!before.has(id) || moved.has(id))) this.#insert(id);
    });
    this.#setTabStop();
  }

  /** @param {string | null} id */
  select(id) {
    const previous = this.#selected;
    this.#selected = id;
    if (id && this.#shown.includes(id)) this.#chunks?.ensure(this.#chunkOf(id));
    for (const changed of new Set([previous, id])) this.#redraw(changed);
    this.#setTabStop();
  }

  /** Scrolls to the selected one. @param {{ focus: boolean }} options whether the focus moves to it */
  reveal({ focus }) {
    const entry = this.#selected ? this.#entries.get(this.#selected) : undefined;
    if (entry) bringIntoView(entry, "nearest");
    if (focus) /** @type {HTMLElement | null | undefined} */ (entry?.querySelector(".entry-main"))?.focus();
  }

  /**
   * The shown annotation so many steps after another one, or the nearest end.
   *
   * @param {string | null} id
   * @param {number} steps
   * @param {(id: string) => boolean} [isMeant] others are passed over, and after the last comes the first
   */
  neighbour(id, steps, isMeant) {
    const at = id === null ? -1 : this.#shown.indexOf(id);
    if (isMeant) {
      const from = at < 0 && steps < 0 ? 0 : at;
      const around = steps > 0 ? [...this.#shown.slice(from + 1), ...this.#shown.slice(0, from + 1)] : [...this.#shown.slice(from), ...this.#shown.slice(0, from)].reverse();
      return around.find((other) => other !== id && isMeant(other)) ?? null;
    }
    const position = at < 0 ? 0 : Math.min(Math.max(at + steps, 0), this.#shown.length - 1);
    return this.#shown[position] ?? null;
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
    const entry = make(
      "div",
      { className: `entry ${annotation.type} ${annotation.status}${isSelected ? " selected" : ""}`, role: "listitem", "data-id": id },
      make(
        "button",
        { className: "entry-main", "data-control": "main", ariaExpanded: String(isSelected), tabIndex: -1 },
        make("span", "entry-kind", `${TYPE_NAMES[annotation.type]}, ${kindName(annotation)}`, make("span", "entry-status", [decided(annotation), worth(annotation)].filter((word) => word).join(" · "))),
        make("span", { className: "entry-excerpt", dir: "auto" }, this.#document?.words(target(annotation), isSelected ? undefined : EXCERPT)),
        make("span", { className: "entry-speaker", dir: "auto" }, this.#document?.speakerName(annotation)),
      ),
    );
    if (isSelected && this.#document) entry.append(detailsOf(annotation, this.#document, this.#act));
    this.#entries.set(annotation.id, entry);
    return entry;
  }

  /** @param {string | null} id */
  #redraw(id) {
    const old = id ? this.#entries.get(id) : undefined;
    if (!id || !old) return;
    const entry = this.#entry(id);
    if (!entry) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!old.contains(focused) || !/^(note|tags)$/.test(focused?.dataset.control ?? "")) return keepFocus(this.#root, () => old.replaceWith(entry));
    // Whoever is writing keeps the field as it is.
    for (const part of [".entry-main", ".decide", "dl"]) {
      const drawn = entry.querySelector(part);
      if (drawn) old.querySelector(part)?.replaceWith(drawn);
    }
    old.className = entry.className;
    this.#entries.set(id, old);
  }

  /** One entry can be reached by Tab: the selected one, else the first. */
  #setTabStop() {
    if (this.#tabStop) this.#tabStop.tabIndex = -1;
    const stop = (this.#selected ? this.#entries.get(this.#selected) : undefined) ?? this.#entries.get(this.#shown[0] ?? "");
    this.#tabStop = stop?.querySelector(".entry-main") ?? null;
    if (this.#tabStop) this.#tabStop.tabIndex = 0;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!(event.target instanceof Element)) return;
    const entry = /** @type {HTMLElement | null} */ (event.target.closest("[data-id]"));
    if (entry?.dataset.id && event.target.closest(".entry-main")) this.#onSelect(entry.dataset.id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    event.preventDefault();
    const entry = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-id]")) : null;
    const id = this.neighbour(entry?.dataset.id ?? null, step);
    if (id) this.#onSelect(id);
  }
}

/** How much a claim is worth checking, or what a transcript has of a quotation. @param {Annotation} annotation */
function worth(annotation) {
  if (annotation.type === "quote") return verbatimWord(annotation);
  return annotation.score !== null ? `${Math.round(annotation.score * 100)} of 100` : "";
}

/** @param {OpenDocument} document */
function emptyWord({ all, filter }) {
  const isHidden = all.some(({ type, status }) => status !== "rejected" && (filter.view === "all" || type === filter.view));
  const what = filter.view === "claim" ? "No claim is marked" : filter.view === "quote" ? "No quotation is marked" : "Nothing is marked";
  const words = isHidden ? "The filter lets no mark through." : `${what} in this article. Select some of its words to mark them yourself.`;
  return make("p", "empty", words);
}
