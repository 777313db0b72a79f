// Marks what the reader has selected in the article: a small toolbar, and the keyboard's way to it.
/** @import { Act, Annotation, AnnotationType, Span } from "./types.js" */
import { drafted, target } from "./document.js";
import { TYPE_NAMES, counted } from "./wording.js";

/** Space between the selection and the toolbar, in pixels. */
const GAP = 8;

/** The toolbar that appears over a selection. */
export class SelectionToolbar {
  #toolbar;
  #article;
  #options;
  #frame = 0;

  /**
   * @param {HTMLElement} toolbar with one `data-add` button a type, one `data-part` button for each part of the selected mark, and a `data-cut` and a `data-reject` button
   * @param {HTMLElement} article
   * @param {object} options
   * @param {() => Span[]} options.spans what is selected, in whole words
   * @param {(spans: Span[]) => Annotation[]} options.claimsIn the claims that are marked there
   * @param {() => Annotation | undefined} options.selected the mark that the words can be made a part of
   * @param {() => number} options.floor how far down the window the article can be seen
   * @param {Act} options.act
   */
  constructor(toolbar, article, options) {
    this.#toolbar = toolbar;
    this.#article = article;
    this.#options = options;
    document.addEventListener("selectionchange", () => this.#placeSoon());
    addEventListener("resize", () => this.#placeSoon());
    // Pressing a button must not take the selection away before it is read.
    toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
    toolbar.addEventListener("click", (event) => this.#click(event));
    toolbar.addEventListener("keydown", (event) => event.key === "Escape" && this.dismiss());
    article.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Marks the selection, if there is one. @param {AnnotationType} type */
  add(type) {
    const spans = this.#options.spans();
    if (spans.length > 0) this.#do({ do: "add", body: drafted(type, spans) }, `${TYPE_NAMES[type]} added.`);
  }

  /** Makes the selection a part of the selected mark: what it marks, its source or its cue. @param {string} part */
  #setPart(part) {
    const [mark, spans] = [this.#options.selected(), this.#options.spans()];
    if (!mark || spans.length === 0) return;
    const { id, type } = mark;
    this.#do({ do: "body", id, body: part === "target" ? drafted(type, spans) : { type, [part]: spans } }, `${TYPE_NAMES[type]} changed.`);
  }

  /** Cuts the selected mark in two, before the selection. */
  cut() {
    const [mark, [at]] = [this.#options.selected(), this.#options.spans()];
    if (mark && at) this.#do({ do: "cut", id: mark.id, at }, `${TYPE_NAMES[mark.type]} cut in two.`);
  }

  /** Whether there is something of the selected mark on both sides of where the selection begins. */
  #canCut() {
    const [mark, [at]] = [this.#options.selected(), this.#options.spans()];
    const marked = mark && at ? target(mark) : [];
    return marked.length > 0 && marked[0][0] < at[0] && at[0] < marked[marked.length - 1][1];
  }

  /** Rejects the claims in the selection. */
  #reject() {
    const ids = this.#options.claimsIn(this.#options.spans()).map(({ id }) => id);
    this.#do({ do: "review", ids, status: "rejected" }, `${counted(ids.length, "claim")} rejected.`);
  }

  /** @type {Act} */
  #do(edit, words) {
    this.#options.act(edit, words);
    this.dismiss();
  }

  dismiss() {
    getSelection()?.removeAllRanges();
    this.#toolbar.hidden = true;
  }

  #placeSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#place());
  }

  #place() {
    const selection = getSelection();
    const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const isInArticle = range !== null && range.intersectsNode(this.#article) && range.toString().trim() !== "";
    if (!isInArticle) {
      // Focus inside the toolbar has taken the selection along in some browsers: keep it open then.
      if (!this.#toolbar.contains(document.activeElement)) this.#toolbar.hidden = true;
      return;
    }
    this.#toolbar.hidden = false;
    const selected = this.#options.selected();
    const hasClaims = this.#options.claimsIn(this.#options.spans()).length > 0;
    for (const button of this.#toolbar.querySelectorAll("button")) {
      const { part, cut, reject } = button.dataset;
      if (reject !== undefined) button.hidden = !hasClaims;
      else if (cut !== undefined) button.hidden = !this.#canCut();
      else if (part) button.hidden = !selected || (part !== "target" && selected.type !== "quote");
    }
    const around = range.getBoundingClientRect();
    const { width, height } = this.#toolbar.getBoundingClientRect();
    // On touch screens the system's own menu is above the selection, so this one goes below.
    const lowest = this.#options.floor() - height - GAP;
    const isRoom = around.top >= height + 72;
    const below = !isRoom || (matchMedia("(pointer: coarse)").matches && around.bottom + GAP <= lowest);
    const top = Math.min(below ? around.bottom + GAP : around.top - height - GAP, lowest);
    const left = Math.min(Math.max(around.left + (around.width - width) / 2, GAP), document.documentElement.clientWidth - width - GAP);
    this.#toolbar.style.top = `${top + scrollY}px`;
    this.#toolbar.style.left = `${left + scrollX}px`;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { add, part, cut, reject } = button?.dataset ?? {};
    if (add) this.add(/** @type {AnnotationType} */ (add));
    else if (part) this.#setPart(part);
    else if (cut !== undefined) this.cut();
    else if (reject !== undefined) this.#reject();
  }

  /** Shift and arrows select from the focused mark on. @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.shiftKey || !(event.target instanceof Element)) return;
    const direction = { ArrowRight: "forward", ArrowDown: "forward", ArrowLeft: "backward", ArrowUp: "backward" }[event.key];
    if (!direction) return;
    event.preventDefault();
    extend(event.target, direction, event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : "word");
  }
}

/** @param {Element} from where a new selection begins @param {string} direction @param {string} unit */
function extend(from, direction, unit) {
  const selection = getSelection();
  if (!selection) return;
  if (selection.isCollapsed) selection.collapse(from, 0);
  selection.modify("extend", direction, unit);
}
