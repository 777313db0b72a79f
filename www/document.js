// What the page knows of the open article: a copy of the session's state, kept up by its patches.
/** @import { Annotation, AnnotationType, Article, Draft, Filter, Patch, SessionDocument, Span, Speaker } from "./types.js" */
import { inSlices } from "./slices.js";
import { nextEdge, sentenceAt, snapToWords } from "./text-position.js";

/** No name is longer than this many UTF-16 units. */
const NAME_LIMIT = 80;

/** Everything that stands. @type {Filter} */
const NO_FILTER = { view: "all", speaker: null, worth: 0, ranked: true, status: "standing", kind: "", words: "" };

/** @type {Record<Filter["status"], (annotation: Annotation) => boolean>} */
const STATUS = {
  standing: ({ status }) => status !== "rejected",
  open: ({ status }) => status === "suggested",
  reviewed: ({ status }) => status === "accepted" || status === "edited",
  rejected: ({ status }) => status === "rejected",
  differing: (mark) => mark.status !== "rejected" && mark.type === "quote" && !["verbatim", undefined].includes(mark.verbatim?.status),
};

/** One who speaks, with how much; `id` is "" for all of whom it is not known who they are. @typedef {{ id: string, name: string, role: string | null, quotes: number, words: number }} Share */

/** The article on the screen with its annotations. */
export class OpenDocument {
  /** @type {Map<string, Annotation>} */ #byId = new Map();
  /** What the filter lets through of them. @type {{ of: Annotation[] | null, filter: Filter, marks: Annotation[] }} */
  #shown = { of: null, filter: NO_FILTER, marks: [] };
  /** @type {Map<string, Speaker>} */ #speakers;
  /** Counted when it is asked for. @type {Share[] | null} */
  #shares = null;
  /** @type {WeakMap<Annotation, number>} */ #wordCounts = new WeakMap();

  /** Makes a document in slices: there may be hundreds of thousands of annotations. @param {SessionDocument} document */
  static async from(document) {
    const made = new OpenDocument(document);
    await inSlices(document.annotations, (annotation) => made.#byId.set(annotation.id, annotation));
    return made;
  }

  /** @param {SessionDocument} document use {@link OpenDocument.from} */
  constructor({ article, speakers, annotations, scare, undo, redo, unanchored }) {
    /** @type {Article} */
    this.article = article;
    /** What of it is to be seen; another choice is another object. @type {Filter} */
    this.filter = NO_FILTER;
    this.#speakers = new Map(speakers.map((speaker) => [speaker.id, speaker]));
    /** All of them, in text order. @type {Annotation[]} */
    this.all = annotations;
    /** What stands in quotation marks and quotes nobody. @type {Span[]} */
    this.scare = scare ?? [];
    this.unanchored = unanchored ?? [];
    /** Names the step that undo would take back. @type {string | null} */
    this.undo = undo ?? null;
    /** Names the step that redo would take again. @type {string | null} */
    this.redo = redo ?? null;
  }

  /** @param {Patch} patch */
  apply({ annotations, removed, speakers, order, undo, redo }) {
    for (const annotation of annotations) this.#byId.set(annotation.id, annotation);
    for (const id of removed) this.#byId.delete(id);
    if (speakers) this.#speakers = new Map(speakers.map((speaker) => [speaker.id, speaker]));
    // Who is gone can no longer be chosen.
    if (this.filter.speaker && !this.#speakers.has(this.filter.speaker)) this.filter = { ...this.filter, speaker: null };
    this.#shares = null;
    this.all = order.flatMap((id) => this.#byId.get(id) ?? []);
    this.undo = undo ?? null;
    this.redo = redo ?? null;
  }

  /** @param {string} id */
  annotation(id) {
    return this.#byId.get(id);
  }

  /** Whether the filter lets an annotation through. @param {string} id */
  isShown(id) {
    const annotation = this.#byId.get(id);
    return annotation !== undefined && this.#passes(annotation, this.filter);
  }

  /** The annotations that the filter lets through: in text order, or claims with what is most worth checking first. */
  annotations() {
    const { filter } = this;
    if (this.#shown.of !== this.all || this.#shown.filter !== filter) {
      const marks = this.all.filter((annotation) => this.#passes(annotation, filter));
      if (filter.view === "claim" && filter.ranked) marks.sort((a, b) => (b.score ?? 1) - (a.score ?? 1));
      this.#shown = { of: this.all, filter, marks };
    }
    return this.#shown.marks;
  }

  /** How many would be seen with parts of the filter changed. @param {Partial<Filter>} changed */
  count(changed) {
    const filter = { ...this.filter, ...changed };
    return this.all.reduce((count, annotation) => count + Number(this.#passes(annotation, filter)), 0);
  }

  /** How many of the marks the reader has decided about. */
  progress() {
    const total = this.all.length;
    return { reviewed: total - this.count({ ...NO_FILTER, status: "open" }), total };
  }

  /** @param {Annotation} annotation @param {Filter} filter */
  #passes(annotation, { view, speaker, worth, status, kind, words }) {
    const { type } = annotation;
    if (!STATUS[status](annotation) || (kind && annotation.kind !== kind)) return false;
    if (type !== (view === "all" ? type : view === "speakers" ? "quote" : view)) return false;
    // What the reader has made or confirmed is no longer a matter of the machine's score.
    if (view === "claim" && annotation.status === "suggested" && (annotation.score ?? 1) < worth) return false;
    if (speaker !== null && ((speakerId(annotation) ?? "") !== speaker || (type === "claim" && !speaker))) return false;
    return !words || `${this.words(target(annotation))} ${this.speakerName(annotation)} ${annotation.note ?? ""} ${annotation.tags?.join(" ") ?? ""}`.toLowerCase().includes(words);
  }

  /** Everyone, those who speak most first. @returns {Share[]} */
  shares() {
    return (this.#shares ??= this.#counted());
  }

  #counted() {
    /** @type {Map<string, Share>} */
    const shares = new Map([...this.#speakers.values()].map(({ id, name, role }) => [id, { id, name, role, quotes: 0, words: 0 }]));
    for (const annotation of this.all) {
      if (annotation.type !== "quote" || annotation.status === "rejected") continue;
      const id = annotation.speaker ?? "";
      const share = shares.get(id) ?? { id, name: "Speaker unknown", role: null, quotes: 0, words: 0 };
      share.quotes += 1;
      share.words += this.#wordsIn(annotation);
      shares.set(id, share);
    }
    return [...shares.values()].sort((a, b) => b.words - a.words || a.name.localeCompare(b.name));
  }

  /** How many words a quotation has; counted once for each state of it. @param {Annotation & { type: "quote" }} quote */
  #wordsIn(quote) {
    const count = this.#wordCounts.get(quote) ?? this.words(quote.content).split(/\s+/).length;
    this.#wordCounts.set(quote, count);
    return count;
  }

  /** The standing claims that touch some stretches of the text. @param {Span[]} spans */
  claimsIn(spans) {
    const touches = (/** @type {Span} */ [start, end]) => spans.some(([from, to]) => start < to && end > from);
    return this.annotations().filter((annotation) => annotation.type === "claim" && annotation.status !== "rejected" && annotation.span.some(touches));
  }

  /** What an annotation would mark with its beginning or its end moved by a word. @param {Annotation} annotation @param {"start" | "end"} edge @param {1 | -1} direction @returns {Draft | null} null when it cannot be moved there */
  withEdge(annotation, edge, direction) {
    const spans = target(annotation).map((span) => /** @type {Span} */ ([...span]));
    const span = spans[edge === "start" ? 0 : spans.length - 1];
    const side = edge === "start" ? 0 : 1;
    const moved = nextEdge(this.article.text, span[side], edge, direction, this.#blockAt(span[0]));
    if (moved === undefined) return null;
    span[side] = moved;
    return span[0] < span[1] ? drafted(annotation.type, spans) : null;
  }

  /** What an annotation would mark with its beginning or its end at the word over an offset; fragments that are passed are gone. @param {Annotation} annotation @param {"start" | "end"} edge @param {number} at @returns {Draft | null} null when nothing would be left */
  withEdgeAt(annotation, edge, at) {
    const isStart = edge === "start";
    const spans = target(annotation).filter(([start, end]) => (isStart ? end > at : start < at));
    const [start, end] = spans[isStart ? 0 : spans.length - 1] ?? [0, 0];
    const block = this.#blockAt(start);
    const to = Math.min(Math.max(at, block.start), block.end);
    const span = snapToWords(this.article.text, isStart ? [to, end] : [start, to], block);
    if (!span) return null;
    return drafted(annotation.type, isStart ? [[span[0], end], ...spans.slice(1)] : [...spans.slice(0, -1), [start, span[1]]]);
  }

  /** The word that begins next after an offset or before it, in its block or beyond. @param {number} at @param {1 | -1} direction @returns {Span | null} */
  wordFrom(at, direction) {
    const { text, blocks } = this.article;
    let index = Math.max(0, blocks.findIndex(({ end }) => at < end));
    let start = blocks[index] && nextEdge(text, at, "start", direction, blocks[index]);
    while (start === undefined && blocks[(index += direction)]) {
      const block = blocks[index];
      start = nextEdge(text, direction > 0 ? block.start - 1 : block.end, "start", direction, block);
    }
    return start === undefined ? null : [start, nextEdge(text, start, "end", 1, blocks[index]) ?? start + 1];
  }

  /** The first word of the next sentence, or of this one, or when that is where one is, of the one before. @param {number} at @param {1 | -1} direction @returns {Span | null} */
  sentenceStart(at, direction) {
    const around = (/** @type {number} */ offset) => sentenceAt(this.article.text, offset, this.#blockAt(offset)) ?? [offset, offset + 1];
    const [start, end] = around(at);
    if (direction > 0) return this.wordFrom(end - 1, 1);
    const first = this.wordFrom(start - 1, 1);
    if (first && first[0] < at) return first;
    const before = this.wordFrom(at, -1);
    return before && this.wordFrom(around(before[0])[0] - 1, 1);
  }

  /** The standing annotation of the same type that comes next in the text. @param {Annotation} annotation */
  following(annotation) {
    const after = this.all.slice(this.all.indexOf(annotation) + 1);
    return after.find(({ type, status }) => type === annotation.type && status !== "rejected");
  }

  /** @param {Annotation} annotation */
  sentenceAround(annotation) {
    const [[start]] = target(annotation);
    return sentenceAt(this.article.text, start, this.#blockAt(start));
  }

  /** @param {number} at */
  #blockAt(at) {
    return this.article.blocks.find(({ end }) => at < end) ?? { start: 0, end: this.article.text.length };
  }

  /** Who said or asserts it, where known. @param {Annotation} annotation */
  speaker(annotation) {
    return this.#speakers.get(speakerId(annotation) ?? "");
  }

  /** What to call who said or asserts it: a name, else the words that the article has for them. @param {Annotation} annotation */
  speakerName(annotation) {
    const speaker = this.speaker(annotation);
    if (speaker) return speaker.name;
    if (annotation.type === "claim") return "the article itself";
    return this.words(annotation.source, NAME_LIMIT) || "speaker unknown";
  }

  /** The words of some fragments, at most about `limit` characters. @param {Span[]} spans @param {number} [limit] */
  words(spans, limit = Infinity) {
    let words = "";
    for (const [start, end] of spans) {
      if (words) words += " … ";
      words += this.article.text.slice(start, Math.min(end, start + limit + 1));
      if (words.length <= limit) continue;
      // No word is broken, unless it is long.
      const space = words.lastIndexOf(" ", limit);
      return `${words.slice(0, space > limit / 2 ? space : limit)}…`;
    }
    return words;
  }
}

/** What an annotation has to be that marks some stretches. @param {AnnotationType} type @param {Span[]} spans @returns {Draft} */
export function drafted(type, spans) {
  return type === "quote" ? { type, content: spans } : { type, span: spans };
}

/** The text that it marks: a quotation's content, a claim's clause. @param {Annotation} annotation */
export function target(annotation) {
  return annotation.type === "quote" ? annotation.content : annotation.span;
}

/** @param {Annotation} annotation */
function speakerId(annotation) {
  return annotation.type === "quote" ? annotation.speaker : annotation.asserted_by;
}
