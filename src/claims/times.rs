//! The times that a clause names: years, days, "last week".

use super::lexicon::{DAY, MONTH, PERIOD, PREPOSITION};
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
