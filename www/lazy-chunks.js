// Draws a long column bit by bit: what is near the screen first, the rest while nothing else happens.
import { whenIdle } from "./elements.js";

/** What is near the screen waits no longer than this to be drawn again, in milliseconds. */
const PATIENCE_MS = 200;

/** No turn begins another chunk after so many milliseconds: whoever presses a key then does not wait for it. */
const TURN_MS = 12;

/** A column of many items, drawn in chunks. */
export class LazyChunks {
  #fill;
  /** @type {HTMLElement[]} */ #elements = [];
  /** What is not drawn yet, or has to be drawn anew. @type {Set<number>} */
  #unfilled = new Set();
  /** @type {Set<number>} */ #near = new Set();
  #isWaiting = false;
  #observer;
  #stopped = false;

  /**
   * @param {HTMLElement} container emptied first
   * @param {number} count of chunks
   * @param {object} draw
   * @param {(chunk: number, element: HTMLElement) => void} draw.fill puts a chunk's content into its element, or draws anew what is there
   * @param {(chunk: number) => number} draw.height about how high it will be, in pixels
   */
  constructor(container, count, { fill, height }) {
    this.#fill = fill;
    this.#observer = new IntersectionObserver((entries) => this.#nearScreen(entries), {
      rootMargin: "1500px 0px",
    });
    container.replaceChildren();
    for (let chunk = 0; chunk < count; chunk++) {
      const element = document.createElement("div");
      element.className = count > 1 ? "chunk" : "";
      if (count > 1) element.style.containIntrinsicSize = `auto ${height(chunk)}px`;
      element.dataset.chunk = String(chunk);
      this.#elements.push(element);
      this.#unfilled.add(chunk);
      this.#observer.observe(element);
    }
    container.append(...this.#elements);
    if (count > 0) this.ensure(0);
    this.#fillWhenIdle();
    addEventListener("beforeprint", this.fillAll);
  }

  /** Draws a chunk now, unless it is drawn. @param {number} chunk */
  ensure(chunk) {
    if (this.#unfilled.delete(chunk)) this.#fill(chunk, this.#elements[chunk]);
  }

  /** Draws everything anew: what is on the screen now, the rest when it comes near or nothing else happens. */
  redraw() {
    const drawn = [...this.#elements.keys()].filter((chunk) => !this.#unfilled.has(chunk));
    // What is near the screen comes first when there is time.
    const near = drawn.filter((chunk) => this.#near.has(chunk));
    const seen = near.filter((chunk) => {
      const { top, bottom } = this.#elements[chunk].getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    this.#unfilled = new Set([...near, ...this.#unfilled, ...drawn]);
    for (const chunk of seen) this.ensure(chunk);
    this.#fillWhenIdle();
  }

  /** @param {number} chunk */
  element(chunk) {
    return this.#elements[chunk];
  }

  fillAll = () => {
    for (const chunk of this.#unfilled) this.ensure(chunk);
  };

  destroy() {
    this.#stopped = true;
    this.#observer.disconnect();
    removeEventListener("beforeprint", this.fillAll);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #nearScreen(entries) {
    for (const { isIntersecting, target } of entries) {
      const chunk = Number(/** @type {HTMLElement} */ (target).dataset.chunk);
      if (!isIntersecting) this.#near.delete(chunk);
      else {
        this.#near.add(chunk);
        this.ensure(chunk);
      }
    }
  }

  #fillWhenIdle() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    whenIdle((deadline) => {
      this.#isWaiting = false;
      if (this.#stopped) return;
      const end = performance.now() + TURN_MS;
      // A page that never rests draws one after the other all the same.
      let isDue = deadline.didTimeout;
      for (const chunk of this.#unfilled) {
        if (!isDue && (deadline.timeRemaining() <= 4 || performance.now() >= end)) break;
        isDue = false;
        this.ensure(chunk);
      }
      if (this.#unfilled.size > 0) this.#fillWhenIdle();
    }, PATIENCE_MS);
  }
}
