// Light, dark, or as the system says. Loaded before the first paint, so that nothing flashes.

const KEY = "sayso-theme";
/** @type {Record<string, string>} */ const NEXT = { auto: "light", light: "dark", dark: "auto" };
/** @type {Record<string, string>} */ const NAMES = { auto: "as the system", light: "light", dark: "dark" };

const { dataset } = document.documentElement;

/** Some private windows refuse to store anything: the choice then lasts as long as the page. @template T @param {(storage: Storage) => T} use */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

dataset.theme = stored((storage) => storage.getItem(KEY)) ?? "auto";

/** Makes a button go through the themes. @param {HTMLElement} button */
export function bindTheme(button) {
  const show = () => (button.ariaLabel = button.title = `Colours: ${NAMES[dataset.theme ?? "auto"]}`);
  button.addEventListener("click", () => {
    const theme = (dataset.theme = NEXT[dataset.theme ?? "auto"] ?? "auto");
    stored((storage) => storage.setItem(KEY, theme));
    show();
  });
  show();
}
