// The article at a glance, under the list of speakers: a picture that the core draws, and its figures as a table.
/** @import { Connection } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { byId, make, picture } from "./elements.js";
import { kindName } from "./wording.js";

const root = /** @type {HTMLDetailsElement} */ (byId("summary"));
/** What is shown when the reader opens it. @type {{ connection: Connection, document: OpenDocument } | null} */
let whole = null;
let turns = 0;

root.addEventListener("toggle", () => draw().catch(() => {}));

/** @param {Connection} connection @param {OpenDocument} document */
export function showSummary(connection, document) {
  whole = { connection, document };
  root.hidden = document.filter.view !== "speakers";
  // An article that is left takes its core along.
  draw().catch(() => {});
}

async function draw() {
  if (!whole || root.hidden || !root.open) return;
  const turn = ++turns;
  const { connection, document } = whole;
  const svg = await connection.export("svg");
  if (turn !== turns) return;
  const image = picture(svg, "Who has how much of the quoted words, which kinds of claims there are, and where in the article they stand: the figures are in the tables.");
  const kinds = Map.groupBy(document.all.filter(({ type, status }) => type === "claim" && status !== "rejected"), kindName);
  const rows = [...kinds].sort(([, a], [, b]) => b.length - a.length).map(([kind, claims]) => make("tr", "", make("th", { scope: "row" }, kind), make("td", "", String(claims.length))));
  byId("summary-body").replaceChildren(image, make("table", "", make("caption", "", "Kinds of claims"), ...rows));
}
