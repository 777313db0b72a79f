//! Figures in words and digits, taken apart where that is plain: value, unit, time, scope.

use super::lexicon::{DETERMINER, MONTH, NUMERAL, PERIOD, PREPOSITION, VERB};
use super::times::{is_year, times};
use super::words::Words;
use crate::annotation::Quantity;
use crate::language::TokenKind;
use std::ops::Range;

/// A figure by its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// All of it: "more than $240 billion".
    pub(super) range: Range<usize>,
    /// The number, scale words reckoned in; `None` for "millions", "the first time".
    pub(super) value: Option<f64>,
    /// The tokens of its unit.
    unit: Option<Range<usize>>,
    /// What it measures.
    pub(super) measure: Measure,
    /// The tokens of "of the market".
    scope: Option<Range<usize>>,
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

/// The figures as an annotation keeps them; the time is that of the clause `range`.
pub(super) fn quantities(words: &Words, range: Range<usize>) -> Vec<Quantity> {
    let time = times(words, range.clone()).into_iter().next();
    let of = |range: Range<usize>| words.span(&range).of(words.text).to_owned();
    let figures = figures(words, range).into_iter();
    figures
        .map(|figure| Quantity {
            span: words.span(&figure.range),
            value: figure.value,
            unit: figure.unit.map(of),
            time: time.clone().map(of),
            scope: figure.scope.map(of),
        })
        .collect()
}

/// The figure that begins at token `at`.
fn figure_at(words: &Words, at: usize, end: usize) -> Option<Figure> {
    if words.is(at, "first") && words.is(at + 1, "time") && at + 1 < end {
        let unit = Some(at + 1..at + 2);
        return Some(Figure {
            range: at..at + 2,
            value: None,
            unit,
            measure: Measure::First,
            scope: None,
        });
    }
    let sign = matches!(words.word(at), "$" | "€" | "£" | "¥" | "₹").then_some(at..at + 1);
    let number = sign.as_ref().map_or(at, |sign| sign.end);
    let (value, after) = number_at(words, number, end)?;
    if sign.is_none() && (is_date(words, at, after) || names(words, at, after)) {
        return None;
    }
    let unit = sign.clone().or_else(|| unit_at(words, after, end));
    let measure = measure_of(words, unit.as_ref());
    let close = unit.as_ref().map_or(after, |unit| unit.end.max(after));
    Some(Figure { range: at..close, value, unit, measure, scope: scope_at(words, close, end) })
}

/// The number that begins at `at` and the token after it; its value is `None` when only its order
/// of size is said ("millions").
fn number_at(words: &Words, at: usize, end: usize) -> Option<(Option<f64>, usize)> {
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
        value = match (value, numeral(words.word(next))) {
            (Some(a), Some(b)) if b >= 100.0 => Some(a * b),
            (Some(a), Some(b)) if a >= 20.0 && b < 10.0 => Some(a + b),
            _ => None,
        };
        next += 1;
    }
    // "twenty-six", "mid-20s": a hyphen in a number word.
    if words.is(next, "-") && words.any(next + 1, NUMERAL) && next + 1 < end {
        value = value.zip(numeral(words.word(next + 1))).map(|(a, b)| a + b);
        next += 2;
    }
    let share = words.is(next, "of") && !words.is(at, "one");
    let counts = words.any(next, PERIOD) || words.is(next, "percent") || share;
    (!bare || next > at + 1 || counts).then_some((value, next))
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

/// Words that a scope may have: enough for "of the world's population".
const MAX_SCOPE: usize = 6;

/// "of the market" at `at`.
fn scope_at(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if !words.is(at, "of") {
        return None;
    }
    let stop = (at + 1..end.min(at + 1 + MAX_SCOPE)).take_while(|&i| {
        words.is_wordlike(i) && (!words.any(i, VERB | PREPOSITION) || words.is(i, "'s"))
    });
    let close = stop.last()? + 1;
    (close < end || end - at <= MAX_SCOPE).then_some(at..close)
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
fn with_bound(words: &Words, start: usize, from: usize) -> usize {
    let fits = |bound: &&&[&str]| {
        start >= from + bound.len()
            && bound.iter().zip(start - bound.len()..).all(|(word, i)| words.is(i, word))
    };
    BOUNDS.iter().find(fits).map_or(start, |bound| start - bound.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;

    /// Each figure as "text | value | unit | time | scope".
    fn read(text: &str) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        let line = |q: Quantity| {
            let value = q.value.map(|value| value.to_string());
            let parts = [value, q.unit, q.time, q.scope].map(Option::unwrap_or_default);
            format!("{} | {}", q.span.of(text), parts.join(" | "))
        };
        quantities(&words, 0..words.len()).into_iter().map(line).collect()
    }

    #[test]
    fn money_has_its_sign_as_unit_and_its_scale_in_the_value() {
        assert_eq!(
            read("Trade reached more than $240 billion in 2023"),
            ["more than $240 billion | 240000000000 | $ | in 2023 | "]
        );
    }

    #[test]
    fn shares_have_a_scope() {
        assert_eq!(
            read("It held 70 percent of the market in 2009"),
            ["70 percent | 70 | percent | in 2009 | of the market"]
        );
    }

    #[test]
    fn number_words_count() {
        assert_eq!(
            read("They waited more than two years for thirty-five trains"),
            ["more than two years | 2 | years |  | ", "thirty-five trains | 35 | trains |  | "]
        );
    }

    #[test]
    fn firsts_are_figures_without_a_value() {
        assert_eq!(
            read("Prices fell for the first time since 2008"),
            ["for the first time |  | time | since 2008 | "]
        );
    }

    #[test]
    fn dates_names_and_adjectives_are_no_figures() {
        for text in [
            "On May 4 2011, a Wednesday, at 9 a.m., the law passed",
            "The six-member team of the Class 9 came two years ago",
            "It is one of the best",
            "Damage in the harbour quarter has risen",
        ] {
            assert_eq!(read(text), Vec::<String>::new());
        }
    }
}
