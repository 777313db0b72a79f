// Everything that can be done, in one list: with its keys, and in a dialog that finds it by its name.
import { byId, make, showFound } from "./elements.js";
import { isField } from "./open.js";

/**
 * One thing that can be done.
 *
 * @typedef {object} Command
 * @property {string} name
 * @property {string[]} keys as `event.key` has them, with "Ctrl+" before those that act everywhere: all others act
 *   only in the text and the list (WCAG 2.1.4)
 * @property {() => unknown} run may give a promise of having done it
 */

/** What is being done; it is over when nothing is. @type {Promise<unknown> | null} */
let doing = null;

/** Does one thing after the other: keys are pressed faster than the core answers, and the second starts from what the first has made. @param {() => unknown} run */
function inTurn(run) {
  const done = doing ? doing.then(run) : run();
  if (!(done instanceof Promise)) return;
  const now = done.finally(() => {
    if (doing === now) doing = null;
  });
  doing = now;
}

/** @param {Command[]} commands */
export function bindCommands(commands) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("commands-dialog"));
  const field = /** @type {HTMLInputElement} */ (byId("commands-find"));
  /** Where the reader was and what was selected, for what acts on it. @type {{ focused: Element | null, range: Range | null }} */
  let from = { focused: null, range: null };

  const items = commands.map(({ name, keys, run }) => {
    const onclick = () => {
      dialog.close();
      if (from.focused instanceof HTMLElement) from.focused.focus();
      if (from.range) getSelection()?.addRange(from.range);
      inTurn(run);
    };
    const shown = keys.filter((key) => key !== "Backspace").map((key) => make("kbd", "", keyName(key)));
    return make("li", "", make("button", { onclick }, make("span", "", name), make("span", "", ...shown)));
  });
  byId("commands-list").append(...items);

  const find = () => showFound(field, items);
  const buttons = () => items.filter(({ hidden }) => !hidden).map((item) => /** @type {HTMLElement} */ (item.firstElementChild));
  field.addEventListener("input", find);
  dialog.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = event.key === "ArrowDown" ? all[at + 1] : event.key === "ArrowUp" ? (all[at - 1] ?? field) : null;
    if (event.key === "Enter" && document.activeElement === field) all[0]?.click();
    else if (!next) return;
    event.preventDefault();
    next?.focus();
  });

  const show = () => {
    from = { focused: document.activeElement, range: getSelection()?.isCollapsed === false ? (getSelection()?.getRangeAt(0) ?? null) : null };
    field.value = "";
    find();
    dialog.showModal();
  };
  // Asked at each key: to look for an open one in the whole page takes as long as a long article has marks.
  const dialogs = [...document.querySelectorAll("dialog")];
  const isOpen = () => dialogs.some(({ open }) => open);
  const all = [...commands, { name: "Commands and keys", keys: ["Ctrl+k", "?"], run: show }];
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-command]"))) {
    button.addEventListener("click", () => inTurn(() => all.find(({ name }) => name === button.dataset.command)?.run()));
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || isOpen()) return;
    const [key, isControl] = [event.key.length > 1 ? event.key : event.key.toLowerCase(), event.ctrlKey || event.metaKey];
    // A field takes back its own typing.
    const isTyped = isField(event.target);
    if (isTyped && (!isControl || /[zy]/.test(key))) return;
    if (event.shiftKey && key.length > 1) return;
    const pressed = `${isControl ? "Ctrl+" : ""}${isControl && event.shiftKey ? "Shift+" : ""}${key}`;
    const isInText = event.target instanceof Element && event.target.closest("#article, #list") !== null;
    const command = all.find(({ keys }) => keys.includes(pressed) && (isInText || isControl || key === "Escape"));
    if (!command) return;
    event.preventDefault();
    // What has been typed counts; then the keyboard's place is in the field again.
    const field = isTyped ? /** @type {HTMLElement} */ (event.target) : null;
    field?.blur();
    field?.focus();
    inTurn(command.run);
  });
}

/** A key as it is printed on the keyboard. @param {string} key */
function keyName(key) {
  return { ArrowRight: "→", ArrowLeft: "←" }[key] ?? key.replace(/[a-z]$/, (letter) => (/^\w{2,}$/.test(key) ? letter : letter.toUpperCase()));
}
