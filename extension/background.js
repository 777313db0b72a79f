// The toolbar button: annotates the article of the tab, or takes the annotator away again.
chrome.action.onClicked.addListener(({ id }) => {
  chrome.scripting.executeScript({ target: { tabId: id }, files: ["annotate.js"] }).catch(async (error) => {
    // The browser's own pages, and its store, let no extension in.
    console.warn(`Sayso cannot annotate this page: ${error.message}`);
    await chrome.action.setTitle({ tabId: id, title: "Sayso cannot annotate this page: the browser lets no extension in here." });
    await chrome.action.setBadgeText({ tabId: id, text: "!" });
  });
});
