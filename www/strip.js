// The marks over the article's length, in its margin: where they are, and a way to them by pointer. The list has
// the same for the keyboard and for screen readers.
/** @import { Annotation, AnnotationType } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { afterFrame, byId } from "./elements.js";

/** How many places the article's length is told apart in: the height of the drawing in index.html. */
const PLACES = 300;

export class Strip {
  #root;
  /** @type {OpenDocument | null} */ #document = null;
  #isStale = false;

  /** @param {HTMLElement} root @param {(id: string) => void} onGo told the mark that is nearest to where the strip was pressed */
  constructor(root, onGo) {
    this.#root = root;
    root.addEventListener("click", ({ clientY }) => {
      const { top, height } = root.getBoundingClientRect();
      const at = ((clientY - top) / height) * (this.#document?.article.text.length ?? 0);
      const away = (/** @type {Annotation} */ mark) => Math.abs(target(mark)[0][0] - at);
      const nearest = (this.#document?.annotations() ?? []).reduce((best, mark) => (best && away(best) <= away(mark) ? best : mark), /** @type {Annotation | null} */ (null));
      if (nearest) onGo(nearest.id);
    });
  }

  /** Draws it soon: one step of the reader's asks for it several times. @param {OpenDocument} opened @param {string | null} selected @param {boolean} hasChanged whether it is more than another one that is selected */
  show(opened, selected, hasChanged) {
    this.#document = opened;
    this.#isStale ||= hasChanged;
    afterFrame("strip", () => this.#draw(opened, selected));
  }

  /** @param {OpenDocument} opened @param {string | null} selected */
  #draw(opened, selected) {
    const scale = PLACES / Math.max(opened.article.text.length, 1);
    const draw = (/** @type {AnnotationType | "selected"} */ part, /** @type {(Annotation | undefined)[]} */ marks, /** @type {number} */ x, /** @type {number} */ width) => {
      /** @type {Set<number>} */ const places = new Set();
      for (const [start, end] of marks.flatMap((mark) => (mark ? target(mark) : []))) {
        for (let at = Math.floor(start * scale); at < end * scale; at++) places.add(at);
      }
      byId(`strip-${part}`).setAttribute("d", [...places].map((at) => `M${x} ${at}h${width}v1h-${width}z`).join(""));
    };
    draw("selected", selected ? [opened.annotation(selected)] : [], 0, 2);
    if (!this.#isStale) return;
    this.#isStale = false;
    const shown = opened.annotations();
    draw("quote", shown.filter(({ type }) => type === "quote"), 0, 1);
    draw("claim", shown.filter(({ type }) => type === "claim"), 1, 1);
    this.#root.hidden = opened.all.length === 0;
  }
}
