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
            Ok(mut figure) => {
                at = figure.range.end;
                figure.range.start = with_bound(words, figure.range.start, range.start);
                found.push(figure);
            }
            Err(next) => at = next,
        }
    }
    found
}

/// The figure that begins at token `at`; without one, the token from which to look on.
fn figure_at(words: &Words, at: usize, end: usize) -> Result<Figure, usize> {
    if words.is(at, "first") && words.is(at + 1, "time") && at + 1 < end {
        return Ok(Figure { range: at..at + 2, measure: Measure::First });
    }
    let sign = is_currency(words, at).then_some(at..at + 1);
    let number = sign.as_ref().map_or(at, |sign| sign.end);
    let Some((_, after)) = number_at(words, number, end) else { return Err(at + 1) };
    // What follows a run of numbers is the same for each of them: "two two … years ago".
    if sign.is_none() && is_other_by(words, after) {
        return Err(after);
    }
    if sign.is_none() && (is_date(words, at, after) || is_label(words, at)) {
        return Err(at + 1);
    }
    let unit = sign.clone().or_else(|| unit_at(words, after, end));
    let measure = measure_of(words, unit.as_ref());
    let close = unit.as_ref().map_or(after, |unit| unit.end.max(after));
    Ok(Figure { range: at..close, measure })
}

/// Whether the number at `at` is part of a name: "Explorer 6", "#3".
fn is_label(words: &Words, at: usize) -> bool {
    at > 0
        && words.kind(at) == Some(TokenKind::Number)
        && (words.is(at - 1, "#")
            || (at > 1
                && words.kind(at - 1) == Some(TokenKind::Word)
                && words.is_capital(at - 1)
                && !words.any(at - 1, PREPOSITION | DETERMINER)))
}

/// Whether a number is none of its own by what stands from `after` on: "a six-member team", "two years
/// ago", "5 January", "9 a.m.".
fn is_other_by(words: &Words, after: usize) -> bool {
    let period = words.any(after + 1, PERIOD) && !words.is(after + 3, "old");
    let adjective = words.is(after, "-")
        && words.kind(after + 1) == Some(TokenKind::Word)
        && !words.any(after + 1, NUMERAL)
        && !period;
    let hour = words.is(after, "a.m.") || words.is(after, "p.m.");
    let past = words.any(after, PERIOD) && words.is(after + 1, "ago");
    adjective || past || hour || words.any(after, MONTH)
}

/// Whether the number `at..after` is a year or a day after its month.
fn is_date(words: &Words, at: usize, after: usize) -> bool {
    if at > 0 && words.any(at - 1, MONTH) {
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
