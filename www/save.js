// Takes the annotations away: as a file, by the clipboard, or to another app.
/** @import { Connection, ExportOptions, Format } from "./types.js" */

/** The open article in a format. @typedef {{ format: Format, contents: string | Uint8Array<ArrayBuffer>, name: string }} Made */

/** @param {Connection} connection @param {Format} format @param {ExportOptions} choice @param {string} name of the file, without its ending @returns {Promise<Made>} */
export async function write(connection, format, choice, name) {
  const ending = `.${format.extension}`;
  const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
  const safe = bare.replace(/[\\/:*?"<>|\p{Cc}]+/gu, "-").trim() || "article";
  return { format, contents: await connection.export(format.id, { ...choice, name: safe }), name: `${safe}${ending}` };
}

/** @param {Made} made @returns {string} a sentence about what was done */
export function download({ format, contents, name }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([contents], { type: format.mime }));
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `Saved as ${name}.`;
}

/** Puts text on the clipboard. @param {Made} made @param {string} [plain] what stands in for a page where no rich text is taken @returns {Promise<string>} a sentence about what was done @throws {Error} when the clipboard is refused */
export async function copy({ format, contents }, plain) {
  // A style sheet is not for where it is pasted, and the page's own policy would have none of it.
  const rich = plain === undefined ? null : String(contents).replace(/<style>.*?<\/style>/s, "");
  const forms = { "text/plain": plain ?? contents, ...(rich && { "text/html": rich }) };
  const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch (error) {
    throw new Error("The browser does not let Sayso use the clipboard here. Save a file instead.", { cause: error });
  }
  return `${format.label} is on the clipboard.`;
}

/** The file, where this browser can hand one to another app. @param {Made} made */
export function shareable({ format, contents, name }) {
  const file = new File([contents], name, { type: format.mime });
  return navigator.canShare?.({ files: [file] }) ? file : null;
}

/** What to call a file about an article. @param {string | null} title */
export function fileName(title) {
  const words = (title ?? "").toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? [];
  return words.join("-").slice(0, 80) || "article";
}
