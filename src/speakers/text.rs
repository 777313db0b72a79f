//! The article's words as the speakers' room looks at them.

use super::lexicon::is_function_word;
use crate::article::{Article, BlockKind};
use crate::language::{Structure, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// The tokens of an article, with what is asked of each most.
pub(super) struct Text<'t> {
    text: &'t str,
    structure: &'t Structure,
    /// For each token, its sentence.
    sentence_of: Vec<usize>,
    /// For each token, whether it stands between quotation marks.
    quoted: Vec<bool>,
    /// The first token after the headline; 0 without one.
    headline_end: usize,
    /// For each sentence, whether most of its words are capitalised, as in headlines.
    titled: Vec<bool>,
}

impl<'t> Text<'t> {
    pub(super) fn new(article: &'t Article, structure: &'t Structure) -> Self {
        let mut sentence_of = Vec::with_capacity(structure.tokens.len());
        for (index, sentence) in structure.sentences.iter().enumerate() {
            sentence_of.resize(sentence.tokens.end, index);
        }
        let mut outer = structure.quoted.iter().filter(|q| q.depth == 0).peekable();
        let mut quoted = Vec::with_capacity(structure.tokens.len());
        for token in &structure.tokens {
            while outer.next_if(|q| q.span.end <= token.span.start).is_some() {}
            quoted.push(outer.peek().is_some_and(|q| q.span.covers(token.span)));
        }
        let headline = article.blocks.iter().position(|block| block.kind == BlockKind::Headline);
        let mut text = Self {
            text: &article.text,
            structure,
            sentence_of,
            quoted,
            headline_end: headline.map_or(0, |block| structure.blocks[block].end),
            titled: Vec::new(),
        };
        let sentences = structure.sentences.iter();
        text.titled = sentences.map(|s| text.is_mostly_capitals(s.tokens.clone())).collect();
        text
    }

    /// A sentence with a full stop is a headline only if really all of its words are capitalised:
    /// names may be most of a sentence.
    fn is_mostly_capitals(&self, tokens: Range<usize>) -> bool {
        let stopped = tokens.clone().next_back().is_some_and(|last| self.word(last) == ".");
        let (mut capitals, mut all) = (0, 0);
        let shortest = if stopped { 3 } else { 4 };
        let counts = |&at: &usize| {
            self.is_word(at)
                && !self.is_possessive(at)
                && self.word(at).len() >= shortest
                && !(stopped && is_function_word(&self.lower(at)))
        };
        for at in tokens.filter(counts) {
            all += 1;
            capitals += usize::from(self.is_capital(at));
        }
        if stopped { all > 3 && capitals == all } else { all > 2 && capitals * 10 >= all * 8 }
    }

    pub(super) fn len(&self) -> usize {
        self.structure.tokens.len()
    }

    /// The token's text; empty beyond the last one.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.structure.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The token in lower case, without a full stop at its end.
    pub(super) fn lower(&self, at: usize) -> String {
        self.word(at).trim_end_matches('.').to_lowercase()
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.structure.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether the token is a word that begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether nothing stands between the token and the one after it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        let tokens = &self.structure.tokens;
        at + 1 < tokens.len() && tokens[at].span.end == tokens[at + 1].span.start
    }

    /// Whether the token is the possessive "'s" or the apostrophe of "players'".
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        let glued = at > 0 && self.is_glued(at - 1);
        matches!(self.word(at), "'s" | "’s" | "'S" | "’S")
            || (glued && matches!(self.word(at), "'" | "’") && self.word(at - 1).ends_with('s'))
    }

    pub(super) fn sentence(&self, at: usize) -> usize {
        self.sentence_of[at.min(self.sentence_of.len() - 1)]
    }

    /// The tokens of a sentence.
    pub(super) fn sentence_tokens(&self, sentence: usize) -> Range<usize> {
        self.structure.sentences.get(sentence).map_or(0..0, |s| s.tokens.clone())
    }

    /// The block of a token.
    pub(super) fn block(&self, at: usize) -> usize {
        self.structure.sentences[self.sentence(at)].block
    }

    /// Whether the token begins its sentence, opening quotation marks aside.
    pub(super) fn is_first(&self, at: usize) -> bool {
        let start = self.sentence_tokens(self.sentence(at)).start;
        (start..at).all(|before| !self.is_word(before) && at - start < 4)
            || (at > 0
                && self.structure.tokens[at - 1].kind == TokenKind::QuoteMark
                && self.quoted[at])
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted[at]
    }

    /// Whether the token stands in the headline, where commas are often for "and".
    pub(super) fn is_headline(&self, at: usize) -> bool {
        at < self.headline_end
    }

    /// Whether the token stands in a headline or the like, where capitals tell nothing.
    pub(super) fn is_titled(&self, at: usize) -> bool {
        self.titled[self.sentence(at)]
    }

    /// Whether `span` is one word that stands for a person.
    pub(super) fn is_personal(&self, span: Span) -> bool {
        matches!(&*span.of(self.text).to_lowercase(), "he" | "she" | "him" | "her")
    }

    /// The tokens that `span` touches.
    pub(super) fn tokens_in(&self, span: Span) -> Range<usize> {
        let tokens = &self.structure.tokens;
        let start = tokens.partition_point(|token| token.span.end <= span.start);
        let end = tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.structure.tokens;
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    }

    /// The text of the tokens, with its white space as single spaces.
    pub(super) fn phrase(&self, tokens: Range<usize>) -> String {
        if tokens.is_empty() {
            return String::new();
        }
        let text = self.span(tokens).of(self.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
