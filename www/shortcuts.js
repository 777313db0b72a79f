// The keyboard's commands. None acts while something is being typed, and single keys act only in
// the text and the list (WCAG 2.1.4).
import { isField } from "./open.js";

/**
 * @typedef {object} Commands
 * @property {() => void} open
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(steps: number) => void} step to the next or previous annotation
 * @property {() => void} remove the selected annotation
 * @property {() => void} leave what is selected
 */

/** @param {Commands} commands */
export function bindShortcuts(commands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open], :popover-open")) return;
    const command = event.ctrlKey || event.metaKey ? withControl(event, commands) : alone(event, commands);
    if (!command) return;
    event.preventDefault();
    command();
  });
}

/** Radio buttons and the like take no text. @param {EventTarget | null} target */
function isTyping(target) {
  return isField(target) && !(target instanceof HTMLInputElement && target.type === "radio");
}

/** @param {KeyboardEvent} event @param {Commands} commands */
function withControl(event, commands) {
  if (event.altKey) return null;
  switch (event.key.toLowerCase()) {
    case "z":
      return event.shiftKey ? commands.redo : commands.undo;
    case "y":
      return commands.redo;
    case "o":
      return commands.open;
    default:
      return null;
  }
}

/** @param {KeyboardEvent} event @param {Commands} commands */
function alone(event, commands) {
  const isInText = event.target instanceof Element && event.target.closest("#article, #list") !== null;
  if (event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case "Escape":
      return commands.leave;
    case "Delete":
    case "Backspace":
      return isInText ? commands.remove : null;
    case "ArrowRight":
      return isInText ? () => commands.step(1) : null;
    case "ArrowLeft":
      return isInText ? () => commands.step(-1) : null;
    default:
      return null;
  }
}
