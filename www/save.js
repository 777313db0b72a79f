// Takes the annotations away: a menu of formats, and a download or the clipboard.
/** @import { Connection, ExportOptions, Format } from "./types.js" */
import { make } from "./elements.js";

/** What can be chosen of the marks. @type {[string, ExportOptions][]} */
const CHOICES = [
  ["all marks", {}],
  ["accepted marks only", { accepted: true }],
  ["quotations only", { only: "quote" }],
  ["claims only", { only: "claim" }],
];

/** How a format is to be taken away. @typedef {{ format: Format, choice: ExportOptions, copy: boolean }} Taking */

/** Fills the menu with the formats that the core writes, under what to write of the marks and where. @param {HTMLElement} menu @param {Format[]} formats @param {(taking: Taking) => void} onTake */
export function fillSaveMenu(menu, formats, onTake) {
  const choice = make("select", {}, ...CHOICES.map(([words]) => make("option", {}, words)));
  const copy = make("input", { type: "checkbox" });
  const buttons = formats.map((format) => {
    const onclick = () => {
      menu.hidePopover();
      onTake({ format, choice: CHOICES[choice.selectedIndex]?.[1] ?? {}, copy: copy.checked });
    };
    return make("button", { onclick }, format.label, " ", make("small", "", `.${format.extension}`));
  });
  copy.addEventListener("change", () => {
    formats.forEach((format, index) => (buttons[index].disabled = copy.checked && !format.text));
  });
  menu.replaceChildren(make("label", "", "Write ", choice), make("label", "", "Copy instead of saving ", copy), ...buttons);
}

/**
 * Downloads the open article in a format, or copies it.
 *
 * @param {Connection} connection
 * @param {Taking} taking
 * @param {string | null} title of the article
 * @returns {Promise<string>} a sentence about what was done
 * @throws {Error} when the clipboard is refused
 */
export async function save(connection, { format, choice, copy }, title) {
  const name = fileName(title);
  const contents = await connection.export(format.id, { ...choice, name });
  if (copy && typeof contents === "string") {
    // Where rich text is pasted it arrives as such, elsewhere as notes rather than as tags.
    const isRich = format.id === "html";
    await toClipboard(isRich ? await connection.export("md", choice) : contents, isRich ? contents : null);
    return `${format.label} is on the clipboard.`;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([contents], { type: format.mime }));
  link.download = `${name}.${format.extension}`;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `Saved as ${link.download}.`;
}

/** Whether a saved file gives everything back when it is opened. @param {Taking} taking */
export function keepsAll({ format, choice, copy }) {
  return format.keeps && !copy && Object.keys(choice).length === 0;
}

/** @param {string | Uint8Array} text @param {string | null} html the same as rich text @throws {Error} */
async function toClipboard(text, html) {
  const forms = Object.entries({ "text/plain": text, "text/html": html }).filter(([, form]) => form !== null);
  const blobs = forms.map(([type, form]) => [type, new Blob([/** @type {string} */ (form)], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch (error) {
    throw new Error("The browser does not let Sayso use the clipboard here. Save a file instead.", { cause: error });
  }
}

/** @param {string | null} title */
function fileName(title) {
  const words = (title ?? "").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? [];
  return words.join("-").slice(0, 80) || "article";
}
