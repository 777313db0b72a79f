//! A unit: the sentences that a rule looks at together.

use crate::article::Article;
use crate::language::{Structure, TokenKind};
use std::ops::Range;

/// Sentences of one block, joined where only a quotation's inside separates them. Positions are
/// tokens, counted from the block's first.
#[derive(Clone)]
pub(super) struct Unit<'a> {
    text: &'a str,
    structure: &'a Structure,
    /// Which quotation each token of the article stands in.
    quoted: &'a [Option<usize>],
    /// The index of the block's first token.
    first: usize,
    /// Its tokens.
    pub(super) range: Range<usize>,
}

/// The units of a block, in text order.
pub(super) fn units<'a>(
    article: &'a Article,
    structure: &'a Structure,
    quoted: &'a [Option<usize>],
    block: usize,
) -> Vec<Unit<'a>> {
    let tokens = structure.blocks[block].clone();
    let from = structure.sentences.partition_point(|s| s.tokens.start < tokens.start);
    let ends = structure.sentences[from..]
        .iter()
        .take_while(|sentence| sentence.tokens.end <= tokens.end)
        .map(|sentence| sentence.tokens.end);
    let mut units = Vec::new();
    let mut start = tokens.start;
    for end in ends.chain([tokens.end]) {
        let inside = end < tokens.end && quoted[end].is_some() && quoted[end] == quoted[end - 1];
        if end > start && !inside {
            let range = start - tokens.start..end - tokens.start;
            let text = &article.text;
            units.push(Unit { text, structure, quoted, first: tokens.start, range });
            start = end;
        }
    }
    units
}

impl<'a> Unit<'a> {
    /// The word at `at`; empty outside of the unit.
    pub(super) fn word(&self, at: usize) -> &'a str {
        if !self.range.contains(&at) {
            return "";
        }
        self.structure.tokens[self.first + at].span.of(self.text)
    }

    /// Whether the token at `at` is one of `words`, whatever its capitals.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|other| other.eq_ignore_ascii_case(word))
    }

    /// The word before `at`, if any.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|at| self.range.contains(at))
    }

    /// Which quotation the token at `at` stands in.
    pub(super) fn quotation(&self, at: usize) -> Option<usize> {
        self.range.contains(&at).then(|| self.quoted[self.first + at]).flatten()
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.range.contains(&at).then(|| self.structure.tokens[self.first + at].kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Number | TokenKind::Address))
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Words and numbers in `range`.
    pub(super) fn count(&self, range: Range<usize>) -> usize {
        range.filter(|&at| self.is_word(at)).count()
    }

    /// The tokens of the outermost quotation around `at`.
    pub(super) fn around(&self, at: usize) -> Option<Range<usize>> {
        let quotation = self.quotation(at)?;
        let same = |&at: &usize| self.quotation(at) == Some(quotation);
        let start = (self.range.start..=at).rev().take_while(same).last()?;
        let end = (at..self.range.end).take_while(same).last()?;
        Some(start..end + 1)
    }

    /// The outermost quotations, in text order.
    pub(super) fn quotations(&self) -> Vec<Range<usize>> {
        let mut list: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for at in self.range.clone() {
            let here = self.quotation(at);
            match (here, list.last_mut()) {
                (Some(_), Some(range)) if here == last => range.end = at + 1,
                (Some(_), _) => list.push(at..at + 1),
                (None, _) => {}
            }
            last = here;
        }
        list
    }

    /// The unit's end without the full stop that ends it outside of quotation marks.
    pub(super) fn end_of_clause(&self) -> usize {
        let last = self.range.end - 1;
        let stop = self.quotation(last).is_none()
            && matches!(self.word(last), "." | "!" | "?" | ";" | ":");
        if stop && last > self.range.start { last } else { self.range.end }
    }
}
