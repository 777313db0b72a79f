// One interface to the core, whether it runs in a worker or, where none can be had, in slices here.
/** @import { Call, Connection, OpenOptions, Progress, Reply, SessionDocument } from "./types.js" */

/** How long a worker may take to say that it has started, in milliseconds. */
const START_LIMIT_MS = 10_000;

/**
 * The page's policy lets no string become markup or code (Trusted Types, where a browser has them)
 * but for what this passes: the address of the worker.
 *
 * @type {{ createScriptURL(url: string): string } | undefined}
 */
const policy = makePolicy();

function makePolicy() {
  try {
    return /** @type {any} */ (globalThis).trustedTypes?.createPolicy("sayso", { createScriptURL: (/** @type {string} */ url) => url });
  } catch {
    // A page that Sayso is embedded in may allow no policy of that name: then there is no worker.
  }
}

/**
 * Opens a connection to a core of its own: closing it gives back all memory that its article took,
 * and an article that cannot be read never touches the one on the screen.
 *
 * @param {{ worker?: boolean }} [options] `worker: false` runs the core in this thread
 * @returns {Promise<Connection>}
 */
export async function connect({ worker = true } = {}) {
  const port = worker ? await startWorker() : null;
  return port ? new WorkerConnection(port) : inThread();
}

/** Runs the core in this thread, giving way between slices. @returns {Promise<Connection>} */
async function inThread() {
  const { Core } = await import("./core.js");
  const core = new Core();
  return {
    open: (input, { onProgress = () => {}, signal } = {}) => core.open(input, onProgress, signal),
    reread: (article, { onProgress = () => {} } = {}) => core.reread(article, onProgress),
    edit: async (edit) => core.edit(edit),
    undo: async () => core.undo(),
    redo: async () => core.redo(),
    export: async (format, options) => core.export(format, options),
    import: async (file) => core.import(file),
    formats: () => core.formats(),
    close: () => core.close(),
  };
}

/** @returns {Promise<Worker | null>} null where the browser gives none */
function startWorker() {
  return new Promise((resolve) => {
    /** @type {Worker} */
    let worker;
    try {
      const { href } = new URL("./worker.js", import.meta.url);
      worker = new Worker(policy?.createScriptURL(href) ?? href, { type: "module", name: "sayso" });
    } catch {
      resolve(null);
      return;
    }
    const giveUp = () => {
      worker.terminate();
      resolve(null);
    };
    const limit = setTimeout(giveUp, START_LIMIT_MS);
    worker.addEventListener("error", giveUp, { once: true });
    worker.addEventListener("message", () => {
      clearTimeout(limit);
      worker.removeEventListener("error", giveUp);
      resolve(worker);
    }, { once: true });
  });
}

/** What a call waits with. @typedef {{ resolve: (value: any) => void, reject: (reason: unknown) => void, onProgress?: (progress: Progress) => void, parts: unknown[] }} Waiting */

/** @implements {Connection} */
class WorkerConnection {
  #worker;
  #lastId = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    worker.addEventListener("error", () => {
      this.#fail(new Error("The analysis stopped unexpectedly. Open the article again."));
    });
  }

  /**
   * @param {import("./types.js").Input} input
   * @param {OpenOptions} [options] aborting ends the worker: the connection is closed by it
   * @returns {Promise<SessionDocument>}
   */
  async open(input, { onProgress, signal } = {}) {
    signal?.throwIfAborted();
    const abort = () => {
      this.#worker.terminate();
      this.#fail(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await this.#call("open", [input], onProgress);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** @param {import("./types.js").PageArticle} article @param {OpenOptions} [options] */
  reread(article, { onProgress } = {}) {
    return this.#call("reread", [article], onProgress);
  }

  /** @param {import("./types.js").Edit} edit */
  edit(edit) {
    return this.#call("edit", [edit]);
  }

  undo() {
    return this.#call("undo", []);
  }

  redo() {
    return this.#call("redo", []);
  }

  /** @param {string} format @param {import("./types.js").ExportOptions} [options] */
  export(format, options) {
    return this.#call("export", [format, options]);
  }

  /** @param {string} file */
  import(file) {
    return this.#call("import", [file]);
  }

  formats() {
    return this.#call("formats", []);
  }

  close() {
    this.#worker.terminate();
    this.#fail(new DOMException("The article was closed.", "AbortError"));
  }

  /**
   * @param {Call} call
   * @param {unknown[]} args
   * @param {(progress: Progress) => void} [onProgress]
   * @returns {Promise<any>}
   */
  #call(call, args, onProgress) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject, onProgress, parts: [] });
      this.#worker.postMessage({ id, call, args });
    });
  }

  /** @param {Reply} reply */
  #receive(reply) {
    if ("ready" in reply) return;
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if ("progress" in reply) {
      waiting.onProgress?.(reply.progress);
    } else if ("part" in reply) {
      waiting.parts.push(...reply.part);
    } else {
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiting.reject(new Error(reply.error));
      else waiting.resolve(join(reply.result, waiting.parts));
    }
  }

  /** @param {unknown} reason */
  #fail(reason) {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

/** Puts the annotations that travelled ahead back into their document. @param {unknown} result @param {unknown[]} parts */
function join(result, parts) {
  return parts.length > 0 ? { .../** @type {object} */ (result), annotations: parts } : result;
}
