// The door to the Rust core: the only module that names its generated bindings.
/** @import { Edit, ExportOptions, Format, Imported, Input, PageArticle, Patch, Progress, SessionDocument } from "./types.js" */
import init, { Session, formats } from "./pkg/sayso.js";

/** How long one slice of analysis may take, in milliseconds: under a frame of 50 ms. */
const SLICE_MS = 24;

/** @type {Promise<unknown> | null} */
let loading = null;

/** Fetches and starts the WebAssembly module, once; a failed load can be tried again. */
function load() {
  loading ??= init().catch((/** @type {unknown} */ error) => {
    loading = null;
    throw new Error("The reading part of Sayso could not be loaded. Reload the page.", { cause: error });
  });
  return loading;
}

/** One article being read and edited. Every method throws an Error that says what happened. */
export class Core {
  /** @type {Session | null} */
  #session = null;

  /**
   * Reads an article and looks for its annotations, giving way to other work between slices.
   *
   * @param {Input} input
   * @param {(progress: Progress) => void} report
   * @param {AbortSignal} [signal] asked between slices
   * @returns {Promise<SessionDocument>}
   */
  async open(input, report, signal) {
    await load();
    const session = inWords(() => begin(input));
    try {
      if (input.from !== "saved") await analyse(session, report, signal);
      const saved = input.from === "page" && input.saved;
      if (saved) inWords(() => session.bring(saved));
      const document = inWords(() => session.document());
      this.#session?.free();
      this.#session = session;
      return document;
    } catch (error) {
      session.free();
      throw error;
    }
  }

  /**
   * Reads the article anew as the page shows it now; what the user decided is kept.
   *
   * @param {PageArticle} article
   * @param {(progress: Progress) => void} report
   * @returns {Promise<SessionDocument>}
   */
  async reread(article, report) {
    this.#with((session) => session.reread(article));
    await analyse(/** @type {Session} */ (this.#session), report);
    return this.#with((session) => session.document());
  }

  /** @param {Edit} edit @returns {Patch} */
  edit(edit) {
    return this.#with((session) => session.edit(edit, now()));
  }

  /** @returns {Patch | null} */
  undo() {
    return this.#with((session) => session.undo() ?? null);
  }

  /** @returns {Patch | null} */
  redo() {
    return this.#with((session) => session.redo() ?? null);
  }

  /** @param {string} format one of {@link formats} @param {ExportOptions} [options] @returns {string | Uint8Array<ArrayBuffer>} */
  export(format, options) {
    return this.#with((session) => session.export(format, now(), options));
  }

  /** @param {string} file @returns {Imported | null} null when the file has another article with it */
  import(file) {
    return this.#with((session) => session.import(file));
  }

  /** @returns {Promise<Format[]>} */
  async formats() {
    await load();
    return formats();
  }

  close() {
    this.#session?.free();
    this.#session = null;
  }

  /** @template T @param {(session: Session) => T} action @returns {T} */
  #with(action) {
    const session = this.#session;
    if (!session) throw new Error("No article is open.");
    return inWords(() => action(session));
  }
}

/** @param {Input} input @returns {Session} */
function begin(input) {
  if (input.from === "saved") return Session.open(input.text);
  if (input.from === "page") return Session.fromPage(input.article);
  const { from: _, ...rest } = input;
  if ("bytes" in rest) {
    const { bytes, ...options } = rest;
    return Session.fromBytes(bytes, options);
  }
  const { text, ...options } = rest;
  return Session.fromText(text, options);
}

/**
 * @param {Session} session
 * @param {(progress: Progress) => void} report
 * @param {AbortSignal} [signal]
 */
async function analyse(session, report, signal) {
  let blocks = 4;
  for (;;) {
    signal?.throwIfAborted();
    const began = performance.now();
    const { done, total, finished } = inWords(() => session.step(blocks));
    report({ done, total });
    if (finished) return;
    const took = performance.now() - began;
    blocks = Math.max(1, Math.min(blocks * 2, Math.round((blocks * SLICE_MS) / Math.max(took, 1))));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** A trap inside the module has no words of its own. @template T @param {() => T} action */
function inWords(action) {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new Error("Sayso could not finish reading this text.", { cause: error });
  }
}

/** The core has no clock: its callers tell it the time. */
function now() {
  return new Date().toISOString();
}
