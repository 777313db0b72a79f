// Runs in the tab each time the button is pressed. What the reader does is kept by the page's address
// and brought onto the article again at the next visit.
(async () => {
  if (globalThis.saysoAnnotator) {
    globalThis.saysoAnnotator.destroy?.();
    return;
  }
  // Whoever presses twice at once wants one annotator.
  globalThis.saysoAnnotator = {};
  try {
    await annotate();
  } catch (error) {
    globalThis.saysoAnnotator = null;
    throw error;
  }
})();

async function annotate() {
  const { Annotator } = await import(chrome.runtime.getURL("sayso.js"));
  const here = () => location.href.split("#")[0];
  const address = here();
  const article = mostWords(document.querySelectorAll("article, main, [role=main], [itemprop=articleBody]")) ?? document.body;
  const { [address]: annotations } = await chrome.storage.local.get(address);
  const core = { worker: false, module: chrome.runtime.getURL("sayso_bg.wasm") };
  const annotator = new Annotator(article, { url: address, title: document.title, annotations, core });
  globalThis.saysoAnnotator = annotator;
  annotator.addEventListener("close", () => (globalThis.saysoAnnotator = null));
  annotator.addEventListener("change", async ({ detail }) => {
    // A new reading of the page is nothing that the reader has done.
    if (!detail.patch) return;
    if (here() !== address) {
      annotator.say("This page shows another article now, and the change is not kept. Press the button of Sayso twice to begin with it.");
      return;
    }
    try {
      await chrome.storage.local.set({ [address]: await annotator.keep() });
    } catch (error) {
      annotator.say(`This change could not be kept (${error.message}). Save the annotations as a file.`);
    }
  });
}

/** The element with the most text: a page may have an article for each of its teasers. */
function mostWords(elements) {
  return [...elements].reduce((most, one) => (one.textContent.length > (most?.textContent.length ?? 0) ? one : most), null);
}
