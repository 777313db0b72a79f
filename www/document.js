// What the page knows of the open article: a copy of the session's state, kept up by its patches.
/** @import { Annotation, Article, Filter, Patch, SessionDocument, Span, Speaker } from "./types.js" */
import { inSlices } from "./slices.js";

/** No name is longer than this many UTF-16 units. */
const NAME_LIMIT = 80;

/** The article on the screen with its annotations. */
export class OpenDocument {
  /** @type {Map<string, Annotation>} */
  #byId = new Map();
  /** All of them, in text order. @type {Annotation[]} */
  #annotations;
  /** @type {Map<string, Speaker>} */
  #speakers;

  /**
   * Makes a document in slices: there may be hundreds of thousands of annotations.
   *
   * @param {SessionDocument} document
   */
  static async from(document) {
    const made = new OpenDocument(document);
    await inSlices(document.annotations, (annotation) => made.#byId.set(annotation.id, annotation));
    return made;
  }

  /** @param {SessionDocument} document use {@link OpenDocument.from} */
  constructor({ article, speakers, annotations, undo, redo, unanchored }) {
    /** @type {Article} */
    this.article = article;
    this.#speakers = byId(speakers);
    this.#annotations = annotations;
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
    if (speakers) this.#speakers = byId(speakers);
    this.#annotations = order.flatMap((id) => this.#byId.get(id) ?? []);
    this.undo = undo ?? null;
    this.redo = redo ?? null;
  }

  /** @param {string} id */
  annotation(id) {
    return this.#byId.get(id);
  }

  /** Whether an annotation is there and stands. @param {string} id */
  isShown(id) {
    const annotation = this.#byId.get(id);
    return annotation !== undefined && isShown(annotation, "all");
  }

  /** The annotations that stand, in text order: what was rejected is kept but not shown. @param {Filter} [filter] */
  annotations(filter = "all") {
    return this.#annotations.filter((annotation) => isShown(annotation, filter));
  }

  /** Who said or asserts it, where known. @param {Annotation} annotation */
  speaker(annotation) {
    const id = annotation.type === "quote" ? annotation.speaker : annotation.asserted_by;
    return id === null || id === undefined ? undefined : this.#speakers.get(id);
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
      if (words.length > limit) return `${words.slice(0, lastSpace(words, limit))}…`;
    }
    return words;
  }
}

/** The text that it marks: a quotation's content, a claim's clause. @param {Annotation} annotation */
export function target(annotation) {
  return annotation.type === "quote" ? annotation.content : annotation.span;
}

/** @param {Annotation} annotation @param {Filter} filter */
export function isShown(annotation, filter) {
  return annotation.status !== "rejected" && (filter === "all" || annotation.type === filter);
}

/** @template {{ id: string }} T @param {T[]} items */
function byId(items) {
  return new Map(items.map((item) => [item.id, item]));
}

/** Where to cut without breaking a word. @param {string} text @param {number} limit */
function lastSpace(text, limit) {
  const space = text.lastIndexOf(" ", limit);
  return space > limit / 2 ? space : limit;
}
