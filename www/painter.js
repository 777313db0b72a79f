// Paints marks over somebody else's page by the CSS Custom Highlight API: no node is touched.
/** @import { Annotation } from "./types.js" */
/** @import { HostText } from "./host-text.js" */
import { target } from "./document.js";
import { caretAt } from "./text-position.js";

export class Painter {
  /** Highlights are known by name in the whole page, where another copy of this module may be at work. */
  #name = `sayso-${Math.random().toString(36).slice(2)}`;
  #window;
  #sheet;
  /** @type {Set<Document | ShadowRoot>} */
  #roots = new Set();

  /** @param {Window & typeof globalThis} window the one that the text is shown in */
  constructor(window) {
    this.#window = window;
    this.#sheet = new window.CSSStyleSheet();
    this.#sheet.replaceSync(`
      ::highlight(${this.#name}-quote) { background-color: rgb(255 196 0 / 22%); text-decoration: underline solid 2px rgb(176 112 0); }
      ::highlight(${this.#name}-claim) { background-color: rgb(0 150 200 / 15%); text-decoration: underline dashed 2px rgb(0 110 160); }
      ::highlight(${this.#name}-selected) { background-color: rgb(255 170 0 / 60%); color: black; }`);
  }

  /** Whether this browser can paint. */
  static get works() {
    return "highlights" in CSS;
  }

  /** @param {HostText} text @param {Annotation[]} annotations @param {string | null} selected */
  paint(text, annotations, selected) {
    if (!Painter.works) return;
    this.#dress(text.roots);
    const ranges = (/** @type {(annotation: Annotation) => boolean} */ which) =>
      annotations.filter(which).flatMap((annotation) => target(annotation).flatMap((span) => text.ranges(span)));
    this.#set("quote", ranges(({ type }) => type === "quote"), 0);
    this.#set("claim", ranges(({ type }) => type === "claim"), 1);
    this.#set("selected", ranges(({ id }) => id === selected), 2);
  }

  destroy() {
    this.#dress(new Set());
    for (const part of ["quote", "claim", "selected"]) this.#window.CSS.highlights?.delete(`${this.#name}-${part}`);
  }

  /** Gives these roots the style, and no others: a page that renders itself anew leaves old ones behind. @param {Set<Document | ShadowRoot>} roots */
  #dress(roots) {
    for (const root of this.#roots) if (!roots.has(root)) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    for (const root of roots) if (!this.#roots.has(root)) root.adoptedStyleSheets.push(this.#sheet);
    this.#roots = roots;
  }

  /** @param {string} part @param {StaticRange[]} ranges @param {number} priority */
  #set(part, ranges, priority) {
    const highlight = new Highlight();
    for (const range of ranges) highlight.add(range);
    highlight.priority = priority;
    this.#window.CSS.highlights.set(`${this.#name}-${part}`, highlight);
  }
}

/** The annotations over a point of the window, innermost first. @param {HostText} text @param {Annotation[]} annotations @param {number} x @param {number} y */
export function annotationsAt(text, annotations, x, y) {
  const [node, at] = caretAt(text.page, x, y, text.shadowRoots);
  const offset = node && text.offsetOf(node, at);
  if (offset === null || offset === undefined) return [];
  const length = (/** @type {Annotation} */ annotation) => target(annotation).reduce((sum, [start, end]) => sum + end - start, 0);
  const over = annotations.filter((annotation) => target(annotation).some(([start, end]) => start <= offset && offset < end));
  return over.sort((a, b) => length(a) - length(b));
}
