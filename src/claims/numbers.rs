//! Numbers in words and digits, and the words that bound them.

use super::lexicon::{NUMERAL, PERIOD};
use super::units::unit_at;
use super::words::Words;
use crate::language::TokenKind;

/// Whether token `i` is the sign of a currency.
pub(super) fn is_currency(words: &Words, i: usize) -> bool {
    matches!(words.word(i), "$" | "€" | "£" | "¥" | "₹")
}

/// A number, with what is written in one with it.
pub(super) struct Amount<'t> {
    /// Scale words reckoned in; `None` for "millions".
    pub(super) value: Option<f64>,
    /// The token after it.
    pub(super) after: usize,
    /// The "km" of "5km".
    pub(super) unit: Option<&'t str>,
}

/// The number that begins at `at`, before the token `end`: as [`number_at`] has it, or with its
/// scale or its unit glued to it, as the financial press writes: "£1.2bn", "1.5C".
pub(super) fn amount_at<'t>(
    words: &Words<'t>,
    at: usize,
    end: usize,
    is_money: bool,
) -> Option<Amount<'t>> {
    if at >= end {
        return None;
    }
    let word = words.word(at);
    let digits = word.trim_end_matches(char::is_alphabetic);
    let letters = &word[digits.len()..];
    let is_code = digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_code {
        return None;
    }
    if words.kind(at) != Some(TokenKind::Number) || letters.is_empty() {
        let (value, after) = number_at(words, at, end)?;
        let scale = (after < end).then(|| abbreviated(words.word(after))).flatten();
        let value = scale.map_or(value, |scale| value.map(|value| value * scale));
        return Some(Amount { value, after: after + usize::from(scale.is_some()), unit: None });
    }
    let after = at + 1;
    let value = parse_number(digits)?;
    // "5m" may be meters: only money and what is counted is told in millions.
    let counts = || is_money || unit_at(words, after, end).is_some();
    let scale = match &*letters.to_ascii_lowercase() {
        "k" | "thousand" => Some(1e3),
        "m" if counts() => Some(1e6),
        "b" if is_money => Some(1e9),
        "t" if is_money => Some(1e12),
        lower => abbreviated(lower).or_else(|| numeral(lower).filter(|&scale| scale >= 1e6)),
    };
    match scale {
        Some(scale) => Some(Amount { value: Some(value * scale), after, unit: None }),
        None if GLUED.contains(&letters) => {
            Some(Amount { value: Some(value), after, unit: Some(letters) })
        }
        None => None,
    }
}

/// What an abbreviation of a scale word stands for that can be nothing else.
fn abbreviated(word: &str) -> Option<f64> {
    match word {
        "mn" | "mln" => Some(1e6),
        "bn" => Some(1e9),
        "tn" | "trn" => Some(1e12),
        _ => None,
    }
}

/// Units that are written in one with their number. Letters of names ("5G") are none.
const GLUED: &[&str] = &[
    "C", "F", "m", "km", "cm", "mm", "ft", "mi", "kg", "g", "lb", "lbs", "mph", "kph", "MW", "GW",
    "kW", "TW", "MWh", "GWh", "kWh", "TWh", "pc", "pct", "p", "bp", "bps", "pts", "ha", "GB", "TB",
];

/// The number that begins at `at` and the token after it; its value is `None` when only its order
/// of size is said ("millions").
pub(super) fn number_at(words: &Words, at: usize, end: usize) -> Option<(Option<f64>, usize)> {
    let mut value = match words.kind(at)? {
        TokenKind::Number => Some(parse_number(words.word(at))?),
        TokenKind::Word if words.any(at, NUMERAL) => numeral(words.word(at)),
        _ => return None,
    };
    // "one" is a pronoun more often than a figure, "the harbour quarter" and "the third" are none.
    let part = ["third", "thirds", "quarter", "quarters"].iter().any(|word| words.is(at, word));
    let counted = at > 0 && (words.is(at - 1, "a") || words.is(at - 1, "one"));
    let bare =
        words.is(at, "one") || words.is(at, "half") || words.is(at, "couple") || (part && !counted);
    let mut next = at + 1;
    while next < end && words.any(next, NUMERAL) {
        value = joined(value, numeral(words.word(next)));
        next += 1;
    }
    // "twenty-six", "5-million": a hyphen in a number.
    if words.is(next, "-") && words.any(next + 1, NUMERAL) && next + 1 < end {
        value = joined(value, numeral(words.word(next + 1)));
        next += 2;
    }
    let share = words.is(next, "of") && !words.is(at, "one");
    let counts = words.any(next, PERIOD) || words.is(next, "percent") || share;
    (!bare || next > at + 1 || counts).then_some((value, next))
}

/// The value of two numbers one after the other: "5 million", "twenty six".
fn joined(first: Option<f64>, second: Option<f64>) -> Option<f64> {
    match (first?, second?) {
        (a, b) if b >= 100.0 => Some(a * b),
        (a, b) if a >= 20.0 && b < 10.0 => Some(a + b),
        _ => None,
    }
}

/// The value of a token such as "2,000.50"; `None` for "75th", "12:19", "1990s".
fn parse_number(word: &str) -> Option<f64> {
    let plain: String = word.chars().filter(|&c| c != ',').collect();
    plain.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| plain.parse().ok()).flatten()
}

/// The value of a number word; `None` for one that tells only the order of size.
fn numeral(word: &str) -> Option<f64> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = word.to_ascii_lowercase();
    if let Some(small) = SMALL.iter().position(|&s| s == word) {
        return u8::try_from(small).ok().map(f64::from);
    }
    Some(match &*word {
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        "half" => 0.5,
        "quarter" => 0.25,
        _ => return None,
    })
}

/// Words that bound a figure, longest first.
const BOUNDS: &[&[&str]] = &[
    &["for", "the"],
    &["an", "estimated"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["as", "many", "as"],
    &["about"],
    &["around"],
    &["nearly"],
    &["almost"],
    &["over"],
    &["under"],
    &["some"],
    &["roughly"],
    &["approximately"],
    &["only"],
];

/// Where the figure at `start` begins with the words that bound it ("more than").
pub(super) fn with_bound(words: &Words, start: usize, from: usize) -> usize {
    let fits = |bound: &&&[&str]| {
        start >= from + bound.len()
            && bound.iter().zip(start - bound.len()..).all(|(word, i)| words.is(i, word))
    };
    BOUNDS.iter().find(fits).map_or(start, |bound| start - bound.len())
}
