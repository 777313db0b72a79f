// The door to the Rust core: the only module that names its generated bindings.
/** @import { Connection, ExportOptions, Format, Imported, Input, OpenOptions, PageArticle, Patch, SessionDocument, Step } from "./types.js" */
import init, { Session, formats } from "./pkg/sayso.js";

/** How long one slice of analysis may take, in milliseconds: under a frame of 50 ms. */
const SLICE_MS = 24;

/** @type {Promise<unknown> | null} */ let loading = null;

/** Starts the WebAssembly module, once; a failed load can be tried again. @param {string | WebAssembly.Module | null} [module] what was compiled already, or where it is, if not beside its bindings */
function load(module) {
  const from = module ?? carried();
  loading ??= init(from && { module_or_path: from }).catch((/** @type {unknown} */ error) => {
    loading = null;
    throw new Error("The reading part of Sayso could not be loaded. Reload the page.", { cause: error });
  });
  return loading;
}

/** The module in a page that has everything in itself: compressed, as text. */
function carried() {
  const text = globalThis.document?.getElementById("sayso-core")?.textContent;
  if (!text) return undefined;
  const zipped = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]).stream();
  return new Response(zipped.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } });
}

/** One article being read and edited. Every method throws an Error that says what happened. @implements {Connection} */
export class Core {
  /** @type {Session | null} */ #session = null;
  #module;

  /** @param {string} [module] where the WebAssembly is, if not beside its bindings */
  constructor(module) {
    this.#module = module;
  }

  /** Starts the core from what the page has compiled. @param {WebAssembly.Module | null} module */
  async load(module) {
    await load(module);
  }

  /**
   * Reads an article and looks for its annotations, giving way to other work between slices.
   *
   * @param {Input} input
   * @param {OpenOptions} [options] the signal is asked between slices
   * @returns {Promise<SessionDocument>}
   */
  async open(input, { onProgress, signal } = {}) {
    await load(this.#module);
    const session = inWords(() => begin(input));
    try {
      // The first marks of a long article, which takes its time.
      const beginning = input.from === "text" || input.from === "bytes" ? inWords(() => session.beginning()) : null;
      if (beginning) onProgress?.({ done: 0, total: 1, beginning });
      if (input.from !== "saved" && input.from !== "kept") await analyse(session, onProgress, signal);
      const saved = input.from === "page" && input.saved;
      if (saved) inWords(() => session.bring(saved));
      const skipped = input.from === "kept" ? inWords(() => replay(session, input.steps)) : 0;
      // A live page is not kept, and of what is kept the file is there already, as it was before its steps.
      const document = inWords(() => ({ ...session.document(), skipped, file: input.from === "kept" || input.from === "page" ? undefined : session.file() }));
      this.#session?.free();
      this.#session = session;
      return document;
    } catch (error) {
      session.free();
      throw error;
    }
  }

  /** Reads the article anew as the page shows it now; what the user decided is kept. @param {PageArticle} article @param {OpenOptions} [options] @returns {Promise<SessionDocument>} */
  async reread(article, { onProgress } = {}) {
    this.#with((session) => session.reread(article));
    await analyse(/** @type {Session} */ (this.#session), onProgress);
    return this.#with((session) => session.document());
  }

  /** @param {Step} step @param {string} [now] ISO 8601, UTC @returns {Promise<Patch | null>} null when there is no step to take back or to do again */
  async edit(step, now = new Date().toISOString()) {
    return this.#with((session) => take(session, step, now));
  }

  /** What the user decided, to be brought onto the article another time. @returns {Promise<string>} */
  async keep() {
    return this.#with((session) => session.keep());
  }

  /** @param {string} format one of {@link formats} @param {ExportOptions} [options] @returns {Promise<string | Uint8Array<ArrayBuffer>>} */
  async export(format, options) {
    return this.#with((session) => session.export(format, new Date().toISOString(), options));
  }

  /** @param {string | Uint8Array} file its text, or the bytes of an archive @returns {Promise<Imported | null>} null when the file has another article with it */
  async import(file) {
    return this.#with((session) => session.import(file));
  }

  /** @returns {Promise<Format[]>} */
  async formats() {
    await load(this.#module);
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
  if (input.from === "saved") return Session.open(input.file);
  if (input.from === "kept") return Session.open(typeof input.base === "string" ? input.base : JSON.stringify({ version: 1, offsets: "utf16", generator: "sayso", ...input.base }));
  if (input.from === "page") return Session.fromPage(input.article);
  return input.from === "bytes" ? Session.fromBytes(input.bytes, input) : Session.fromText(input.text, input);
}

/** Does again what was done to a document since it was opened. @param {Session} session @param {{ step: Step, now: string }[]} steps @returns {number} how many of them cannot be done, as another Sayso may have done them */
function replay(session, steps) {
  let skipped = 0;
  for (const { step, now } of steps) {
    try {
      take(session, step, now);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      skipped += 1;
    }
  }
  return skipped;
}

/** @param {Session} session @param {Step} step @param {string} now @returns {Patch | null} */
function take(session, step, now) {
  if (step.do === "undo" || step.do === "redo") return session[step.do]() ?? null;
  return step.do === "import" ? (session.import(step.file)?.patch ?? null) : session.edit(step, now);
}

/** @param {Session} session @param {OpenOptions["onProgress"]} report @param {AbortSignal} [signal] */
async function analyse(session, report, signal) {
  let blocks = 4;
  for (;;) {
    signal?.throwIfAborted();
    const began = performance.now();
    const { done, total, finished } = inWords(() => session.step(blocks));
    report?.({ done, total });
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
