// How things are called on the screen. The same thing has the same name everywhere.
/** @import { Annotation, AnnotationType } from "./types.js" */

/** @type {Record<AnnotationType, string>} */
export const TYPE_NAMES = { quote: "Quotation", claim: "Claim" };

/** @type {Record<string, string>} */
const KIND_NAMES = {
  direct: "direct", indirect: "indirect", mixed: "partly in quotation marks",
  quantity: "figure", trend: "trend", comparison: "comparison", cause: "cause", event: "event",
  allegation: "allegation", rule: "rule or policy", science: "science", other: "other",
};

/** The kinds of each type. @type {Record<AnnotationType, string[]>} */
export const KINDS = { quote: Object.keys(KIND_NAMES).slice(0, 3), claim: Object.keys(KIND_NAMES).slice(3) };

/** @param {{ kind: string }} annotation */
export function kindName({ kind }) {
  return KIND_NAMES[kind] ?? kind;
}

/** How sure the machine is, or who made or confirmed the mark. @param {Annotation} annotation */
export function certainty({ origin, status, score }) {
  if (origin === "human") return "added by you";
  if (status === "accepted" || status === "edited") return `${status === "edited" ? "changed" : status} by you`;
  if (score === null || score === undefined) return "suggested";
  if (score >= 0.9) return "very likely";
  if (score >= 0.7) return "likely";
  if (score >= 0.5) return "less certain";
  return "uncertain";
}

/** A mark's name for those who do not see its colour: "Quotation, direct, Orla Penhale, likely". @param {Annotation} annotation @param {string} speaker */
export function nameOf(annotation, speaker) {
  return [TYPE_NAMES[annotation.type], kindName(annotation), speaker, certainty(annotation)].join(", ");
}

/** "1 claim", "2 claims". @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** "2024-05-16T12:19" as people write it; what cannot be read as a date stays. @param {string} published ISO 8601, as exact as it is known */
export function dateInWords(published) {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(published) ?? [];
  if (!year) return published;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return time ? `${words}, ${time}` : words;
}
