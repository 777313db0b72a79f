// Choosing words by the keyboard alone: the arrows go from word to word and from sentence to sentence, and with
// Shift what was gone over stays chosen.
/** @import { Annotation, Span } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";

/** @type {Record<string, ["word" | "sentence", 1 | -1]>} */
const MOVES = { ArrowRight: ["word", 1], ArrowLeft: ["word", -1], ArrowDown: ["sentence", 1], ArrowUp: ["sentence", -1] };

export class WordCaret {
  #root;
  #options;
  /** The word that the way began with, and the one that it has come to. @type {{ from: Span, to: Span } | null} */
  #words = null;

  /**
   * @param {HTMLElement} root the article
   * @param {object} options
   * @param {() => OpenDocument | null} options.document
   * @param {() => Annotation | undefined} options.selected where the way begins, if not at the article's beginning
   * @param {(span: Span) => void} options.choose shows some words as selected
   * @param {(words: string) => void} options.announce
   */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    root.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    root.addEventListener("pointerdown", () => (this.#words = null));
  }

  /** The words, as long as they are selected: whoever has marked them, or has left them, is done with them. */
  #chosen() {
    if (getSelection()?.isCollapsed ?? true) this.#words = null;
    return this.#words;
  }

  /** Begins at the first word of the selected mark, or ends. */
  toggle() {
    const mark = this.#options.selected();
    const word = this.#chosen() ? null : this.#options.document()?.wordFrom(mark ? target(mark)[0][0] - 1 : -1, 1);
    this.#words = word ? { from: word, to: word } : null;
    if (!this.#words) return this.#options.announce("Words are chosen no more.");
    this.#root.focus({ preventScroll: true });
    this.#show("Arrows choose a word, up and down a sentence’s first; Shift adds.");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const document = this.#options.document();
    if (event.key === "Escape") this.#words = null;
    if (!document || !MOVES[event.key] || !this.#chosen() || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [unit, direction] = MOVES[event.key];
    const { from, to } = /** @type {{ from: Span, to: Span }} */ (this.#words);
    const next = (unit === "word" ? document.wordFrom(to[0], direction) : document.sentenceStart(to[0], direction)) ?? to;
    this.#words = { from: event.shiftKey ? from : next, to: next };
    this.#show("");
  }

  /** @param {string} before what to say first */
  #show(before) {
    if (!this.#words) return;
    const { from, to } = this.#words;
    /** @type {Span} */ const span = [Math.min(from[0], to[0]), Math.max(from[1], to[1])];
    this.#options.choose(span);
    this.#options.announce(`${before} ${this.#options.document()?.words([span], 120)}`.trim());
  }
}
