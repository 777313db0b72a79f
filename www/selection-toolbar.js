// Marks what the reader has selected in the article: a small toolbar, and the keyboard's way to it.
/** @import { AnnotationType, Edit, Span } from "./types.js" */

/** Space between the selection and the toolbar, in pixels. */
const GAP = 8;

/** The toolbar that appears over a selection. */
export class SelectionToolbar {
  #toolbar;
  #article;
  #spans;
  #onAdd;
  #frame = 0;

  /**
   * @param {HTMLElement} toolbar with one `data-add` button a type
   * @param {HTMLElement} article
   * @param {object} options
   * @param {() => Span[]} options.spans what is selected, in whole words
   * @param {(edit: Edit) => void} options.onAdd
   */
  constructor(toolbar, article, { spans, onAdd }) {
    this.#toolbar = toolbar;
    this.#article = article;
    this.#spans = spans;
    this.#onAdd = onAdd;
    document.addEventListener("selectionchange", () => this.#placeSoon());
    addEventListener("resize", () => this.#placeSoon());
    // Pressing a button must not take the selection away before it is read.
    toolbar.addEventListener("pointerdown", (event) => event.preventDefault());
    toolbar.addEventListener("click", (event) => this.#click(event));
    toolbar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.dismiss();
    });
    article.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Marks the selection, if there is one. @param {AnnotationType} type */
  add(type) {
    const spans = this.#spans();
    if (spans.length === 0) return;
    this.#onAdd({ do: "add", body: type === "quote" ? { type, content: spans } : { type, span: spans } });
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
    const around = range.getBoundingClientRect();
    const { width, height } = this.#toolbar.getBoundingClientRect();
    // On touch screens the system's own menu is above the selection, so this one goes below.
    const below = matchMedia("(pointer: coarse)").matches || around.top < height + 72;
    const top = below ? Math.min(around.bottom + GAP, innerHeight - height - GAP) : around.top - height - GAP;
    const left = Math.min(Math.max(around.left + (around.width - width) / 2, GAP), document.documentElement.clientWidth - width - GAP);
    this.#toolbar.style.top = `${top + scrollY}px`;
    this.#toolbar.style.left = `${left + scrollX}px`;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-add]")) : null;
    if (button) this.add(/** @type {AnnotationType} */ (button.dataset.add));
  }

  /** Shift and arrows select from the focused mark on; Q and C mark, only while the focus is in the text. @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const direction = { arrowright: "forward", arrowdown: "forward", arrowleft: "backward", arrowup: "backward" }[key];
    if (event.shiftKey && direction && event.target instanceof Element) {
      event.preventDefault();
      extend(event.target, direction, key === "arrowup" || key === "arrowdown" ? "line" : "word");
    } else if (key === "q" || key === "c") {
      this.add(key === "q" ? "quote" : "claim");
    }
  }
}

/** @param {Element} from where a new selection begins @param {string} direction @param {string} unit */
function extend(from, direction, unit) {
  const selection = getSelection();
  if (!selection) return;
  if (selection.isCollapsed) selection.collapse(from, 0);
  selection.modify("extend", direction, unit);
}
