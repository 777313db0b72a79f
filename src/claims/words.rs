//! A stretch of tokens with what the lexicon knows of each.

use super::lexicon::{
    AUXILIARY, BASE, BE, Classes, DETERMINER, MODAL, NUMERAL, PAST, PAST_ONLY, PERFECT,
    PREPOSITION, SUBJECT, THIRD, VERB, classes_of,
};
use crate::language::{Token, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// Tokens of one sentence. Indices count its tokens from 0.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    classes: Vec<Classes>,
}

impl<'t> Words<'t> {
    /// Looks up each of `tokens`, which stand in `text`.
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        let mut lower = String::new();
        let classes = tokens
            .iter()
            .map(|token| {
                lower.clear();
                lower.extend(token.span.of(text).chars().flat_map(char::to_lowercase));
                classes_of(&lower)
            })
            .collect();
        Self { text, tokens, classes }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text of token `i`; empty beyond the end.
    pub(super) fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |token| token.span.of(self.text))
    }

    /// Whether token `i` is `word`, whatever its case.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of the words of `list`, whatever its case.
    pub(super) fn is_of(&self, i: usize, list: &str) -> bool {
        list.split(' ').any(|word| self.is(i, word))
    }

    /// Whether token `i` has anything of `classes`.
    pub(super) fn any(&self, i: usize, classes: Classes) -> bool {
        self.classes.get(i).is_some_and(|own| own.any(classes))
    }

    /// What token `i` is made of.
    pub(super) fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|token| token.kind)
    }

    /// Whether token `i` begins with a capital letter.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase)
    }

    /// Whether nothing stands between token `i` and the next one.
    pub(super) fn touches_next(&self, i: usize) -> bool {
        matches!(self.tokens.get(i..i + 2), Some([own, next]) if own.span.end == next.span.start)
    }

    /// Where the tokens `range` stand. `range` must not be empty.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// How many of the tokens `range` are words or numbers.
    pub(super) fn count_words(&self, range: Range<usize>) -> usize {
        range.filter(|&i| self.is_wordlike(i)).count()
    }

    /// Whether token `i` is a word or a number.
    pub(super) fn is_wordlike(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(TokenKind::Word | TokenKind::Number | TokenKind::Address))
    }

    /// The first token of `range` at which a clause has its finite verb.
    pub(super) fn finite(&self, range: Range<usize>) -> Option<usize> {
        let start = range.start;
        range.into_iter().find(|&i| self.is_finite(i, start))
    }

    /// Whether token `i` is the finite verb of a clause that begins at `start`.
    ///
    /// Judged by the neighbours: "the rescued" and "of planned" are no verbs, "she plans to" is
    /// one. Reduced relatives ("a law passed in May") are taken for verbs.
    pub(super) fn is_finite(&self, i: usize, start: usize) -> bool {
        if !self.any(i, VERB) || (self.is_capital(i) && i > start) {
            return false;
        }
        let before = i.checked_sub(1).filter(|&b| b >= start);
        let is_before = |classes| before.is_some_and(|b| self.any(b, classes));
        if self.any(i, AUXILIARY) {
            let possessive = matches!(self.word(i), "'s" | "’s") && !is_before(SUBJECT);
            return !possessive
                || before.is_some_and(|b| self.is(b, "here") || self.is(b, "there"));
        }
        if is_before(DETERMINER) && !is_before(SUBJECT) {
            return false;
        }
        if self.any(i, MODAL) {
            return true;
        }
        if is_before(PREPOSITION) || is_before(BE) || is_before(PERFECT) {
            return false;
        }
        if self.any(i, PAST_ONLY) {
            return true;
        }
        if self.any(i, PAST) {
            let adverb = before.is_some_and(|b| self.word(b).ends_with("ly"));
            let after_adverb =
                adverb && i >= start + 2 && self.any(i - 2, DETERMINER | BE | PERFECT);
            let agent = self.is(i + 1, "by") && self.kind(i + 2) != Some(TokenKind::Number);
            return !after_adverb && !agent;
        }
        self.is_present(i, before)
    }

    /// Whether token `i` is a verb in the present tense: what can also be a noun ("plans") needs
    /// what looks like a subject before it and an object after it.
    fn is_present(&self, i: usize, before: Option<usize>) -> bool {
        let Some(before) = before.filter(|&b| self.is_wordlike(b)) else { return false };
        let object = self.any(i + 1, DETERMINER | PREPOSITION | SUBJECT | NUMERAL)
            || self.is_capital(i + 1)
            || self.is(i + 1, "that")
            || self.word(i + 1).ends_with("ly")
            || self.kind(i + 1) == Some(TokenKind::Number)
            || self.kind(i + 1) == Some(TokenKind::QuoteMark);
        if self.any(i, THIRD) && self.any(before, SUBJECT) {
            return true;
        }
        if self.any(i, THIRD) {
            // "enables secondary sanctions": what follows a noun in the plural is seldom a noun.
            let noun = self.kind(i + 1) == Some(TokenKind::Word) && !self.any(i + 1, VERB);
            return (object || noun) && !self.word(before).ends_with("ive");
        }
        let plural = self.word(before).ends_with('s') && !self.word(before).ends_with("'s");
        let subject = self.any(before, SUBJECT) || plural || self.is(before, "people");
        self.any(i, BASE) && subject && (object || self.any(before, SUBJECT))
    }
}
