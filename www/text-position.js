// Between the selection on the screen and offsets of the article's text.
/** @import { Span } from "./types.js" */

/** How far around an offset words are looked for, in UTF-16 units. */
const WORD_WINDOW = 200;

const words = new Intl.Segmenter("en", { granularity: "word" });
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * The selected stretches of the article, one a block, widened to whole words.
 *
 * @param {HTMLElement} root the article column
 * @param {string} text the article's text
 * @param {(piece: number) => { start: number, end: number }} pieceAt
 * @returns {Span[]}
 */
export function selectedSpans(root, text, pieceAt) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return [];
  /** @type {Span[]} */ const spans = [];
  for (const block of root.querySelectorAll("[data-piece]")) {
    if (!range.intersectsNode(block)) continue;
    const piece = pieceAt(Number(/** @type {HTMLElement} */ (block).dataset.piece));
    const from = block.contains(range.startContainer) ? piece.start + lengthBefore(block, range.startContainer, range.startOffset) : piece.start;
    const to = block.contains(range.endContainer) ? piece.start + lengthBefore(block, range.endContainer, range.endOffset) : piece.end;
    const span = snapToWords(text, [from, to], piece);
    if (span) spans.push(span);
  }
  return spans;
}

/** The DOM position under a point of the window. @param {Document} page @param {number} x @param {number} y @param {ShadowRoot[]} [shadowRoots] into which to look @returns {[Node | null, number]} */
export function caretAt(page, x, y, shadowRoots = []) {
  const caret = page.caretPositionFromPoint?.(x, y, { shadowRoots });
  if (caret) return [caret.offsetNode, caret.offset];
  // Where the standard way is missing.
  const range = page.caretRangeFromPoint?.(x, y);
  return [range?.startContainer ?? null, range?.startOffset ?? 0];
}

/** The DOM position before which some text of a block stands. @param {Element} block @param {number} length of that text in UTF-16 units @returns {[Node, number]} */
export function domPosition(block, length) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const here = node.nodeValue?.length ?? 0;
    if (length <= here) return [node, length];
    length -= here;
  }
  return [block, block.childNodes.length];
}

/** UTF-16 units of a block's text before a DOM position in it. @param {Element} block @param {Node} node @param {number} offset */
export function lengthBefore(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/**
 * The same stretch without white space at its ends and with no word cut in two.
 *
 * @param {string} text
 * @param {Span} span
 * @param {{ start: number, end: number }} limits what it must stay within
 * @returns {Span | null} null when nothing but white space is in it
 */
export function snapToWords(text, [from, to], limits) {
  const inner = text.slice(from, to);
  const start = from + (inner.length - inner.trimStart().length);
  const end = from + inner.trimEnd().length;
  if (start >= end) return null;
  return [wordAt(text, start, limits)?.start ?? start, wordAt(text, end - 1, limits)?.end ?? end];
}

/** The word that stands over an offset. @param {string} text @param {number} at @param {{ start: number, end: number }} limits */
function wordAt(text, at, limits) {
  const from = Math.max(limits.start, at - WORD_WINDOW);
  const window = text.slice(from, Math.min(limits.end, at + WORD_WINDOW));
  const { index, segment, isWordLike } = words.segment(window).containing(at - from) ?? {};
  return isWordLike && index !== undefined && segment !== undefined ? withSign(text, from + index, from + index + segment.length) : null;
}

/** A word with the sign that belongs to it: "£14", "40%". @param {string} text @param {number} start @param {number} end */
function withSign(text, start, end) {
  return { start: start - Number(/[$£€¥#@]/.test(text.charAt(start - 1))), end: end + Number(text.charAt(end) === "%") };
}

/**
 * Where the next word begins or ends.
 *
 * @param {string} text
 * @param {number} at
 * @param {"start" | "end"} edge of a word
 * @param {1 | -1} direction
 * @param {{ start: number, end: number }} limits
 */
export function nextEdge(text, at, edge, direction, limits) {
  const from = Math.max(limits.start, at - WORD_WINDOW);
  const inWindow = [...words.segment(text.slice(from, Math.min(limits.end, at + WORD_WINDOW)))].filter(({ isWordLike }) => isWordLike);
  const edges = inWindow.map(({ index, segment }) => withSign(text, from + index, from + index + segment.length)[edge]);
  return direction > 0 ? edges.find((one) => one > at) : edges.findLast((one) => one < at);
}

/** The sentence that stands over an offset, in its paragraph. @param {string} text @param {number} at @param {{ start: number, end: number }} limits */
export function sentenceAt(text, at, limits) {
  const { index = 0, segment = "" } = sentences.segment(text.slice(limits.start, limits.end)).containing(at - limits.start) ?? {};
  return snapToWords(text, [limits.start + index, limits.start + index + segment.length], limits);
}
