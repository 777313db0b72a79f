//! Taking a document away: one file a format, over one list of formats.

pub mod jsonld;
pub mod native;

use crate::annotation::Document;
use crate::article::Article;
use crate::span::Offsets;
use serde::Serialize;
use std::convert::Infallible;

/// A format that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sayso's own JSON, which keeps everything.
    Json,
    /// W3C Web Annotation, for other annotation tools.
    JsonLd,
}

/// What the command line and the page show of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its name on the command line and in scripts.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What its files' names end in, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Whether Sayso also reads it.
    pub reads: bool,
}

impl Format {
    /// Every format, the most complete first.
    pub const ALL: [Self; 2] = [Self::Json, Self::JsonLd];

    /// What it is called and what can be done with it.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::Json => About {
                id: "json",
                label: "Sayso (JSON)",
                extension: "json",
                mime: "application/json",
                reads: true,
            },
            Self::JsonLd => About {
                id: "jsonld",
                label: "W3C Web Annotation (JSON-LD)",
                extension: "jsonld",
                mime: "application/ld+json",
                reads: true,
            },
        }
    }

    /// The format whose [`About::id`] is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.about().id == id)
    }
}

/// How to write a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// What offsets count, in formats that leave that open.
    pub offsets: Offsets,
    /// The time of writing, ISO 8601 in UTC, for formats that have a place for it.
    pub now: Option<&'a str>,
}

/// Writes `document` in `format`, ending with a line end.
///
/// Where the text of a plain file was normalised, what is written has the text of the file and
/// points into it.
#[must_use]
pub fn export(document: &Document, format: Format, options: Options<'_>) -> String {
    match format {
        Format::Json => native::write(document, options.offsets),
        Format::JsonLd => jsonld::write(document, options.now),
    }
}

/// The document over the text that its article was read from, where normalisation changed that.
fn in_source(mut document: Document) -> Document {
    let article = std::mem::take(&mut document.article);
    if article.source.is_none() {
        return Document { article, ..document };
    }
    document.article = Article { source: None, ..article.clone() };
    let mut to_source = |span| Ok::<_, Infallible>(article.to_source(span));
    let Ok(mut document) = document.map_spans(&mut to_source);
    document.article.text = article.source_text().to_owned();
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;

    #[test]
    fn every_format_is_found_by_its_id() {
        for format in Format::ALL {
            assert_eq!(Format::from_id(format.about().id), Some(format));
        }
        assert_eq!(Format::from_id("parchment"), None);
    }

    #[test]
    fn a_document_goes_out_over_the_text_that_came_in() {
        let source = "\u{feff}One.\r\n“Two\u{ad}” she said.";
        let article = article::from_text(source);
        let words = article.blocks.iter().map(|block| block.span.of(&article.text));
        let words: Vec<_> = words.map(str::to_owned).collect();
        let document = Document { article, speakers: Vec::new(), annotations: Vec::new() };
        let out = in_source(document);
        assert_eq!(out.article.text, source);
        let plain: Vec<_> = out
            .article
            .blocks
            .iter()
            .map(|block| block.span.of(source).replace(['\r', '\u{ad}'], ""))
            .collect();
        assert_eq!(plain, words);
    }
}
