//! An article: its text, its parts, and what is known about it.
//!
//! This room is the only place where text is normalised. What leaves it has `\n` line ends, no
//! byte-order mark, no soft hyphens or zero-width characters, and ordinary spaces; where that
//! changed the text of a plain file, [`Article::source`] leads back to it.

mod date;
mod decode;
mod encodings;
mod furniture;
mod head;
mod html;
mod input;
mod layout;
mod markdown;
mod normalise;
mod page;
mod pictures;
mod plain;

pub use decode::{DecodeError, decode};
pub use html::from_html;
pub use input::{Format, Input};
pub use markdown::from_markdown;
pub(crate) use normalise::squeeze;
pub use page::from_page;
pub use plain::from_text;

use crate::span::{Byte, Span, Unit};
use serde::{Deserialize, Serialize};

/// A news article as it is read: one text, cut into blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Article<U: Unit = Byte> {
    /// Title, byline, date and the like.
    #[serde(flatten)]
    pub meta: Meta,
    /// The normalised text; every offset of the analysis counts bytes of it.
    pub text: String,
    /// The parts that carry text, in text order, without overlap; white space between them is in
    /// none.
    #[serde(default)]
    pub blocks: Vec<Block<U>>,
    /// The text before normalisation and the way back to it; `None` when nothing was changed or
    /// when there is no text behind it to point into (HTML).
    #[serde(skip)]
    pub source: Option<SourceText>,
}

impl<U: Unit> Article<U> {
    /// The same article with its spans counted in another unit; the way back to its source is
    /// left behind, because it counts bytes.
    ///
    /// # Errors
    /// The first error that `convert` gives: a span that does not fit the text.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Article<V>, E> {
        let Self { meta, text, blocks, source: _ } = self;
        let blocks = blocks
            .into_iter()
            .map(|Block { kind, span }| Ok(Block { kind, span: convert(span)? }))
            .collect::<Result<_, E>>()?;
        Ok(Article { meta, text, blocks, source: None })
    }
}

/// A part of an article: a paragraph, the headline, a caption.
///
/// Serialised as `{"kind", "start", "end"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "", try_from = "BlockForm", into = "BlockForm")]
pub struct Block<U: Unit = Byte> {
    /// What kind of part it is.
    pub kind: BlockKind,
    /// Where it stands in [`Article::text`], without white space at its ends.
    pub span: Span<U>,
}

/// A [`Block`] as it is serialised.
#[derive(Serialize, Deserialize)]
struct BlockForm {
    kind: BlockKind,
    start: usize,
    end: usize,
}

impl<U: Unit> From<Block<U>> for BlockForm {
    fn from(Block { kind, span }: Block<U>) -> Self {
        Self { kind, start: span.start, end: span.end }
    }
}

impl<U: Unit> TryFrom<BlockForm> for Block<U> {
    type Error = String;

    fn try_from(BlockForm { kind, start, end }: BlockForm) -> Result<Self, String> {
        if start > end {
            return Err(format!("a block cannot end before it begins: {start}..{end}"));
        }
        Ok(Self { kind, span: Span::new(start, end) })
    }
}

/// What a [`Block`] is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The line under the headline that sums the article up.
    Deck,
    /// The part of the paper it appeared in ("Reports").
    Section,
    /// Who wrote it.
    Byline,
    /// When and where it was published.
    Dateline,
    /// Running text.
    Paragraph,
    /// A heading inside the article.
    Heading,
    /// One item of a list.
    ListItem,
    /// A quotation set apart by the page, with or without marks.
    Blockquote,
    /// The words under a picture.
    Caption,
    /// Who owns a picture.
    Credit,
    /// What the site put there: sharing buttons, "Comments", notices.
    Boilerplate,
}

impl BlockKind {
    /// Whether it is part of what the article says: its running text, not its frame.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Blockquote)
    }

    /// Whether it is read for quotations at all: the body, and the headlines over it.
    #[must_use]
    pub fn is_read(self) -> bool {
        self.is_body()
            || matches!(self, Self::Headline | Self::Deck | Self::Heading | Self::Caption)
    }
}

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Who wrote it, as printed, without "By".
    #[serde(default)]
    pub byline: Option<String>,
    /// When it was published: ISO 8601, as exact as the article says (`2024-05-16T12:19`).
    #[serde(default)]
    pub published: Option<String>,
    /// The part of the paper it appeared in.
    #[serde(default)]
    pub section: Option<String>,
    /// The publication's name.
    #[serde(default)]
    pub site: Option<String>,
    /// Where it was read.
    #[serde(default)]
    pub url: Option<String>,
    /// The language's BCP 47 tag (`en`).
    #[serde(default)]
    pub lang: Option<String>,
}

/// The text that an [`Article`] was made from, and the way back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The text before normalisation.
    pub text: String,
    /// For each place where the two texts drift apart: (byte in the article's text, byte in the
    /// source text) of the first character after it. Ascending in both.
    pub anchors: Vec<(usize, usize)>,
}
