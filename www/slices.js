// Long work on the page's own thread, in turns short enough that nobody notices.

/** How long one turn may take, in milliseconds. */
const TURN_MS = 12;

/** Items done between two looks at the clock. */
const BATCH = 256;

/** Does something to each item, letting the page draw and answer in between. @template T @param {T[]} items @param {(item: T) => void} work */
export async function inSlices(items, work) {
  let turnEnds = performance.now() + TURN_MS;
  for (let from = 0; from < items.length; from += BATCH) {
    for (const item of items.slice(from, from + BATCH)) work(item);
    if (performance.now() < turnEnds) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turnEnds = performance.now() + TURN_MS;
  }
}
