//! What is true of a text without any model: its tokens, its sentences, its quotation marks.

mod english;
mod marks;
mod quotes;
mod sentences;
mod tokens;

pub use tokens::{Token, TokenKind, tokenize};

use crate::article::Article;
use crate::span::Span;
use std::ops::Range;

/// The linguistic structure of an article's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// Every token of every block that is read, in text order.
    pub tokens: Vec<Token>,
    /// Which of [`Structure::tokens`] stand in which of the article's blocks; one range a block,
    /// empty for blocks that are not read.
    pub blocks: Vec<Range<usize>>,
    /// Every sentence, in text order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// Every stretch between quotation marks, in order of its opening mark; nested ones included.
    pub quoted: Vec<Quoted>,
}

/// Reads the article's tokens, sentences and quotation marks. Linear in its length; never fails.
#[must_use]
pub fn read(article: &Article) -> Structure {
    let mut structure = Structure::default();
    for block in &article.blocks {
        let first = structure.tokens.len();
        if block.kind.is_read() {
            structure.tokens.extend(tokenize(&article.text, block.span));
        }
        structure.blocks.push(first..structure.tokens.len());
    }
    structure.quoted = quotes::pair(article, &structure);
    structure.sentences = sentences::split(article, &structure);
    structure
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, with its final mark and closing quotation marks.
    pub span: Span,
    /// Which of [`Structure::tokens`] it has.
    pub tokens: Range<usize>,
    /// Which of the article's blocks it stands in.
    pub block: usize,
}

/// A stretch of text between quotation marks, within one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Where it stands, its marks included. One that goes on from an earlier block need not have
    /// an opening mark of its own.
    pub span: Span,
    /// The same without the marks.
    pub inner: Span,
    /// How many quotations it stands inside of: 0 for an outermost one.
    pub depth: u8,
    /// Which of the article's blocks it stands in.
    pub block: usize,
    /// Whether a closing mark ends it. Without one it ends where the next quotation opens, or else
    /// with its block.
    pub closed: bool,
    /// The index in [`Structure::quoted`] of the quotation of an earlier block that this one goes
    /// on with, as print does: each paragraph of a long quotation opens, only the last one closes.
    pub continues: Option<usize>,
}
