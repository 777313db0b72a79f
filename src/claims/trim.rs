//! What of a clause is left at its ends: no conjunctions, no punctuation, marks in pairs.

use super::lexicon::{AUXILIARY, COORDINATOR, OPENER, PREPOSITION, SUBORDINATOR};
use super::words::Words;
use crate::language::{Token, TokenKind};
use std::ops::Range;

/// Words without which nothing is asserted.
pub(super) const MIN_WORDS: usize = 3;

/// `clause` without conjunctions, openers and punctuation at its ends; `None` when too little is
/// left.
pub(super) fn trim(words: &Words, clause: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = clause;
    while start < end
        && (words.any(start, COORDINATOR | OPENER)
            || opens_content(words, start)
            || (!words.is_wordlike(start) && !opens_inside(words, start, end)))
    {
        start += 1;
    }
    while start < end
        && (leads_out(words, end - 1)
            || (!words.is_wordlike(end - 1) && !closes_inside(words, start, end - 1)))
    {
        end -= 1;
    }
    (words.count_words(start..end) >= MIN_WORDS).then_some(start..end)
}

/// Whether the word at `i` is a "that" which only opens the clause: with a verb right after it, it is the
/// subject ("That is why …").
fn opens_content(words: &Words, i: usize) -> bool {
    let is_subject = words.any(i + 1, AUXILIARY) || words.finite(i + 1..i + 2).is_some();
    words.is(i, "that") && !is_subject
}

/// Words besides conjunctions that only lead to words after them.
const LEADING: &str = "that what which who whom by with for despite even shortly just";

/// Whether the word at `i` only leads to words after it, which are not the clause's ("… was shut after |
/// the owner said"). Before a stop it belongs to the clause ("as never before, …"), and so does a
/// preposition before a conjunction ("the mill she works for | and …").
fn leads_out(words: &Words, i: usize) -> bool {
    let conjunction = words.any(i, COORDINATOR | SUBORDINATOR);
    let of_relative = words.any(i, PREPOSITION) && words.is_of(i + 1, "which whom what");
    let leads =
        conjunction || of_relative || (words.is_of(i, LEADING) && !words.any(i + 1, COORDINATOR));
    (leads && (words.is_wordlike(i + 1) || opens_quotation(words, i + 1)))
        || words.is_of(i, "and but or")
}

/// Whether the token at `i` is a mark that touches the word after it and not the one before.
fn opens_quotation(words: &Words, i: usize) -> bool {
    words.kind(i) == Some(TokenKind::QuoteMark)
        && words.touches_next(i)
        && !words.touches_next(i - 1)
}

/// Whether the sign at `i` opens something that ends before the last token of the clause, or
/// belongs to the word after it ("$5", "#tag").
fn opens_inside(words: &Words, i: usize, end: usize) -> bool {
    match words.kind(i) {
        Some(TokenKind::QuoteMark) => {
            let close = (i + 1..end.min(i + MAX_QUOTED))
                .find(|&j| words.kind(j) == Some(TokenKind::QuoteMark) && !is_apostrophe(words, j));
            close.is_some_and(|close| {
                (close..end.min(close + MAX_QUOTED)).any(|j| words.is_wordlike(j))
            })
        }
        _ => {
            words.tokens.get(i + 1).is_some_and(|next| {
                next.kind == TokenKind::Number && next.span.start == words.tokens[i].span.end
            }) || matches!(words.word(i), "(" | "[")
        }
    }
}

/// Whether the sign at `i` closes what was opened in the clause, or belongs to the word before it
/// ("5%").
fn closes_inside(words: &Words, start: usize, i: usize) -> bool {
    let from = start.max(i.saturating_sub(MAX_QUOTED));
    match words.word(i) {
        ")" | "]" => (from..i).any(|j| matches!(words.word(j), "(" | "[")),
        "%" | "°" | "€" | "£" => true,
        _ if words.kind(i) == Some(TokenKind::QuoteMark) => {
            let marks = (from..i).filter(|&j| {
                words.kind(j) == Some(TokenKind::QuoteMark) && !is_apostrophe(words, j)
            });
            marks.count() % 2 == 1
        }
        _ => false,
    }
}

/// Tokens between which two marks are looked for as a pair.
const MAX_QUOTED: usize = 60;

/// Whether the mark at `i` has letters on both sides.
fn is_apostrophe(words: &Words, i: usize) -> bool {
    let at = words.tokens[i].span;
    let glued = |j: Option<usize>, edge: fn(&Token) -> usize, to: usize| {
        j.and_then(|j| words.tokens.get(j))
            .is_some_and(|t| t.kind == TokenKind::Word && edge(t) == to)
    };
    glued(i.checked_sub(1), |t| t.span.end, at.start)
        && glued(Some(i + 1), |t| t.span.start, at.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;

    fn ends(text: &str) -> Option<&str> {
        ends_before(text, "")
    }

    /// What is left of `text` where the sentence goes on with `rest`.
    fn ends_before<'t>(text: &'t str, rest: &str) -> Option<&'t str> {
        let whole = format!("{text}{rest}");
        let tokens = tokenize(&whole, Span::new(0, whole.len()));
        let words = Words::new(&whole, &tokens);
        let end = tokens.partition_point(|token| token.span.start < text.len());
        trim(&words, 0..end).map(|clause| words.span(&clause).of(text))
    }

    #[test]
    fn conjunctions_and_stops_go() {
        assert_eq!(ends("But so the mill was shut."), Some("the mill was shut"));
        assert_eq!(ends("that the mill was shut."), Some("the mill was shut"));
        assert_eq!(ends("And that’s why it shut."), Some("that’s why it shut"));
        assert_eq!(ends("and so on ..."), None);
    }

    #[test]
    fn what_leads_to_words_of_others_goes() {
        for (text, rest, kept) in [
            ("The mill was shut after", " the owner complained", "The mill was shut"),
            ("They urged a vote, and", " criticized the mayor", "They urged a vote"),
            ("The mill was shut even though", " it paid", "The mill was shut"),
            ("The mill was shut by what", " she called greed", "The mill was shut"),
            ("The mill was shut shortly after", " “the flood”", "The mill was shut"),
            ("The mill was shut in a year in which", " rents rose", "The mill was shut in a year"),
            ("It is the mill she works for", " and likes", "It is the mill she works for"),
            ("Rents rise as never before", ", he said", "Rents rise as never before"),
        ] {
            assert_eq!(ends_before(text, rest), Some(kept));
        }
    }

    #[test]
    fn quotation_marks_and_brackets_stay_in_pairs() {
        for (text, kept) in [
            ("“The dam is full of cracks.”", "The dam is full of cracks"),
            ("They were named “Hope” and “Luck”.", "They were named “Hope” and “Luck”"),
            ("Rents grew by 4 per cent (to $900).", "Rents grew by 4 per cent (to $900)"),
        ] {
            assert_eq!(ends(text), Some(kept));
        }
    }
}
