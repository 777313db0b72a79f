//! Taking a document away: one file a format, over one list of formats.
//!
//! Formats that point into the text have the text that was given, also where reading normalised it,
//! and count as their readers do: code points, or UTF-16 code units where those are Java or
//! JavaScript. What a mark needs to be written anywhere (its words, its speaker, a link to its
//! place) is in `facts`; what several formats are made of, in `markup`, `pieces`, `tokens`, `zip`.

mod brat;
mod cas;
mod citation;
mod claimreview;
pub(crate) mod conll;
mod corrections;
mod docx;
mod facts;
mod format;
mod html;
pub(crate) mod hypothesis;
pub mod jsonld;
mod labelstudio;
mod link;
mod markdown;
mod markup;
pub mod native;
mod pieces;
mod separated;
mod spacy;
mod summary;
mod table;
mod tei;
mod tokens;
mod xlsx;
pub(crate) mod zip;

pub use format::{About, Format};

use crate::annotation::{Annotation, Body, Document, Status};
use crate::article::Article;
use crate::span::Offsets;
use serde::Deserialize;
use std::convert::Infallible;

/// How to write a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// What offsets count, in formats that leave that open.
    pub offsets: Offsets,
    /// The time of writing, ISO 8601 in UTC, for formats that have a place for it.
    pub now: Option<&'a str>,
    /// Which annotations to write.
    pub choice: Choice,
    /// Whether tables as text begin with a byte-order mark, without which Excel takes them for
    /// another encoding than UTF-8.
    pub bom: bool,
}

/// Which annotations are written. Rejected ones are only written where all are asked for, and by
/// formats that can say that they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Only what the user has accepted, edited or made.
    pub accepted: bool,
    /// Only annotations of one type.
    pub only: Option<Only>,
}

/// The type of annotation that a [`Choice`] is limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// Who said what.
    Quote,
    /// What can be checked.
    Claim,
}

impl Choice {
    fn takes(self, mark: &Annotation, keeps_rejected: bool) -> bool {
        let of_type = match (self.only, &mark.body) {
            (None, _)
            | (Some(Only::Quote), Body::Quote(_))
            | (Some(Only::Claim), Body::Claim(_)) => true,
            (Some(_), _) => false,
        };
        of_type
            && match mark.status {
                Status::Accepted | Status::Edited => true,
                Status::Suggested => !self.accepted,
                Status::Rejected => keeps_rejected && !self.accepted,
            }
    }
}

/// A document as it is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// A file of text.
    Text(String),
    /// A file of anything else.
    Bytes(Vec<u8>),
    /// Files that belong together: what their names end in, or with a dot in it all of the name, and
    /// their text.
    Files(Vec<(&'static str, String)>),
}

impl Exported {
    /// What one file of it has in it: several are put into a ZIP archive, each called `name` with
    /// its own ending.
    #[must_use]
    pub fn into_bytes(self, name: &str) -> Vec<u8> {
        match self {
            Self::Text(text) => text.into_bytes(),
            Self::Bytes(bytes) => bytes,
            Self::Files(files) => {
                let mut archive = zip::Archive::default();
                for (ending, text) in files {
                    let is_all = ending.contains('.');
                    let file = if is_all { ending.to_owned() } else { format!("{name}.{ending}") };
                    archive.add(&file, text.as_bytes());
                }
                archive.finish()
            }
        }
    }
}

/// Writes `document` in `format`. Text ends with a line end, unless there is none of it.
#[must_use]
pub fn export(document: &Document, format: Format, options: Options<'_>) -> Exported {
    let mut chosen = document.clone();
    chosen.annotations.retain(|mark| options.choice.takes(mark, format.keeps_rejected()));
    let text = match format {
        Format::Json => native::write(&chosen, options.offsets),
        Format::JsonLd => jsonld::write(&chosen, options.now),
        Format::Hypothesis => hypothesis::write(&chosen, options.now),
        Format::Csv => separated::csv(&in_source(chosen), options.bom),
        Format::Tsv => separated::tsv(&in_source(chosen), options.bom),
        Format::Markdown => markdown::write(&chosen),
        Format::Html => html::write(&chosen),
        Format::Svg => summary::write(&chosen),
        Format::Cas => cas::write(&in_source(chosen)),
        Format::Spacy => spacy::spacy(&in_source(chosen)),
        Format::Prodigy => spacy::prodigy(&in_source(chosen)),
        Format::Conll => conll::write(&in_source(chosen)),
        Format::Tei => tei::write(&in_source(chosen)),
        Format::ClaimReview => claimreview::write(&chosen),
        Format::CslJson => citation::csl_json(&chosen),
        Format::Citation => citation::lines(&chosen),
        Format::Corrections => corrections::write(&in_source(chosen)),
        Format::Xlsx => return Exported::Bytes(xlsx::write(&in_source(chosen))),
        Format::Docx => return Exported::Bytes(docx::write(&chosen, options.now)),
        Format::Brat => return Exported::Files(brat::write(&in_source(chosen))),
        Format::LabelStudio => return Exported::Files(labelstudio::write(&in_source(chosen))),
    };
    Exported::Text(text)
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
    use crate::samples::any_document;
    use proptest::prelude::*;

    #[test]
    fn a_document_goes_out_over_the_text_that_came_in() {
        let source = "\u{feff}One.\r\n“Two\u{ad}” she said.";
        let article = article::from_text(source);
        let words = article.blocks.iter().map(|block| block.span.of(&article.text));
        let words: Vec<_> = words.map(str::to_owned).collect();
        let document =
            Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() };
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

    #[test]
    fn several_files_are_one_archive() {
        let files = vec![("txt", "Yes.\n".to_owned()), ("ann", String::new())];
        let bytes = Exported::Files(files).into_bytes("bridge");
        let names = ["bridge.txt", "bridge.ann"];
        for name in names {
            assert!(bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_a_transcript_has_of_a_quotation_is_written_with_it() {
        let file = r#"{"version": 1, "offsets": "codepoint", "article": {"text": "“We open in May,” she said."},
            "annotations": [{"id": "q1", "type": "quote", "kind": "direct", "content": [[0, 17]],
            "origin": "machine", "status": "accepted", "verbatim": {"status": "near",
            "transcript": "talk.txt", "start": 4, "end": 19, "found": "we open in June"}}]}"#;
        let document = crate::import::open(file).expect("it holds");
        for (format, words) in [
            (Format::Json, r#""start":4,"end":19,"found":"we open in June""#),
            (Format::JsonLd, r#""sayso:verbatim":{""#),
            (Format::Csv, ",near: we open in June\r\n"),
            (Format::Xlsx, ">near: we open in June<"),
            (Format::Markdown, "\n  - Near, in talk.txt: we open in June\n"),
            (Format::Html, "<br>Near, in talk.txt: we open in June</li>"),
            (Format::Docx, ">Near, in talk.txt: we open in June<"),
        ] {
            let bytes = export(&document, format, Options::default()).into_bytes("bridge");
            let written = String::from_utf8_lossy(&bytes);
            assert!(written.contains(words), "{format:?}: {written}");
        }
        let corrections = export(&document, Format::Corrections, Options::default());
        assert!(!format!("{corrections:?}").contains("verbatim"), "it is no verdict on the mark");
    }

    proptest! {
        #[test]
        fn every_document_can_be_written_in_every_format(document in any_document()) {
            for format in Format::ALL {
                let exported = export(&document, format, Options::default());
                if let Exported::Text(text) = &exported {
                    prop_assert!(text.is_empty() || text.ends_with('\n'), "{format:?}: {text}");
                }
                prop_assert!(!text_has_raw_control(&exported), "{format:?}");
            }
        }

        #[test]
        fn only_what_was_chosen_is_written(document in any_document()) {
            let choice = Choice { accepted: true, only: Some(Only::Claim) };
            let options = Options { choice, ..Options::default() };
            let Exported::Text(file) = export(&document, Format::Json, options) else {
                panic!("it is text");
            };
            let written = crate::import::open(&file).expect("its own file opens");
            for mark in &written.annotations {
                prop_assert!(matches!(mark.body, Body::Claim(_)));
                prop_assert!(matches!(mark.status, Status::Accepted | Status::Edited));
            }
        }
    }

    /// NUL is what no format has a place for.
    fn text_has_raw_control(exported: &Exported) -> bool {
        match exported {
            Exported::Text(text) => text.contains('\0'),
            Exported::Bytes(_) => false,
            Exported::Files(files) => {
                files.iter().any(|(ending, text)| *ending != "txt" && text.contains('\0'))
            }
        }
    }
}
