// Sets the article as an article, with its marks in the text.
/** @import { Annotation, Piece, Segment, Span } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { afterFrame, bringIntoView, make } from "./elements.js";
import { FragmentIndex } from "./fragments.js";
import { LazyChunks } from "./lazy-chunks.js";
import { inSlices } from "./slices.js";
import { cutIntoPieces, cutIntoSegments } from "./segments.js";
import { caretAt, domPosition, lengthBefore, selectedSpans } from "./text-position.js";
import { dateInWords } from "./wording.js";

/** Text of about this many UTF-16 units is drawn at a time. */
const CHUNK_LENGTH = 3_000;

/** Which element a block is. Everything else is a paragraph. @type {Record<string, string>} */
const ELEMENTS = { headline: "h1", heading: "h2", "list-item": "li", blockquote: "blockquote" };

/** The blocks that stand over an article. */
const FRONT_MATTER = new Set(["section", "headline", "deck", "byline", "dateline"]);

/** An article that is ready to be shown. @typedef {{ document: OpenDocument, pieces: Piece[], fragments: FragmentIndex }} Prepared */

/** The article column. */
export class ArticleView {
  #root;
  #onPick;
  #nameOf;
  /** @type {OpenDocument | null} */ #document = null;
  /** @type {Piece[]} */ #pieces = [];
  /** The first piece of each chunk. @type {number[]} */
  #chunkStarts = [];
  #fragments = new FragmentIndex([]);
  /** @type {LazyChunks | null} */ #chunks = null;
  /** @type {Map<number, HTMLElement>} */ #elements = new Map();
  /** Marks that the focus is about to leave. @type {Set<HTMLElement>} */ #leaving = new Set();
  /** Which stretch of text a node shows. @type {WeakMap<Node, string>} */ #keys = new WeakMap();
  /** @type {string | null} */ #selected = null;
  /** The annotation that the Tab key leads to. @type {string | null} */
  #tabStop = null;

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {(ids: string[]) => void} options.onPick told the annotations under what was chosen, innermost first
   * @param {(annotation: Annotation) => string} options.nameOf
   */
  constructor(root, { onPick, nameOf }) {
    this.#root = root;
    this.#onPick = onPick;
    this.#nameOf = nameOf;
    root.addEventListener("click", (event) => this.#pick(event));
    root.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && this.#pick(event));
  }

  /** Works out in slices what {@link ArticleView.show} needs, while another article is on the screen. @param {OpenDocument} document @returns {Promise<Prepared>} */
  async prepare(document) {
    const pieces = cutIntoPieces(document.article);
    const fragments = new FragmentIndex(pieces);
    fragments.setScare(document.scare);
    await inSlices(document.all, (annotation) => fragments.set(annotation, false));
    return { document, pieces, fragments };
  }

  /** @param {Prepared} prepared */
  show({ document, pieces, fragments }) {
    this.#chunks?.destroy();
    this.#document = document;
    this.#pieces = pieces;
    this.#fragments = fragments;
    this.#selected = null;
    this.#elements.clear();
    this.#tabStop = document.annotations()[0]?.id ?? null;
    this.#chunkStarts = chunkStarts(pieces);
    this.#root.lang = document.article.lang ?? "";
    this.#chunks = new LazyChunks(this.#root, this.#chunkStarts.length, {
      fill: (chunk, element) => this.#fill(chunk, element),
      height: (chunk) => this.#pieces.slice(...this.#range(chunk)).reduce((sum, piece) => sum + 30 + (piece.end - piece.start) / 2.2, 0),
    });
    this.#addMissingFrontMatter();
  }

  /** Draws again what some changed annotations touch. @param {string[]} ids */
  refresh(ids) {
    const touched = new Set();
    for (const id of ids) {
      for (const piece of this.#fragments.piecesOf(id)) touched.add(piece);
      const annotation = this.#document?.annotation(id);
      if (annotation) this.#fragments.set(annotation, id === this.#selected);
      else this.#fragments.delete(id);
      for (const piece of this.#fragments.piecesOf(id)) touched.add(piece);
    }
    this.#draw(touched);
  }

  /** Draws everything anew, as the filter has it now. */
  refilter() {
    if (!this.#tabStop || !this.#document?.isShown(this.#tabStop)) this.#tabStop = this.#document?.annotations()[0]?.id ?? null;
    this.#chunks?.redraw();
  }

  /** @param {string | null} id */
  select(id) {
    const changed = new Set([this.#selected, this.#tabStop, id]);
    this.#selected = id;
    if (id) this.#tabStop = id;
    this.refresh([...changed].filter((one) => one !== null));
    const piece = id ? this.#fragments.firstPieceOf(id) : undefined;
    if (piece !== undefined) this.#chunks?.ensure(this.#chunkOf(piece));
  }

  /** Scrolls to the selected annotation. @param {{ block: ScrollLogicalPosition, focus: boolean }} options where to; whether the focus moves to it */
  reveal({ block, focus }) {
    const marks = this.#selected ? this.#marksOf(this.#selected) : [];
    // Its end first: where not all of it has room, its beginning is what is seen.
    for (const mark of new Set([marks.at(-1), marks[0]])) if (mark) bringIntoView(mark, block);
    if (focus) marks[0]?.focus({ preventScroll: true });
  }

  /** What the reader has selected, in whole words. */
  selectedSpans() {
    const text = this.#document?.article.text ?? "";
    return selectedSpans(this.#root, text, (piece) => this.#pieces[piece]);
  }

  /** The words of a span as they stand on the page. @param {Span} span @returns {Range | null} null when some of them are not drawn yet */
  rangeOf([start, end]) {
    const [first, last] = [this.#fragments.pieceAt(start), this.#fragments.pieceAt(end - 1)];
    const [from, to] = [this.#elements.get(first), this.#elements.get(last)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...domPosition(from, start - this.#pieces[first].start));
    range.setEnd(...domPosition(to, end - this.#pieces[last].start));
    return range;
  }

  /** Selects words, as the reader would. @param {Span} span */
  choose(span) {
    this.#chunks?.ensure(this.#chunkOf(this.#fragments.pieceAt(span[0])));
    this.#chunks?.ensure(this.#chunkOf(this.#fragments.pieceAt(span[1] - 1)));
    const range = this.rangeOf(span);
    if (!range) return;
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }

  /** The offset in the text under a point of the window. @param {number} x @param {number} y @returns {number | null} */
  offsetAt(x, y) {
    const [node, offset] = caretAt(document, x, y);
    const element = node instanceof Element ? node : node?.parentElement;
    const block = /** @type {HTMLElement | null} */ (element?.closest("[data-piece]") ?? null);
    if (!node || !block || !this.#root.contains(block)) return null;
    return this.#pieces[Number(block.dataset.piece)].start + lengthBefore(block, node, offset);
  }

  /** @param {Event} event */
  #pick(event) {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    if (!mark || !(getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    // What is about to be drawn again may show more than the filter lets through.
    const ids = (mark.dataset.ids ?? "").split(" ").filter((id) => this.#document?.isShown(id));
    if (ids.length > 0) this.#onPick(ids);
  }

  /** Where the text of an annotation begins, the elements that it has there. @param {string} id @returns {HTMLElement[]} */
  #marksOf(id) {
    const element = this.#elements.get(this.#fragments.firstPieceOf(id) ?? -1);
    return [.../** @type {NodeListOf<HTMLElement>} */ (element?.querySelectorAll(`mark[data-ids~="${CSS.escape(id)}"]`) ?? [])];
  }

  /** What is known about the article but stands in none of its blocks. */
  #addMissingFrontMatter() {
    const article = this.#document?.article;
    if (!article) return;
    const has = new Set(this.#pieces.slice(0, 20).map(({ kind }) => kind));
    const facts = [
      has.has("byline") ? null : article.byline,
      has.has("dateline") || !article.published ? null : dateInWords(article.published),
      article.site,
    ].filter((fact) => fact);
    const headline = has.has("headline") ? [] : [make("h1", article.title ? "headline" : "visually-hidden", article.title ?? "Article without a headline")];
    const parts = [...headline, ...(facts.length > 0 ? [make("p", "facts", facts.join(" · "))] : [])];
    const last = this.#pieces.slice(0, 20).findLastIndex(({ kind }) => FRONT_MATTER.has(kind));
    const before = this.#elements.get(last);
    if (before) before.after(...parts);
    else this.#root.prepend(...parts);
    if (article.section && !has.has("section")) this.#root.prepend(make("p", "section", article.section));
  }

  /** @param {number} chunk @returns {[number, number]} */
  #range(chunk) {
    return [this.#chunkStarts[chunk], this.#chunkStarts[chunk + 1] ?? this.#pieces.length];
  }

  /** @param {number} piece */
  #chunkOf(piece) {
    return this.#chunkStarts.findLastIndex((start) => start <= piece);
  }

  /** @param {number} chunk @param {HTMLElement} element */
  #fill(chunk, element) {
    const [from, to] = this.#range(chunk);
    if (this.#elements.has(from)) {
      this.#draw(Array.from({ length: to - from }, (_, at) => from + at));
      return;
    }
    /** @type {HTMLElement | null} */ let list = null;
    for (let piece = from; piece < to; piece++) {
      const { kind, continued } = this.#pieces[piece];
      const block = document.createElement(ELEMENTS[kind] ?? "p");
      block.className = `block ${kind}`;
      block.classList.toggle("continued", continued);
      block.dataset.piece = String(piece);
      block.dir = "auto";
      this.#elements.set(piece, block);
      this.#drawPiece(piece, block);
      if (kind !== "list-item") {
        list = null;
        element.append(block);
        continue;
      }
      if (!list) element.append((list = document.createElement("ul")));
      list.append(block);
    }
  }

  /** Draws pieces that are on the page already. @param {Iterable<number>} pieces */
  #draw(pieces) {
    const focused = document.activeElement;
    const ids = focused instanceof HTMLElement && this.#root.contains(focused) ? focused.dataset.ids : undefined;
    for (const piece of pieces) {
      const element = this.#elements.get(piece);
      if (element) this.#drawPiece(piece, element);
    }
    // A mark that has other ends now was replaced: whoever uses the keyboard must not lose the place.
    if (ids && focused && !focused.isConnected && this.#tabStop) this.#marksOf(this.#tabStop)[0]?.focus({ preventScroll: true });
  }

  /** Draws a piece; what stands in it already stays, and with it the focus. @param {number} piece @param {HTMLElement} element */
  #drawPiece(piece, element) {
    const { start, end } = this.#pieces[piece];
    const fragments = this.#fragments.in(piece).filter(({ id, role }) => role === "scare" || this.#document?.isShown(id));
    const segments = cutIntoSegments(start, end, fragments);
    const keyOf = (/** @type {Segment} */ { start, end, marks }) => `${start} ${end} ${marks.length > 0}`;
    const wanted = new Set(segments.map(keyOf));
    // Nodes and segments are both in text order.
    let next = element.firstChild;
    const passGone = () => {
      while (next && !wanted.has(this.#keys.get(next) ?? "")) {
        const gone = next;
        next = gone.nextSibling;
        gone.remove();
      }
    };
    for (const segment of segments) {
      passGone();
      const key = keyOf(segment);
      let node = next && this.#keys.get(next) === key ? next : null;
      if (node) next = node.nextSibling;
      else {
        node = element.insertBefore(this.#made(segment), next);
        this.#keys.set(node, key);
      }
      if (node instanceof HTMLElement) this.#dress(node, segment, start);
    }
    passGone();
  }

  /** @param {Segment} segment @returns {HTMLElement | Text} */
  #made({ start, end, marks }) {
    const text = this.#document?.article.text.slice(start, end) ?? "";
    return marks.length > 0 ? make("mark", {}, text) : document.createTextNode(text);
  }

  /** Gives a mark its looks and its name. @param {HTMLElement} mark @param {Segment} segment @param {number} pieceStart */
  #dress(mark, { start, marks }, pieceStart) {
    const targets = marks.filter(({ role }) => role === "target");
    const begun = targets.filter((one) => one.start === start || start === pieceStart);
    const isScare = targets.length === 0 && marks.some(({ role }) => role === "scare");
    const tabIndex = begun.some(({ id }) => id === this.#tabStop && start === this.#startOf(id)) ? "0" : "-1";
    /** @type {Record<string, string>} */
    const attributes = {
      class: marksClass(marks, this.#selected),
      title: isScare ? "In quotation marks, but nobody is quoted" : "",
      "data-ids": targets.map(({ id }) => id).join(" "),
      tabindex: targets.length > 0 ? tabIndex : "",
      // A mark that is cut in several is named where it begins.
      "aria-description": begun.flatMap(({ id }) => this.#document?.annotation(id) ?? []).map(this.#nameOf).join("; "),
    };
    for (const [name, value] of Object.entries(attributes)) {
      if (value === (mark.getAttribute(name) ?? "")) continue;
      // The browser would look at once whether the mark can keep the focus, which is about to leave it.
      if (value === "-1" && mark === document.activeElement) {
        this.#leaving.add(mark);
        afterFrame("tab stop", () => this.#leave());
      } else if (value) mark.setAttribute(name, value);
      else mark.removeAttribute(name);
    }
  }

  /** Takes marks that had the focus out of the reach of Tab, unless one of them is where it leads again. */
  #leave() {
    for (const mark of this.#leaving) {
      const begins = (this.#keys.get(mark) ?? "").split(" ")[0] === String(this.#startOf(this.#tabStop ?? ""));
      if (!begins || !mark.dataset.ids?.split(" ").includes(this.#tabStop ?? "")) mark.tabIndex = -1;
    }
    this.#leaving.clear();
  }

  /** Where an annotation's own text begins. @param {string} id */
  #startOf(id) {
    const annotation = this.#document?.annotation(id);
    return annotation && target(annotation)[0]?.[0];
  }
}

/** @param {import("./types.js").Fragment[]} marks @param {string | null} selected */
function marksClass(marks, selected) {
  const classes = new Set();
  const quotes = new Set();
  for (const { id, role, type } of marks) {
    classes.add(role === "target" ? type : role);
    if (role === "target" && type === "quote") quotes.add(id);
    if (role === "target" && id === selected) classes.add("selected").add(`selected-${type}`);
  }
  if (quotes.size > 1) classes.add("nested");
  return [...classes].join(" ");
}

/** @param {Piece[]} pieces @returns {number[]} the first piece of each chunk */
function chunkStarts(pieces) {
  /** @type {number[]} */ const starts = [];
  let length = CHUNK_LENGTH;
  pieces.forEach(({ start, end }, piece) => {
    if (length >= CHUNK_LENGTH) {
      starts.push(piece);
      length = 0;
    }
    length += end - start;
  });
  return starts;
}
