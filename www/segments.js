// Cuts text where marks begin and end, so that overlapping and nested ones can all be drawn.
/** @import { Fragment, Piece, Segment, Article } from "./types.js" */

/** No rendered element holds more text than this many UTF-16 units: browsers lay out a paragraph whole. */
const PIECE_LIMIT = 8_000;

/** The article's blocks, with giant ones cut at white space. @param {Article} article @returns {Piece[]} */
export function cutIntoPieces({ text, blocks }) {
  /** @type {Piece[]} */ const pieces = [];
  for (const { kind, start, end } of blocks) {
    let from = start;
    while (end - from > PIECE_LIMIT) {
      const cut = cutBefore(text, from, from + PIECE_LIMIT);
      pieces.push({ kind, start: from, end: cut, continued: from > start });
      from = cut;
    }
    pieces.push({ kind, start: from, end, continued: from > start });
  }
  return pieces;
}

/** Just after the last white space, or at least not within a surrogate pair. @param {string} text @param {number} from @param {number} limit */
function cutBefore(text, from, limit) {
  for (let at = limit; at > limit - 200 && at > from; at--) {
    if (/\s/.test(text[at - 1])) return at;
  }
  return /[\uDC00-\uDFFF]/.test(text[limit]) ? limit - 1 : limit;
}

/**
 * The text from `start` to `end` as segments, each with all marks that cover it.
 *
 * @param {number} start
 * @param {number} end
 * @param {Fragment[]} fragments in any order; what reaches outside is clipped
 * @returns {Segment[]}
 */
export function cutIntoSegments(start, end, fragments) {
  const inside = fragments
    .filter((mark) => mark.start < end && mark.end > start)
    .sort((a, b) => a.start - b.start);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const bounds = [...cuts].sort((a, b) => a - b);
  /** @type {Segment[]} */ const segments = [];
  /** @type {Fragment[]} */ let open = [];
  let next = 0;
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [from, to] = [bounds[i], bounds[i + 1]];
    open = open.filter((mark) => mark.end > from);
    while (next < inside.length && inside[next].start <= from) open.push(inside[next++]);
    segments.push({ start: from, end: to, marks: [...open].sort(innermostFirst) });
  }
  return segments;
}

/** @param {Fragment} a @param {Fragment} b */
function innermostFirst(a, b) {
  return a.end - a.start - (b.end - b.start) || b.start - a.start || (a.id < b.id ? -1 : 1);
}
