// The marks over the article's length, in its margin: where they are, and a way to them by pointer. The list has
// the same for the keyboard and for screen readers.
/** @import { Annotation, AnnotationType } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";

const SVG = "http://www.w3.org/2000/svg";
/** How many places the article's length is told apart in. */
const PLACES = 300;

export class Strip {
  #root;
  /** @type {Record<AnnotationType | "selected", SVGElement>} */ #paths;
  /** @type {OpenDocument | null} */ #document = null;
  #frame = 0;

  /** @param {HTMLElement} root @param {(id: string) => void} onGo told the mark that is nearest to where the strip was pressed */
  constructor(root, onGo) {
    this.#root = root;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 2 ${PLACES}`);
    svg.setAttribute("preserveAspectRatio", "none");
    const path = (/** @type {string} */ name) => svg.appendChild(Object.assign(document.createElementNS(SVG, "path"), { id: `strip-${name}` }));
    this.#paths = { quote: path("quote"), claim: path("claim"), selected: path("selected") };
    root.append(svg);
    root.addEventListener("click", ({ clientY }) => {
      const { top, height } = root.getBoundingClientRect();
      const at = ((clientY - top) / height) * (this.#document?.article.text.length ?? 0);
      const away = (/** @type {Annotation} */ mark) => Math.abs(target(mark)[0][0] - at);
      const nearest = (this.#document?.annotations() ?? []).reduce((best, mark) => (best && away(best) <= away(mark) ? best : mark), /** @type {Annotation | null} */ (null));
      if (nearest) onGo(nearest.id);
    });
  }

  /** Draws it in the next frame: one step of the reader's asks for it several times. @param {OpenDocument} opened @param {string | null} selected */
  show(opened, selected) {
    this.#document = opened;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw(opened, selected));
  }

  /** @param {OpenDocument} opened @param {string | null} selected */
  #draw(opened, selected) {
    const scale = PLACES / Math.max(opened.article.text.length, 1);
    /** @type {Record<string, Set<number>>} */ const places = { quote: new Set(), claim: new Set(), selected: new Set() };
    for (const mark of opened.annotations()) {
      for (const [start, end] of target(mark)) {
        for (let at = Math.floor(start * scale); at < end * scale; at++) places[mark.id === selected ? "selected" : mark.type].add(at);
      }
    }
    const lines = (/** @type {Set<number>} */ set, /** @type {number} */ x, /** @type {number} */ width) => [...set].map((at) => `M${x} ${at}h${width}v1h-${width}z`).join("");
    this.#paths.quote.setAttribute("d", lines(places.quote, 0, 1));
    this.#paths.claim.setAttribute("d", lines(places.claim, 1, 1));
    this.#paths.selected.setAttribute("d", lines(places.selected, 0, 2));
    this.#root.hidden = opened.all.length === 0;
  }
}
