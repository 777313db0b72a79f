//! The times that a clause names: years, days, "last week".

use super::lexicon::{DAY, DETERMINER, MONTH, PERIOD, PREPOSITION, SUBORDINATOR};
use super::numbers::is_currency;
use super::units::{is_counted, is_hyphen};
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// The times that the tokens `range` name, each with its preposition: "in 2023", "since 2008", "last
/// week".
pub(super) fn times(words: &Words, range: Range<usize>) -> Vec<Range<usize>> {
    let names_time = |i: usize| {
        let month = words.any(i, MONTH) && words.is_capital(i);
        let relative = words.any(i, PERIOD)
            && i > range.start
            && ["last", "this", "past", "previous", "next"].iter().any(|w| words.is(i - 1, w));
        is_year(words, i) || words.any(i, DAY) || month || relative
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for i in range.clone().filter(|&i| names_time(i)) {
        if let Some(last) = found.last_mut()
            && i <= last.end + 2
        {
            last.end = i + 1;
            continue;
        }
        let modifier = |j: usize| {
            ["last", "this", "past", "previous", "next", "the", "early", "late", "mid"]
                .iter()
                .any(|w| words.is(j, w))
                || words.any(j, MONTH)
                || words.kind(j) == Some(TokenKind::Number)
        };
        let floor = range.start.max(i.saturating_sub(3)).max(found.last().map_or(0, |f| f.end));
        let mut start = i;
        while start > floor && modifier(start - 1) {
            start -= 1;
        }
        if start > floor && (words.any(start - 1, PREPOSITION) || is_time_word(words, start - 1)) {
            start -= 1;
        }
        found.push(start..i + 1);
    }
    found
}

fn is_time_word(words: &Words, i: usize) -> bool {
    ["since", "until", "before", "after", "between"].iter().any(|w| words.is(i, w))
}

/// How many tokens before a month or a year [`times`] may have taken for part of it.
const HEAD: usize = 5;

/// What the reader is told of `time`, one of [`times`]: without numbers that are of something else
/// ("900k last year"), with the day after the month. `None` if it was none but such a number; it
/// ends before the token `end`.
pub(super) fn told(words: &Words, time: Range<usize>, end: usize) -> Option<Range<usize>> {
    let belongs = |i: usize| is_calendar_year(words, i) || is_day(words, i);
    let head = time.start..time.end.min(time.start + HEAD);
    let other = head.rev().find(|&i| words.kind(i) == Some(TokenKind::Number) && !belongs(i));
    let start = other.map_or(time.start, |i| i + 1);
    let mut close = time.end;
    if start < close && is_month(words, close - 1) && is_day(words, close) {
        close += 1;
        if is_last_day(words, close + 1) {
            close += 2;
        }
    }
    let close = close.min(end).max(time.end);
    (start < close && !is_name(words, &(start..close))).then_some(start..close)
}

/// Whether `time` is but the end of a name: "USA Today", "Ada May".
fn is_name(words: &Words, time: &Range<usize>) -> bool {
    let i = time.start;
    let in_name = |b: usize| words.is_capital(b) && words.kind(b) == Some(TokenKind::Word);
    let may_end = words.is_capital(i) && (words.is(i, "today") || words.any(i, MONTH));
    time.len() == 1 && may_end && i.checked_sub(1).is_some_and(in_name)
}

fn is_month(words: &Words, i: usize) -> bool {
    words.any(i, MONTH) && words.is_capital(i)
}

/// Whether token `i` is a number that a day of a month may have: "8", "8th".
fn may_be_day(words: &Words, i: usize) -> bool {
    let digits = words.word(i).trim_end_matches(char::is_alphabetic);
    words.kind(i) == Some(TokenKind::Number)
        && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

/// Whether token `i` is the day of the month beside it: "May 4", "4 May", but not "in May 12 people".
pub(super) fn is_day(words: &Words, i: usize) -> bool {
    let counts = is_counted(words, i + 1) && i > 1 && words.is(i - 2, "in");
    let after = i > 0 && is_month(words, i - 1) && !counts;
    may_be_day(words, i) && (after || is_month(words, i + 1) || is_last_day(words, i))
}

/// Whether token `i` is the day up to which something lasts: "May 4 to 6".
fn is_last_day(words: &Words, i: usize) -> bool {
    i > 2
        && may_be_day(words, i)
        && !is_counted(words, i + 1)
        && (is_hyphen(words, i - 1) || ["to", "and", "through"].iter().any(|w| words.is(i - 1, w)))
        && may_be_day(words, i - 2)
        && is_month(words, i - 3)
}

/// Whether token `i` is a year, not as many of something: "in 2016" but not "about 2000 people".
pub(super) fn is_calendar_year(words: &Words, i: usize) -> bool {
    if !is_year(words, i) {
        return false;
    }
    let before = i.checked_sub(1);
    let is_before = |classes| before.is_some_and(|b| words.any(b, classes));
    let bounded = ["than", "least", "most", "about", "over", "under", "around", "of", "some"]
        .iter()
        .any(|bound| before.is_some_and(|b| words.is(b, bound)));
    let opens = is_before(PREPOSITION | DETERMINER | MONTH | SUBORDINATOR);
    let counts = is_counted(words, i + 1) && (bounded || !opens);
    !counts && !before.is_some_and(|b| is_currency(words, b))
}

/// Whether token `i` looks like a year.
pub(super) fn is_year(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1500..=2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;

    #[test]
    fn times_have_their_preposition() {
        let text = "Since 2008 rents rose, most of all in late May and last week";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        let found: Vec<_> =
            times(&words, 0..words.len()).iter().map(|t| words.span(t).of(text)).collect();
        assert_eq!(found, ["Since 2008", "in late May and last week"]);
    }
}
