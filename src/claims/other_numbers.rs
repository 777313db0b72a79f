//! Numbers that are no figures: in names, scores, telephone numbers, dates.

use super::lexicon::{DAY, DETERMINER, MONTH, NUMERAL, PERIOD, PREPOSITION};
use super::numbers::Amount;
use super::times::{is_calendar_year, is_day, is_year};
use super::units::is_hyphen;
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// The token before `i`, if there is one for which `holds` holds.
pub(super) fn before(i: usize, holds: impl Fn(usize) -> bool) -> bool {
    i.checked_sub(1).is_some_and(holds)
}

/// Whether the number at `at` is part of a name, of a score or of a telephone number by what stands
/// before it: "EB-5", "3-2", "the Big Ten".
pub(super) fn is_in_name(words: &Words, at: usize, clause: &Range<usize>) -> bool {
    let is_number = words.kind(at) == Some(TokenKind::Number);
    let other_number = |b: usize| words.kind(b) == Some(TokenKind::Number) && !is_year(words, b);
    let capital = !is_number && words.is_capital(at) && at > clause.start;
    before(at, |b| {
        is_hyphen(words, b)
            || words.is(b, "#")
            || (is_number && other_number(b))
            || (capital && words.kind(b) == Some(TokenKind::Word))
    })
}

/// Whether the number at `at` is no figure by what stands around it: a date, a label, an adjective, a
/// score.
pub(super) fn is_other(
    words: &Words,
    at: usize,
    amount: &Amount,
    unit: Option<&Range<usize>>,
    bounded: bool,
) -> bool {
    let after = amount.after;
    // "A six-member team", "18- to 24-year-old".
    let hyphen = matches!(words.word(after), "-" | "–") && words.touches_next(after - 1);
    let adjective = hyphen && unit.is_none();
    let next_number =
        words.kind(at) == Some(TokenKind::Number) && words.kind(after) == Some(TokenKind::Number);
    let past = words.any(after, PERIOD) && words.is(after + 1, "ago");
    let label = !bounded && is_label(words, at, unit);
    let year = after == at + 1 && is_year(words, at) && is_calendar_year(words, at);
    adjective || next_number || past || label || year || is_date(words, at, after, unit)
}

/// Words before the number of a thing that has one for a name, in lower case.
const NUMBERED: &[&str] = &[
    "flight",
    "page",
    "chapter",
    "section",
    "room",
    "number",
    "no.",
    "item",
    "phase",
    "grade",
    "level",
    "type",
    "route",
    "highway",
    "article",
    "channel",
    "rule",
    "title",
    "paragraph",
    "line",
    "gate",
    "platform",
    "season",
    "episode",
    "step",
    "figure",
    "table",
    "proposition",
    "stage",
    "tier",
];

/// Whether the number at `at` is a name: "Flight 370", "section 12".
fn is_label(words: &Words, at: usize, unit: Option<&Range<usize>>) -> bool {
    let plain = words.word(at).bytes().all(|b| b.is_ascii_digit());
    let measured = unit.is_some_and(|unit| {
        words.any(unit.start, PERIOD) || MEASURES_OF_VOTES.iter().any(|m| words.is(unit.start, m))
    });
    if !plain || measured {
        return false;
    }
    before(at, |b| {
        // The capital at the start of a sentence tells nothing.
        let named = b > 0
            && words.kind(b) == Some(TokenKind::Word)
            && words.kind(b - 1) != Some(TokenKind::QuoteMark)
            && words.is_capital(b)
            && !words.any(b, PREPOSITION | DETERMINER | NUMERAL | MONTH | DAY);
        let numbered = NUMBERED.iter().any(|label| words.is(b, label));
        named || (numbered && (unit.is_none() || words.is_capital(b)))
    })
}

/// Units of what names win: "gave Ada Lund 43 percent".
const MEASURES_OF_VOTES: &[&str] =
    &["%", "percent", "per", "percentage", "points", "votes", "seats", "delegates", "times"];

/// Whether the number `at..after` is a day of a month or a time of day.
fn is_date(words: &Words, at: usize, after: usize, unit: Option<&Range<usize>>) -> bool {
    let hour = ["a.m.", "p.m.", "am", "pm", "o'clock", "o’clock"];
    if hour.iter().any(|hour| words.is(after, hour)) {
        return true;
    }
    let percent =
        unit.is_some_and(|unit| words.is(unit.start, "percent") || words.is(unit.start, "%"));
    is_day(words, at) && !percent
}
