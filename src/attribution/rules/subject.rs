//! Who does what a verb says: the noun phrase before or after it, found without a parser.

use super::unit::Unit;
use std::ops::Range;

/// No noun phrase is longer than this many tokens.
pub(super) const LONGEST: usize = 25;

const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "they",
    "i",
    "we",
    "you",
    "it",
    "who",
    "which",
    "everyone",
    "everybody",
    "somebody",
    "someone",
    "nobody",
    "many",
    "some",
    "others",
    "this",
];

/// Words that no subject goes on over.
const BARRIERS: &[&str] = &[
    "that", "but", "because", "as", "while", "when", "if", "whether", "after", "before", "since",
    "although", "though", "so", "than", "where", "what", "how", "why", "until", "unless", "yet",
    "nor", "is", "are", "was", "were", "has", "had", "have", "will", "would", "can", "could",
    "did", "does", "do", "may", "might", "should", "to", "not", "be", "been", "then", "or", "said",
    "says",
];

const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "during", "by", "with", "from", "for", "under", "over", "into", "through",
    "within", "about", "against", "among", "between", "via", "amid",
];

/// Words before a subject that are not part of it.
const ADVERBS: &[&str] = &[
    "meanwhile",
    "still",
    "also",
    "now",
    "later",
    "earlier",
    "today",
    "yesterday",
    "however",
    "indeed",
    "instead",
    "and",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "here",
    "there",
    "once",
    "even",
    "just",
    "only",
    "again",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "these", "those", "this", "some",
    "many", "several", "most", "one", "two", "no", "other", "another", "both", "few", "all",
];

/// The subject of the verb whose cue begins at `cue`; nothing before `floor` is looked at.
pub(super) fn before(unit: &Unit, cue: usize, floor: usize) -> Option<Range<usize>> {
    let last = unit.before(cue).filter(|&last| last >= floor)?;
    if unit.is(last, PRONOUNS) {
        return Some(last..cue);
    }
    if unit.word(last) == "," {
        return with_apposition(unit, last, floor);
    }
    if unit.is(last, &["and", "but"]) || !unit.is_word(last) || unit.quotation(last).is_some() {
        return None;
    }
    noun_phrase(unit, cue, floor)
}

/// "Dana Ruiz, the city engineer," before the comma at `comma`.
fn with_apposition(unit: &Unit, comma: usize, floor: usize) -> Option<Range<usize>> {
    let lowest = floor.max(comma.saturating_sub(LONGEST));
    let first = (lowest..comma).rev().find(|&at| unit.word(at) == ",")?;
    if (first..comma).any(|at| unit.quotation(at).is_some()) {
        return None;
    }
    let name = noun_phrase(unit, first, floor)?;
    let clause = unit.is(
        first + 1,
        &[
            "who", "which", "whose", "where", "when", "in", "on", "at", "after", "speaking",
            "asked", "during",
        ],
    );
    Some(if clause { name } else { name.start..comma + 1 })
}

/// The noun phrase that ends before `end`.
fn noun_phrase(unit: &Unit, end: usize, floor: usize) -> Option<Range<usize>> {
    let lowest = floor.max(end.saturating_sub(LONGEST));
    let mut start = end;
    while start > lowest && is_inside(unit, start - 1) {
        start -= 1;
        if unit.is(start, &["and"]) && !joins_names(unit, start, end) {
            start += 1;
            break;
        }
    }
    start = trim_start(unit, start, end);
    (start < end && unit.count(start..end) > 0).then_some(start..end)
}

fn is_inside(unit: &Unit, at: usize) -> bool {
    let sign = matches!(unit.word(at), "-" | "&" | "/" | "'" | "’");
    (unit.is_word(at) || sign) && unit.quotation(at).is_none() && !unit.is(at, BARRIERS)
}

/// Whether "and" at `at` joins two subjects, not two clauses: both sides look like names, or the
/// phrase begins the sentence.
fn joins_names(unit: &Unit, at: usize, end: usize) -> bool {
    let names = at > 0 && unit.is_capitalised(at - 1) && unit.is_capitalised(at + 1);
    names || (end - at <= 4 && at.saturating_sub(unit.range.start) <= 3)
}

/// Drops what stands before the subject: "On Monday", "Meanwhile".
fn trim_start(unit: &Unit, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && (unit.is(at, ADVERBS) || unit.word(at).ends_with("ly")) {
        at += 1;
    }
    if !unit.is(at, PREPOSITIONS) {
        return at;
    }
    let begins = |&at: &usize| {
        let name = unit.is_capitalised(at) && !unit.is_capitalised(at - 1);
        !unit.is(at, ADVERBS)
            && !unit.is(at - 1, PREPOSITIONS)
            && !unit.is(at - 1, &["of", "the"])
            && (unit.is(at, DETERMINERS) || name)
    };
    (at + 1..end).rev().find(begins).unwrap_or(at + 1)
}

/// The subject of the unit's main clause, as far as it can be told without knowing its verb: the
/// name, pronoun or short noun phrase that it begins with.
pub(super) fn main(unit: &Unit) -> Option<Range<usize>> {
    let Range { start, end } = unit.range;
    let highest = end.min(start + LONGEST);
    let led_in = unit.is(start, PREPOSITIONS)
        || unit.is(start, BARRIERS)
        || unit.is(start, ADVERBS)
        || unit.is(start, &["ahead", "prior", "despite", "asked", "speaking"]);
    let comma = (start..highest).find(|&at| unit.word(at) == ",").filter(|_| led_in);
    let first = comma.map_or(start, |comma| comma + 1);
    if unit.quotation(first).is_some() || !unit.is_word(first) {
        return None;
    }
    if unit.is(first, PRONOUNS) {
        return Some(first..first + 1);
    }
    let named =
        |&at: &usize| unit.is_word(at) && (unit.is_capitalised(at) || unit.is(at, &["of", "the"]));
    let determined = unit.is(first, DETERMINERS);
    let from = first + usize::from(determined);
    let names = (from..highest).take_while(named).last().map_or(from, |last| last + 1);
    let lower = determined && names == from && unit.is_word(from);
    let last = names + usize::from(lower);
    (last > first).then_some(first..last)
}

/// Words that end a subject that stands after its verb.
const ENDS: &[&str] = &[
    "in",
    "on",
    "at",
    "during",
    "after",
    "when",
    "as",
    "while",
    "who",
    "last",
    "this",
    "earlier",
    "to",
    "with",
    "about",
    "before",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "that",
    "but",
    "later",
    "when",
];

/// The subject that begins at `start`, right after the verb: "said Dana Ruiz, the city engineer".
pub(super) fn after(unit: &Unit, start: usize) -> Option<Range<usize>> {
    let first = unit.is(start, DETERMINERS)
        || unit.is(start, PRONOUNS)
        || (unit.is_capitalised(start) && unit.is_word(start) && !unit.is(start, ENDS));
    if !first {
        return None;
    }
    let highest = unit.range.end.min(start + LONGEST);
    let inside = |&at: &usize| {
        let sign = matches!(unit.word(at), "-" | "&" | "/" | "'" | "’");
        (unit.is_word(at) || sign) && unit.quotation(at).is_none() && !unit.is(at, ENDS)
    };
    let end = (start..highest).take_while(inside).last()? + 1;
    Some(start..apposition_after(unit, end))
}

/// Where the apposition ends that begins with the comma at `comma`; `comma` when there is none.
fn apposition_after(unit: &Unit, comma: usize) -> usize {
    let begins = unit.word(comma) == ","
        && (unit.is(comma + 1, DETERMINERS)
            || unit.is(comma + 1, &["who", "whose"])
            || (!unit.is_capitalised(comma + 1)
                && unit.is_word(comma + 1)
                && unit.is(comma + 2, &["of", "for", "at"])));
    if !begins {
        return comma;
    }
    let highest = unit.range.end.min(comma + LONGEST);
    let stop = (comma + 1..highest).find(|&at| {
        unit.quotation(at).is_some() || matches!(unit.word(at), "." | ";" | ":" | "—" | "--" | ",")
    });
    stop.unwrap_or(comma)
}
