//! What formats say of a mark: its words, who said it, where it stands.

use super::link;
use crate::annotation::{Annotation, Body, Document, Quote, Speaker, Status};
use crate::article::{Block, BlockKind};
use crate::span::{CodePoint, OffsetMap, Span};
use crate::verbatim;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Who asserts a claim that nobody is said to assert.
pub(super) const ARTICLE_ITSELF: &str = "the article itself";

/// A document with what is looked up in it again and again.
pub(super) struct Facts<'d> {
    pub(super) document: &'d Document,
    /// Byte offsets as code points.
    pub(super) map: OffsetMap<'d, CodePoint>,
    speakers: HashMap<&'d str, &'d Speaker>,
}

impl<'d> Facts<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let speakers = document.speakers.iter().map(|speaker| (speaker.id.as_str(), speaker));
        let map = OffsetMap::new(&document.article.text);
        Self { document, map, speakers: speakers.collect() }
    }

    /// The article's text.
    pub(super) fn text(&self) -> &'d str {
        &self.document.article.text
    }

    /// The words of some fragments, as they stand in the text.
    pub(super) fn words(&self, fragments: &[Span]) -> Cow<'d, str> {
        match fragments {
            [only] => Cow::Borrowed(only.of(self.text())),
            all => {
                let words: Vec<_> = all.iter().map(|span| span.of(self.text())).collect();
                Cow::Owned(words.join(" … "))
            }
        }
    }

    /// The words of some fragments on one line.
    pub(super) fn line(&self, fragments: &[Span]) -> String {
        one_line(&self.words(fragments))
    }

    /// Who said or asserts it, where known.
    pub(super) fn speaker(&self, mark: &Annotation) -> Option<&'d Speaker> {
        mark.body.speaker().and_then(|id| self.speakers.get(id)).copied()
    }

    /// What to call who said or asserts it: a name, else the words that the article has for them;
    /// `None` when it has none.
    pub(super) fn said_by(&self, mark: &Annotation) -> Option<String> {
        if let Some(speaker) = self.speaker(mark) {
            return Some(speaker.name.clone());
        }
        match &mark.body {
            Body::Quote(quote) if !quote.source.is_empty() => Some(self.line(&quote.source)),
            Body::Quote(_) => None,
            Body::Claim(_) => Some(ARTICLE_ITSELF.to_owned()),
        }
    }

    /// In which of the article's blocks it begins, counted from 1.
    pub(super) fn paragraph(&self, mark: &Annotation) -> Option<usize> {
        let start = mark.body.target().first()?.start;
        let blocks = &self.document.article.blocks;
        let at = blocks.partition_point(|block| block.span.end <= start);
        blocks.get(at).filter(|block| block.span.start <= start).map(|_| at + 1)
    }

    /// A link to its words on the page that the article was read from; see [`link::to`].
    pub(super) fn link(&self, mark: &Annotation) -> Option<String> {
        let url = self.document.article.meta.url.as_deref()?;
        let (first, last) = (mark.body.target().first()?, mark.body.target().last()?);
        link::to(url, first.of(self.text()), last.of(self.text()))
    }

    /// The page that the article was read from, if it is one.
    pub(super) fn url(&self) -> Option<&'d str> {
        self.document.article.meta.url.as_deref().filter(|url| link::is_web(url))
    }

    /// The blocks; all of the text is one when a file knows of none.
    pub(super) fn blocks(&self) -> Cow<'d, [Block]> {
        if !self.document.article.blocks.is_empty() {
            return Cow::Borrowed(&self.document.article.blocks);
        }
        let whole = Span::new(0, self.text().len()).trim(self.text());
        whole.map(|span| Block { kind: BlockKind::Paragraph, span }).into_iter().collect()
    }

    /// The day on which the article was published, as far as it is known.
    pub(super) fn day(&self) -> Option<&'d str> {
        let published = self.document.article.meta.published.as_deref()?;
        published.split('T').next()
    }

    /// The article's title, or what stands in for one.
    pub(super) fn title(&self) -> &'d str {
        let title = self.document.article.meta.title.as_deref();
        title.filter(|title| !title.trim().is_empty()).unwrap_or("Untitled article")
    }

    /// The quotations, with the marks that they are.
    pub(super) fn quotes(&self) -> impl Iterator<Item = (&'d Annotation, &'d Quote)> + use<'d> {
        self.document.annotations.iter().filter_map(|mark| match &mark.body {
            Body::Quote(quote) => Some((mark, quote)),
            Body::Claim(_) => None,
        })
    }

    /// The marks that are claims.
    pub(super) fn claims(&self) -> impl Iterator<Item = &'d Annotation> + use<'d> {
        self.document.annotations.iter().filter(|mark| matches!(mark.body, Body::Claim(_)))
    }
}

/// Each run of white space and control characters as one space, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with U+FFFD, one for one, for control codes, at which many readers stop, but for white space.
pub(super) fn printable(text: String) -> String {
    let is_code = |c: char| c.is_control() && !c.is_whitespace();
    if text.contains(is_code) { text.replace(is_code, "\u{fffd}") } else { text }
}

/// Whether it is a time as XML has it (ISO 8601, to the second): files may say anything.
pub(super) fn is_time(time: &str) -> bool {
    let pattern = "0000-00-00T00:00:00";
    let fits = |(byte, like): (u8, u8)| {
        if like == b'0' { byte.is_ascii_digit() } else { byte == like }
    };
    time.len() >= pattern.len()
        && time.bytes().zip(pattern.bytes()).all(fits)
        && time[pattern.len()..]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".:+-Z".contains(&byte))
}

/// The name that a kind or status has in files: `"direct"`.
pub(super) fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The type of a mark and its kind: `("quote", "direct")`.
pub(super) fn class(body: &Body) -> (&'static str, String) {
    match body {
        Body::Quote(quote) => ("quote", name_of(&quote.kind)),
        Body::Claim(claim) => ("claim", name_of(&claim.kind)),
    }
}

/// Whether the user has said that it is right.
pub(super) fn is_confirmed(mark: &Annotation) -> bool {
    matches!(mark.status, Status::Accepted | Status::Edited)
}

/// What a transcript has of a mark that was checked, in words: "Near, in talk.txt: We open in June".
pub(super) fn verbatim(mark: &Annotation) -> Option<String> {
    let verbatim = mark.verbatim.as_deref()?;
    let name = verbatim.transcript.as_deref().unwrap_or("the transcript");
    Some(match (verbatim.status, &verbatim.found) {
        (verbatim::Status::Verbatim, _) => format!("Verbatim in {name}"),
        (verbatim::Status::Near, None) => format!("Near, in {name}"),
        (verbatim::Status::Near, Some(found)) => format!("Near, in {name}: {}", found.words),
        (verbatim::Status::Missing, _) => format!("Not found in {name}"),
    })
}

/// The number that is printed as `score` is, without the digits that widening it brings to light.
pub(super) fn as_printed(score: f32) -> f64 {
    score.to_string().parse().unwrap_or_else(|_| f64::from(score))
}

/// The members of an object that have a value: what reads other programs' files may take null for
/// one.
pub(super) fn known(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}

/// A JSON value on a line of its own.
pub(super) fn json_line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).expect("every part of a document has a JSON form");
    line.push('\n');
    line
}
