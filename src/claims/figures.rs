//! Figures in words and digits, as the trained model knows them.
//!
//! A change here asks for new weights. What the reader is told of a figure is read in
//! [`super::quantities`].

use super::lexicon::{DETERMINER, MONTH, NUMERAL, PERIOD, PREPOSITION, VERB};
use super::numbers::{is_currency, number_at, with_bound};
use super::times::is_year;
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// A figure by its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// All of it: "more than $240 billion".
    pub(super) range: Range<usize>,
    /// What it measures.
    pub(super) measure: Measure,
}

/// What a [`Figure`] measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// An amount of money.
    Money,
    /// A share.
    Percent,
    /// A time that passed.
    Duration,
    /// A number of things, or a bare number.
    Count,
    /// "for the first time".
    First,
}

/// The figures among the tokens `range`, in text order. Dates and years are none.
pub(super) fn figures(words: &Words, range: Range<usize>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match figure_at(words, at, range.end) {
            Some(mut figure) => {
                at = figure.range.end;
                figure.range.start = with_bound(words, figure.range.start, range.start);
                found.push(figure);
            }
            None => at += 1,
        }
    }
    found
}

/// The figure that begins at token `at`.
fn figure_at(words: &Words, at: usize, end: usize) -> Option<Figure> {
    if words.is(at, "first") && words.is(at + 1, "time") && at + 1 < end {
        return Some(Figure { range: at..at + 2, measure: Measure::First });
    }
    let sign = is_currency(words, at).then_some(at..at + 1);
    let number = sign.as_ref().map_or(at, |sign| sign.end);
    let (_, after) = number_at(words, number, end)?;
    if sign.is_none() && (is_date(words, at, after) || names(words, at, after)) {
        return None;
    }
    let unit = sign.clone().or_else(|| unit_at(words, after, end));
    let measure = measure_of(words, unit.as_ref());
    let close = unit.as_ref().map_or(after, |unit| unit.end.max(after));
    Some(Figure { range: at..close, measure })
}

/// Whether the number `at..after` is part of a name or of an adjective: "Explorer 6", "#3", "a
/// six-member team", or of a time: "two years ago".
fn names(words: &Words, at: usize, after: usize) -> bool {
    let label = at > 0
        && words.kind(at) == Some(TokenKind::Number)
        && (words.is(at - 1, "#")
            || (at > 1
                && words.kind(at - 1) == Some(TokenKind::Word)
                && words.is_capital(at - 1)
                && !words.any(at - 1, PREPOSITION | DETERMINER)));
    let period = words.any(after + 1, PERIOD) && !words.is(after + 3, "old");
    let adjective = words.is(after, "-")
        && words.kind(after + 1) == Some(TokenKind::Word)
        && !words.any(after + 1, NUMERAL)
        && !period;
    label || adjective || (words.any(after, PERIOD) && words.is(after + 1, "ago"))
}

/// Whether the number `at..after` is a year, a day of a month or a time of day.
fn is_date(words: &Words, at: usize, after: usize) -> bool {
    let before = |class| at > 0 && words.any(at - 1, class);
    if before(MONTH)
        || words.any(after, MONTH)
        || words.is(after, "a.m.")
        || words.is(after, "p.m.")
    {
        return true;
    }
    is_year(words, at) && !words.any(after, PERIOD) && unit_at(words, after, words.len()).is_none()
}

/// Words that units are made of besides periods and what is counted.
const UNITS: &[&str] = &["%", "percent", "percentage", "cent", "times", "degrees", "points"];

/// The unit that begins at `at`: a sign, or a noun of at most three words.
fn unit_at(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if at >= end {
        return None;
    }
    if words.is(at, "per") && words.is(at + 1, "cent") {
        return Some(at..at + 2);
    }
    if UNITS.iter().any(|unit| words.is(at, unit)) || words.any(at, PERIOD) {
        return Some(at..at + 1);
    }
    let hyphen = usize::from(words.is(at, "-"));
    let last = (at + hyphen..end.min(at + hyphen + 3)).find(|&i| is_plural(words, i))?;
    let plain = (at + hyphen..last).all(|i| {
        words.kind(i) == Some(TokenKind::Word)
            && !words.any(i, PREPOSITION | DETERMINER | VERB | NUMERAL)
    });
    plain.then_some(at + hyphen..last + 1)
}

fn is_plural(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    words.kind(i) == Some(TokenKind::Word)
        && !words.is_capital(i)
        && (plural || ["people", "men", "women", "children", "migrants", "euro"].contains(&word))
}

fn measure_of(words: &Words, unit: Option<&Range<usize>>) -> Measure {
    let Some(unit) = unit else { return Measure::Count };
    let word = words.word(unit.end - 1);
    match word {
        "$" | "€" | "£" | "¥" | "₹" | "dollars" | "euros" | "pounds" | "yen" | "yuan"
        | "rubles" | "roubles" | "rupees" | "francs" | "pesos" | "cents" => Measure::Money,
        "%" | "percent" | "cent" | "percentage" => Measure::Percent,
        _ if words.any(unit.end - 1, PERIOD) => Measure::Duration,
        _ => Measure::Count,
    }
}
