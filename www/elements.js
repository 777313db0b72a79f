// Finds the elements that index.html promises.

/** @param {string} id @returns {HTMLElement} @throws {Error} when the page has no such element */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return element;
}
