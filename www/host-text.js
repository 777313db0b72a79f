// Reads the text of somebody else's live page, and knows the way back to its text nodes.
/** @import { Article, BlockKind, Span } from "./types.js" */

/** Elements that hold no text of an article: the same that the core leaves out of HTML. */
const UNREAD = new Set(
  ("script style noscript template nav aside footer dialog menu iframe object embed audio video canvas map button " +
    "select option input textarea datalist progress meter title rt rp svg sayso-annotator sayso-panel").split(" "),
);

/** Elements that are blocks even where a page's style makes them something else. */
const BLOCKS = new Set(
  ("p div section article main header hgroup ul ol dl dt dd table tbody thead tfoot tr td th figure address form fieldset " +
    "legend details summary center hr pre body").split(" "),
);

/** What kind of block an element is by its name. @type {Record<string, BlockKind>} */
const KINDS = {
  h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading",
  li: "list-item", blockquote: "blockquote", figcaption: "caption", caption: "caption",
};

/** A word, white space as the page may break it, or characters that nobody sees. */
const PARTS = /[^\s\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+|\s+/g;

/** A stretch of the text that stands in one node without a gap. @typedef {{ node: Text, from: number, at: number, length: number }} Stretch */

/** The text under an element as it was when it was read. */
export class HostText {
  text = "";
  /** @type {Article["blocks"]} */
  blocks = [];
  /** The document that it stands in: not this script's own where the article is in a frame. */
  page;
  /** The element's document or shadow root, and all shadow roots in it. @type {Set<Document | ShadowRoot>} */
  roots = new Set();
  /** In text order. @type {Stretch[]} */
  #stretches = [];
  /** @type {Map<Node, Stretch[]>} */
  #byNode = new Map();
  #blockStart = 0;
  #breaks = 0;
  #quotes = 0;
  #hasHeadline = false;
  /** White space that is text only if more text follows. @type {{ node: Text | null, from: number } | null} */
  #space = null;

  /** @param {Element} root */
  constructor(root) {
    this.page = root.ownerDocument;
    this.roots.add(/** @type {Document | ShadowRoot} */ (root.getRootNode()));
    this.#children(root, "paragraph");
    this.#endBlock("paragraph");
  }

  /** What the browser must be given to look into them. */
  get shadowRoots() {
    return /** @type {ShadowRoot[]} */ ([...this.roots].filter((root) => root !== this.page));
  }

  /** Where a stretch of the text stands on the page: one range for each text node. @param {Span} span @returns {StaticRange[]} */
  ranges([start, end]) {
    /** @type {StaticRangeInit[]} */
    const found = [];
    for (let i = this.#indexAt(start); i < this.#stretches.length && this.#stretches[i].at < end; i++) {
      const { node, from, at, length } = this.#stretches[i];
      const startOffset = from + Math.max(0, start - at);
      const endOffset = from + Math.min(length, end - at);
      const last = found.at(-1);
      // What lies between two stretches of one node is white space.
      if (last?.endContainer === node) last.endOffset = endOffset;
      else if (startOffset < endOffset) found.push({ startContainer: node, startOffset, endContainer: node, endOffset });
    }
    return found.filter(({ startContainer, endOffset }) => endOffset <= (startContainer.nodeValue?.length ?? 0)).map((range) => new StaticRange(range));
  }

  /** The offset in the text of a place on the page; null for one that was not read. @param {Node} node @param {number} offset */
  offsetOf(node, offset) {
    const stretch = this.#byNode.get(node)?.findLast(({ from }) => from <= offset);
    return stretch ? stretch.at + Math.min(stretch.length, offset - stretch.from) : null;
  }

  /** What is selected on the page, one stretch a block. @param {AbstractRange} range @returns {Span[]} */
  spans({ startContainer, startOffset, endContainer, endOffset }) {
    const range = this.page.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    const inside = this.#stretches.filter(({ node }) => range.intersectsNode(node));
    if (inside.length === 0) return [];
    const last = inside[inside.length - 1];
    const start = this.offsetOf(startContainer, startOffset) ?? inside[0].at;
    // What ends in the white space that a node begins with has none of its words.
    const isBefore = last.node === endContainer && endOffset <= last.from;
    const end = this.offsetOf(endContainer, endOffset) ?? (isBefore ? last.at : last.at + last.length);
    const clipped = this.blocks.map((block) => /** @type {Span} */ ([Math.max(start, block.start), Math.min(end, block.end)]));
    return clipped.filter(([from, to]) => from < to);
  }

  /** The stretch over an offset, or the first after it. @param {number} offset */
  #indexAt(offset) {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle].at + this.#stretches[middle].length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {Element | ShadowRoot} parent @param {BlockKind} kind */
  #children(parent, kind) {
    const shadow = "shadowRoot" in parent ? parent.shadowRoot : null;
    if (shadow) this.roots.add(shadow);
    const slotted = "assignedNodes" in parent ? /** @type {HTMLSlotElement} */ (parent).assignedNodes() : [];
    for (const node of slotted.length > 0 ? slotted : (shadow ?? parent).childNodes) {
      // Nodes of a frame are no instances of this window's classes.
      if (node.nodeType === Node.ELEMENT_NODE) this.#element(/** @type {Element} */ (node), kind);
      else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) this.#words(/** @type {Text} */ (node));
    }
  }

  /** @param {Element} element @param {BlockKind} around */
  #element(element, around) {
    const name = element.localName;
    if (UNREAD.has(name) || element.getAttribute("aria-hidden") === "true" || element.hasAttribute("hidden")) return;
    const { display, visibility } = getComputedStyle(element);
    if (display === "none" || visibility === "hidden") return;
    if (name === "br") return this.#lineBreak(around);
    if (name === "q") return this.#quotation(element, around);
    const isHeadline = name === "h1" && !this.#hasHeadline;
    const own = isHeadline ? "headline" : KINDS[name];
    if (!own && !BLOCKS.has(name) && /^(inline|contents|ruby|none)/.test(display)) return this.#children(element, around);
    this.#endBlock(around);
    // A heading in a quotation, or a paragraph in a list, is part of it.
    const kind = around === "paragraph" ? (own ?? around) : around;
    const before = this.blocks.length;
    this.#children(element, kind);
    this.#endBlock(kind);
    this.#hasHeadline ||= isHeadline && this.blocks.length > before;
  }

  /** One break keeps words apart, two end a paragraph. @param {BlockKind} kind */
  #lineBreak(kind) {
    if (++this.#breaks > 1) this.#endBlock(kind);
    else this.#space ??= { node: null, from: 0 };
  }

  /** The page shows quotation marks that are in none of its nodes. @param {Element} element @param {BlockKind} kind */
  #quotation(element, kind) {
    const [open, close] = this.#quotes++ % 2 === 0 ? "“”" : "‘’";
    this.#add(open, null, 0);
    this.#children(element, kind);
    this.#space = null;
    this.#add(close, null, 0);
    this.#quotes--;
  }

  /** @param {Text} node */
  #words(node) {
    for (const { 0: part, index } of node.data.matchAll(PARTS)) {
      if (/\s/.test(part[0])) this.#space ??= { node, from: index };
      else this.#add(part, node, index);
    }
  }

  /** @param {string} words @param {Text | null} node @param {number} from */
  #add(words, node, from) {
    if (this.#blockStart === this.text.length && this.text !== "") {
      this.text += "\n\n";
      this.#blockStart = this.text.length;
    } else if (this.#space && this.text !== "") {
      this.#append(" ", this.#space.node, this.#space.from);
    }
    this.#space = null;
    this.#breaks = 0;
    this.#append(words, node, from);
  }

  /** @param {string} words @param {Text | null} node @param {number} from */
  #append(words, node, from) {
    const at = this.text.length;
    this.text += words;
    if (!node) return;
    const last = this.#stretches.at(-1);
    if (last?.node === node && last.from + last.length === from && last.at + last.length === at) {
      last.length += words.length;
      return;
    }
    const stretch = { node, from, at, length: words.length };
    this.#stretches.push(stretch);
    const known = this.#byNode.get(node);
    if (known) known.push(stretch);
    else this.#byNode.set(node, [stretch]);
  }

  /** @param {BlockKind} kind */
  #endBlock(kind) {
    [this.#space, this.#breaks] = [null, 0];
    if (this.text.length > this.#blockStart) this.blocks.push({ kind, start: this.#blockStart, end: this.text.length });
    this.#blockStart = this.text.length;
  }
}
