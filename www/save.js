// Takes the annotations away: a menu of formats, and a download.
/** @import { Connection, Format } from "./types.js" */

/**
 * Fills the menu with the formats that the core writes.
 *
 * @param {HTMLElement} menu
 * @param {Format[]} formats
 * @param {(format: Format) => void} onSave
 */
export function fillSaveMenu(menu, formats, onSave) {
  menu.replaceChildren(
    ...formats.map((format) => {
      const button = document.createElement("button");
      const extension = document.createElement("small");
      extension.textContent = `.${format.extension}`;
      button.append(format.label, " ", extension);
      button.addEventListener("click", () => {
        menu.hidePopover();
        onSave(format);
      });
      return button;
    }),
  );
}

/**
 * Downloads the open article in a format.
 *
 * @param {Connection} connection
 * @param {Format} format
 * @param {string | null} title of the article
 * @returns {Promise<string>} the file's name
 */
export async function save(connection, format, title) {
  const text = await connection.export(format.id);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: format.mime }));
  link.download = `${fileName(title)}.${format.extension}`;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return link.download;
}

/** @param {string | null} title */
function fileName(title) {
  const words = (title ?? "").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? [];
  return words.join("-").slice(0, 80) || "article";
}
