//! The units of figures, as the reader is told them.

use super::lexicon::{
    AUXILIARY, COORDINATOR, COUNTED, DETERMINER, MODAL, NEGATION, NUMERAL, PERIOD, PREPOSITION,
    RELATIVE, SUBJECT, SUBORDINATOR, VERB,
};
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// Whether token `i` is a hyphen, or a dash in its place, that joins the words around it.
pub(super) fn is_hyphen(words: &Words, i: usize) -> bool {
    let joins = i > 0 && words.touches_next(i - 1) && words.touches_next(i);
    joins && matches!(words.word(i), "-" | "‐" | "‑" | "–")
}

/// Words that units are made of besides periods and what is counted.
const UNITS: &[&str] = &["%", "percent", "percentage", "pct", "times", "degrees", "points", "euro"];

/// Words that a unit may have before the noun that ends it.
const MAX_BEFORE: usize = 3;

/// The unit that begins at `at` and ends before the token `end`: a sign, or a noun in the plural with
/// what stands before it.
pub(super) fn unit_at(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if at >= end {
        return None;
    }
    if let Some(close) = measure_end(words, at) {
        return (close <= end).then_some(at..close);
    }
    let mut i = at;
    for _ in 0..=MAX_BEFORE {
        if i >= end || !may_be_of_unit(words, i, at) {
            return None;
        }
        if is_plural(words, i) && !is_part(words, i) {
            // "teachers unions": the last of two.
            let next = i + 1 < end && is_plural(words, i + 1) && !words.is_capital(i + 1);
            let more = next && !words.any(i + 1, VERB) && may_be_of_unit(words, i + 1, at);
            return Some(at..i + 1 + usize::from(more));
        }
        i += 1;
        while i + 1 < end && is_hyphen(words, i) && words.kind(i + 1) == Some(TokenKind::Word) {
            i += 2;
        }
    }
    None
}

/// Where a unit ends that is a measure by its first word: "percentage points", "°C", "years".
fn measure_end(words: &Words, at: usize) -> Option<usize> {
    let points = |i: usize| usize::from(words.is(i, "point") || words.is(i, "points"));
    if words.is(at, "per") && words.is(at + 1, "cent") {
        return Some(at + 2);
    }
    if words.is(at, "basis") && points(at + 1) > 0 {
        return Some(at + 2);
    }
    if words.is(at, "°") && words.touches_next(at) {
        let scale = matches!(words.word(at + 1), "C" | "F");
        return Some(at + 1 + usize::from(scale));
    }
    if words.is(at, "degrees") {
        let scale = matches!(words.word(at + 1), "Celsius" | "Fahrenheit" | "C" | "F");
        return Some(at + 1 + usize::from(scale));
    }
    let is_unit = UNITS.iter().any(|unit| words.is(at, unit));
    (is_unit || words.any(at, PERIOD)).then(|| at + 1 + points(at + 1))
}

/// Whether the word at `i` can stand in a unit that begins at `at`.
fn may_be_of_unit(words: &Words, i: usize, at: usize) -> bool {
    let other = PREPOSITION
        | DETERMINER
        | NUMERAL
        | COORDINATOR
        | SUBORDINATOR
        | RELATIVE
        | SUBJECT
        | NEGATION
        | AUXILIARY
        | MODAL;
    // "Three plans" but not "four of them plan".
    let is_noun = is_plural(words, i) || words.is_capital(i);
    let fits = is_noun || is_hyphen(words, i + 1) || !words.any(i, VERB);
    let in_name = words.is_capital(i) && i > at;
    words.kind(i) == Some(TokenKind::Word) && fits && (in_name || !words.any(i, other))
}

/// Whether the word at `i`, a noun in the plural, is part of a name that another noun follows:
/// "United States senators".
fn is_part(words: &Words, i: usize) -> bool {
    let next_is_noun = is_plural(words, i + 1) && (!words.any(i + 1, VERB));
    words.is_capital(i) && (next_is_noun || words.is_capital(i + 1))
}

/// Words that end as nouns in the plural do.
const NO_PLURALS: &[&str] = &[
    "says",
    "goes",
    "comes",
    "seems",
    "becomes",
    "gets",
    "knows",
    "includes",
    "always",
    "perhaps",
    "sometimes",
    "versus",
    "plus",
    "besides",
    "across",
    "news",
    "crisis",
    "thus",
    "previous",
    "serious",
    "religious",
    "dangerous",
    "various",
    "famous",
    "previously",
    "overseas",
    "afterwards",
    "towards",
    "whereas",
    "analysis",
    "basis",
    "consensus",
    "bonus",
    "virus",
    "campus",
    "status",
    "census",
    "surplus",
    "christmas",
    "yours",
    "hers",
    "ours",
    "theirs",
    "indigenous",
    "numerous",
    "vs",
];

/// Plurals that do not end in s, and what is counted without one.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "feet",
    "police",
    "personnel",
    "staff",
    "yen",
    "yuan",
    "rand",
    "euro",
    "km",
    "kg",
    "mph",
];

/// Whether the word at `i` looks like a noun in the plural.
fn is_plural(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    let by_end = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let listed = |list: &[&str]| list.iter().any(|listed| word.eq_ignore_ascii_case(listed));
    let is_word = words.kind(i) == Some(TokenKind::Word);
    is_word && (by_end && !listed(NO_PLURALS) || listed(PLURALS) || words.is(i, "women"))
}

/// What prices and rates are told for, besides times.
const PER: &[&str] = &[
    "barrel",
    "ton",
    "tonne",
    "gallon",
    "litre",
    "liter",
    "person",
    "head",
    "share",
    "household",
    "family",
    "mile",
    "kilometre",
    "kilometer",
    "ounce",
    "pound",
    "acre",
    "hectare",
    "night",
    "seat",
    "ticket",
    "vote",
    "child",
    "pupil",
    "student",
    "worker",
    "bushel",
    "kilo",
    "bottle",
    "pint",
];

/// What a figure is told for, if that begins at `at`: "an hour", "per ton", the "-a-barrel" of
/// "$5-a-barrel".
pub(super) fn per_at(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    let gap = usize::from(is_hyphen(words, at));
    let article = at + gap;
    let noun = article + 1 + gap;
    if noun >= end || (gap > 0 && !is_hyphen(words, article + 1)) {
        return None;
    }
    let after = noun + 1;
    let listed = PER.iter().any(|per| words.is(noun, per));
    let period = words.any(noun, PERIOD) && !words.word(noun).ends_with('s');
    // "A day later" and "a second term" are other things.
    let other = ["later", "earlier", "after", "before", "ago"].iter().any(|w| words.is(after, w))
        || (gap == 0 && is_hyphen(words, after))
        || ((words.is(noun, "second") || words.is(noun, "quarter"))
            && words.kind(after) == Some(TokenKind::Word));
    let fits = match &*words.word(article).to_ascii_lowercase() {
        "per" => words.kind(noun) == Some(TokenKind::Word) && !words.is(noun, "cent"),
        "a" | "an" => (period || listed) && !other,
        "each" | "every" => period && !other,
        _ => false,
    };
    fits.then_some(at..after)
}

/// Whether what is counted at `i` is of the kind that figures in the news count.
pub(super) fn is_counted(words: &Words, i: usize) -> bool {
    words.any(i, COUNTED | PERIOD | NUMERAL)
}
