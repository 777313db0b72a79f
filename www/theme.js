// Light, dark, or as the system says. Loaded before the first paint, so that nothing flashes.

const KEY = "sayso-theme";
/** @type {Record<string, string>} */ const NEXT = { auto: "light", light: "dark", dark: "auto" };
/** @type {Record<string, string>} */ const NAMES = { auto: "as the system", light: "light", dark: "dark" };

/** Storage is refused in some private windows; the choice then lasts as long as the page. */
function stored() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto";
  }
}

/** @param {string} theme */
function set(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See `stored`.
  }
}

document.documentElement.dataset.theme = stored();

/** Makes a button go through the themes. @param {HTMLElement} button */
export function bindTheme(button) {
  const label = () => {
    const name = NAMES[document.documentElement.dataset.theme ?? "auto"];
    button.setAttribute("aria-label", `Colours: ${name}`);
    button.title = `Colours: ${name}`;
  };
  button.addEventListener("click", () => {
    set(NEXT[document.documentElement.dataset.theme ?? "auto"] ?? "auto");
    label();
  });
  label();
}
