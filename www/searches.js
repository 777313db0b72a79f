// Ready searches for a claim: plain links, followed by the reader alone.

/** No search has more words than this. */
const TERMS = 12;

/** Words that say nothing about what a claim is about. */
const EMPTY = new Set(
  `a about according after all also an and any are as at be been being before but by can could did do does for from had has have he her
  his i if in into is it its just may more most not of on or our over said say says she should so some such than that the their them then
  there these they this those to under up was we were what when where which while who whom will with would you your`.split(/\s+/),
);

/** The places that are searched, with what stands before the terms: a fact-check explorer, and a search engine that keeps no profile. */
export const PLACES = [
  { name: "Fact-check Explorer", search: "https://toolbox.google.com/factcheck/explorer/search/" },
  { name: "DuckDuckGo", search: "https://duckduckgo.com/?q=" },
];

/** The words by which a claim can be found. @param {string} claim */
export function keyTerms(claim) {
  const words = claim.match(/[£$€]?[\p{L}\p{N}]+(?:[.,:’'-][\p{L}\p{N}]+)*%?/gu) ?? [];
  return words.filter((word) => !EMPTY.has(word.toLowerCase())).slice(0, TERMS).join(" ");
}
