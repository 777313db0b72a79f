// Handles at both ends of the selected mark: dragged, they move where it begins and ends, by whole words. They are
// for mouse and touch; the keyboard has its own commands for the same.
/** @import { Act, Annotation, Span } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { afterFrame, byId } from "./elements.js";

/** The name of the highlight that shows where a drag would lead. */
const PREVIEW = "sayso-drag";

export class Handles {
  #options;
  #start = byId("handle-start");
  #end = byId("handle-end");
  /** @type {AbortController | null} */ #drag = null;

  /**
   * @param {HTMLElement} root the article
   * @param {object} options
   * @param {() => OpenDocument | null} options.document
   * @param {() => Annotation | undefined} options.selected
   * @param {(x: number, y: number) => number | null} options.offsetAt
   * @param {(span: Span) => Range | null} options.rangeOf
   * @param {Act} options.act
   */
  constructor(root, options) {
    this.#options = options;
    for (const [handle, edge] of /** @type {const} */ ([[this.#start, "start"], [this.#end, "end"]])) {
      handle.addEventListener("pointerdown", (event) => this.#begin(event, handle, edge));
    }
    new ResizeObserver(() => this.show()).observe(root);
    addEventListener("resize", () => this.show());
  }

  /** Puts them where the selected mark is, soon: asked for at once, it would be laid out once more. */
  show() {
    afterFrame("handles", () => this.#place());
  }

  #place() {
    const mark = this.#options.selected();
    const spans = mark && mark.status !== "rejected" ? target(mark) : [];
    for (const [handle, span, edge] of /** @type {const} */ ([[this.#start, spans[0], "left"], [this.#end, spans.at(-1), "right"]])) {
      const range = span && this.#options.rangeOf(span);
      const rects = range?.getClientRects() ?? [];
      const rect = handle === this.#start ? rects[0] : rects[rects.length - 1];
      handle.hidden = !range || !rect;
      if (!range || !rect) continue;
      // Where the text runs from the right, so does the mark.
      const isRight = getComputedStyle(/** @type {Element} */ (range.startContainer.parentElement)).direction === "rtl";
      const side = isRight ? { left: /** @type {const} */ ("right"), right: /** @type {const} */ ("left") }[edge] : edge;
      handle.className = `handle ${side}`;
      handle.style.left = `${rect[side] + scrollX}px`;
      handle.style.top = `${rect.bottom + scrollY}px`;
    }
  }

  /** @param {PointerEvent} event @param {HTMLElement} handle @param {"start" | "end"} edge */
  #begin(event, handle, edge) {
    const mark = this.#options.selected();
    if (!mark) return;
    // The focus stays where keys act on the mark.
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    this.#drag = new AbortController();
    const { signal } = this.#drag;
    // The pointer holds the handle, which hangs below the words.
    const box = handle.getBoundingClientRect();
    const [dx, dy] = [(handle.classList.contains("left") ? box.right : box.left) - event.clientX, box.top - 8 - event.clientY];
    /** @type {ReturnType<OpenDocument["withEdgeAt"]>} */ let draft = null;
    handle.addEventListener("pointermove", (move) => {
      const at = this.#options.offsetAt(move.clientX + dx, move.clientY + dy);
      draft = (at !== null && this.#options.document()?.withEdgeAt(mark, edge, at)) || draft;
      this.#preview(draft);
    }, { signal });
    handle.addEventListener("pointerup", () => {
      this.#finish();
      if (draft) this.#options.act({ do: "body", id: mark.id, body: draft }, `${edge === "start" ? "Begins" : "Ends"} elsewhere.`);
    }, { signal });
    handle.addEventListener("pointercancel", () => this.#finish(), { signal });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#finish(), { signal });
  }

  #finish() {
    this.#drag?.abort();
    this.#preview(null);
  }

  /** @param {ReturnType<OpenDocument["withEdgeAt"]>} draft */
  #preview(draft) {
    const spans = (draft?.type === "quote" ? draft.content : draft?.span) ?? [];
    const ranges = spans.flatMap((span) => this.#options.rangeOf(span) ?? []);
    CSS.highlights?.set(PREVIEW, new Highlight(...ranges));
  }
}
