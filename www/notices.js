// Words for the reader: quiet announcements, messages that stay until dismissed, and progress.
/** @import { Progress } from "./types.js" */
import { byId } from "./elements.js";

const status = byId("status");
const notice = byId("notice");
const noticeText = byId("notice-text");
const noticeAction = byId("notice-action");
const progress = byId("progress");
const progressText = byId("progress-text");
const progressBar = /** @type {HTMLProgressElement} */ (byId("progress-bar"));

/** @type {(() => void) | null} */ let onAction = null;
/** @type {(() => void) | null} */ let onCancel = null;

byId("notice-close").addEventListener("click", dismiss);
noticeAction.addEventListener("click", () => {
  const action = onAction;
  dismiss();
  action?.();
});
byId("progress-cancel").addEventListener("click", () => onCancel?.());

/** Says something to a screen reader that a sighted reader sees happen. @param {string} words */
export function announce(words) {
  // The same words twice are read twice only when the text changes in between.
  status.textContent = status.textContent === words ? `${words}\u00A0` : words;
}

/**
 * Shows a message, with something to do about it if there is anything.
 *
 * @param {string} words
 * @param {{ kind?: "error" | "info", action?: { label: string, run: () => void } }} [options]
 */
export function tell(words, { kind = "info", action } = {}) {
  notice.dataset.kind = kind;
  notice.hidden = false;
  noticeText.textContent = words;
  noticeAction.hidden = !action;
  noticeAction.textContent = action?.label ?? "";
  onAction = action?.run ?? null;
}

export function dismiss() {
  // The keyboard's place must not go with it.
  if (notice.contains(document.activeElement)) byId("article").focus({ preventScroll: true });
  notice.hidden = true;
  noticeText.textContent = "";
  onAction = null;
}

/** @param {string} words @param {() => void} cancel */
export function showProgress(words, cancel) {
  progress.hidden = false;
  progressText.textContent = words;
  progressBar.removeAttribute("value");
  onCancel = cancel;
}

/** @param {Progress} progress in blocks */
export function updateProgress({ done, total }) {
  if (total > 0) progressBar.value = done / total;
}

export function hideProgress() {
  progress.hidden = true;
  onCancel = null;
}
