// Knows which annotations touch which piece of the article, so that only changed pieces are drawn.
/** @import { Annotation, Fragment, Piece, Span } from "./types.js" */
import { target } from "./document.js";

/** An index from pieces of the text to the fragments that mark them. */
export class FragmentIndex {
  /** @type {Piece[]} */ #pieces;
  /** @type {Map<string, { piece: number, fragment: Fragment }[]>} */ #byId = new Map();
  /** @type {Map<number, Set<string>>} */ #idsByPiece = new Map();

  /** @param {Piece[]} pieces in text order */
  constructor(pieces) {
    this.#pieces = pieces;
  }

  /** Replaces what is known of an annotation. @param {Annotation} annotation @param {boolean} withSource whether its source and cue are marked too */
  set(annotation, withSource) {
    this.delete(annotation.id);
    this.#add(annotation, "target", target(annotation));
    if (withSource && annotation.type === "quote") {
      this.#add(annotation, "source", annotation.source);
      this.#add(annotation, "cue", annotation.cue);
    }
  }

  /** Marks words between quotation marks that quote nobody: they belong to no annotation. @param {Span[]} spans */
  setScare(spans) {
    this.#add({ id: "", type: "quote" }, "scare", spans);
  }

  /** @param {string} id */
  delete(id) {
    for (const piece of this.piecesOf(id)) this.#idsByPiece.get(piece)?.delete(id);
    this.#byId.delete(id);
  }

  /** The pieces that an annotation touches. @param {string} id @returns {number[]} */
  piecesOf(id) {
    return [...new Set(this.#byId.get(id)?.map(({ piece }) => piece))];
  }

  /** The piece in which an annotation's own text begins. @param {string} id */
  firstPieceOf(id) {
    return this.#byId.get(id)?.find(({ fragment }) => fragment.role === "target")?.piece;
  }

  /** @param {number} piece @returns {Fragment[]} */
  in(piece) {
    const fragments = [];
    for (const id of this.#idsByPiece.get(piece) ?? []) {
      for (const entry of this.#byId.get(id) ?? []) {
        if (entry.piece === piece) fragments.push(entry.fragment);
      }
    }
    return fragments;
  }

  /** @param {Pick<Annotation, "id" | "type">} annotation @param {Fragment["role"]} role @param {Span[]} spans */
  #add({ id, type }, role, spans) {
    const entries = this.#byId.get(id) ?? [];
    for (const [start, end] of spans) {
      for (let piece = this.pieceAt(start); this.#pieces[piece]?.start < end; piece++) {
        if (this.#pieces[piece].end <= start) continue;
        entries.push({ piece, fragment: { id, type, role, start, end } });
        const ids = this.#idsByPiece.get(piece) ?? new Set();
        this.#idsByPiece.set(piece, ids.add(id));
      }
    }
    this.#byId.set(id, entries);
  }

  /** The last piece that begins at or before an offset; 0 when none does. @param {number} offset */
  pieceAt(offset) {
    let [low, high] = [0, this.#pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
}
