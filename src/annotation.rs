//! Annotations: what the user looks at, edits and exports.
//!
//! These are at once the types of the native JSON form: [`Document`] serialises to it directly,
//! with spans counted in whichever unit its type says.

use crate::article::Article;
use crate::span::{Byte, Span, Unit};
use crate::verbatim::Verbatim;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A mark on the article, with who made it and what has become of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Annotation<U: Unit = Byte> {
    /// Unique in its document: `q1` for a quotation, `c1` for a claim.
    pub id: String,
    /// What is marked.
    #[serde(flatten)]
    pub body: Body<U>,
    /// How sure the machine was, from 0 to 1; `None` for a mark that a human made.
    #[serde(default)]
    pub score: Option<f32>,
    /// Why it was marked, each reason in words.
    #[serde(default)]
    pub why: Vec<String>,
    /// Who made it.
    #[serde(default)]
    pub origin: Origin,
    /// What the user has decided about it.
    #[serde(default)]
    pub status: Status,
    /// What the machine said of it, once that has been changed. Who spoke is given by name: their id
    /// may belong to another by now, or to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Box<Body<U>>>,
    /// What a transcript has of it: only quotations have that, once they have been checked, and only
    /// as long as their content is what was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verbatim: Option<Box<Verbatim>>,
    /// The user's own words about it.
    #[serde(default)]
    pub note: Option<String>,
    /// The user's own keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// When it was made: ISO 8601, UTC.
    #[serde(default)]
    pub created: Option<String>,
    /// When it was last changed: ISO 8601, UTC.
    #[serde(default)]
    pub modified: Option<String>,
}

impl Annotation {
    /// The order of annotations in a document: that of what they mark, and for two that begin and
    /// end their first fragment alike, that of their ids (`q2` before `q10`).
    #[must_use]
    pub fn in_text_order(&self, other: &Self) -> Ordering {
        let key = |mark: &Self| (mark.body.target().first().copied(), mark.id.len());
        key(self).cmp(&key(other)).then_with(|| self.id.cmp(&other.id))
    }
}

/// What an [`Annotation`] marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", bound = "")]
pub enum Body<U: Unit = Byte> {
    /// Something that somebody said, wrote or thought.
    Quote(Quote<U>),
    /// Something that can be checked.
    Claim(Claim<U>),
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Quote<U: Unit = Byte> {
    /// How much of it stands in quotation marks.
    pub kind: QuoteKind,
    /// What was said: fragments in text order, at least one.
    pub content: Vec<Span<U>>,
    /// What says that it was said ("told", "according to"): fragments in text order.
    #[serde(default)]
    pub cue: Vec<Span<U>>,
    /// The words that name who said it: fragments in text order.
    #[serde(default)]
    pub source: Vec<Span<U>>,
    /// The [`Speaker::id`] of who said it, where known.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// What can be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Claim<U: Unit = Byte> {
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// The clause that asserts it: fragments in text order, at least one.
    pub span: Vec<Span<U>>,
    /// The [`Speaker::id`] of who asserts it; `None` when the article itself does.
    #[serde(default)]
    pub asserted_by: Option<String>,
    /// The figures in it, in text order: what there is to verify.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity<U>>,
}

/// A figure as the text gives it, taken apart where that is plain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Quantity<U: Unit = Byte> {
    /// Where it stands: "more than $240 billion".
    pub span: Span<U>,
    /// The number, scale words reckoned in: 240 billion is 2.4e11.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What is counted or measured, in the text's own words: "$", "percent", "years", "migrants".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When it holds, in the text's own words: "in 2023", "since 2008".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What it is a share or a number of, in the text's own words: "of the market".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// How much of a quotation's content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// None of it: reported speech.
    Indirect,
    /// Some of it.
    Mixed,
}

impl QuoteKind {
    /// How much of `content` stands in quotation marks, those just outside of it included, as far as
    /// the marks alone tell.
    ///
    /// # Panics
    /// If `content` does not fit `text`.
    #[must_use]
    pub fn of(text: &str, content: &[Span]) -> Self {
        let (mut inside, mut outside) = (false, false);
        for span in content {
            let before = text[..span.start].chars().next_back();
            let mut quoted = before.is_some_and(|c| "“„«‹「\"".contains(c));
            for c in span.of(text).chars() {
                match c {
                    '“' | '„' | '«' | '‹' | '「' => quoted = true,
                    '”' | '»' | '›' | '」' => quoted = false,
                    '"' => quoted = !quoted,
                    _ if !c.is_alphanumeric() => {}
                    _ if quoted => inside = true,
                    _ => outside = true,
                }
            }
        }
        match (inside, outside) {
            (true, false) => QuoteKind::Direct,
            (true, true) => QuoteKind::Mixed,
            (false, _) => QuoteKind::Indirect,
        }
    }
}

/// What a claim asserts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// How much or how many.
    Quantity,
    /// A change over time.
    Trend,
    /// One thing against another; a record, a first.
    Comparison,
    /// What brought something about.
    Cause,
    /// That something happened.
    Event,
    /// That somebody did wrong.
    Allegation,
    /// What a law or policy says or does.
    Rule,
    /// How nature, health or technology works.
    Science,
    /// Anything else that can be checked.
    Other,
}

/// Who made an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Sayso.
    Machine,
    /// The user.
    #[default]
    Human,
}

/// What the user has decided about an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing yet.
    #[default]
    Suggested,
    /// It is right.
    Accepted,
    /// It is right as the user changed it.
    Edited,
    /// It is wrong; kept, so that the user can take that back and a model can learn from it.
    Rejected,
}

/// Somebody or something that says things in the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Speaker<U: Unit = Byte> {
    /// Unique in its document: `s1`.
    pub id: String,
    /// The fullest name that the article gives, without honorifics and roles; for unnamed ones the
    /// noun phrase without its article.
    pub name: String,
    /// What the article says they are ("director of …").
    #[serde(default)]
    pub role: Option<String>,
    /// What kind of speaker it is.
    pub kind: SpeakerKind,
    /// Where the article names it, in text order.
    #[serde(default)]
    pub mentions: Vec<Span<U>>,
}

/// What kind of thing a [`Speaker`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// One human being.
    Person,
    /// A company, an agency, a government, a place that speaks for one.
    Organisation,
    /// A report, a poll, a law, data.
    Document,
    /// Several, unnamed: "analysts", "eight people".
    Group,
    /// It is not clear.
    #[default]
    Unknown,
}

/// The version of the native JSON form that [`Document`] describes.
pub const VERSION: u32 = 1;

/// An article with its speakers and annotations: the native JSON form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Document<U: Unit = Byte> {
    /// The article as text and parts.
    pub article: Article<U>,
    /// Everyone who speaks in it.
    #[serde(default)]
    pub speakers: Vec<Speaker<U>>,
    /// Every mark, in text order.
    #[serde(default)]
    pub annotations: Vec<Annotation<U>>,
    /// What stands in quotation marks and is taken to be no speech: titles, terms, words at arm's
    /// length. In text order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scare: Vec<Span<U>>,
}

impl<U: Unit> Document<U> {
    /// The same document with its spans counted in another unit.
    ///
    /// # Errors
    /// The first error that `convert` gives: a span that does not fit the text.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Document<V>, E> {
        Ok(Document {
            article: self.article.map_spans(convert)?,
            speakers: try_each(self.speakers, |speaker| speaker.map_spans(convert))?,
            annotations: try_each(self.annotations, |mark| mark.map_spans(convert))?,
            scare: try_each(self.scare, convert)?,
        })
    }
}

impl<U: Unit> Speaker<U> {
    /// The same speaker with its spans counted in another unit; see [`Document::map_spans`].
    ///
    /// # Errors
    /// The first error that `convert` gives.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Speaker<V>, E> {
        let Self { id, name, role, kind, mentions } = self;
        Ok(Speaker { id, name, role, kind, mentions: try_each(mentions, convert)? })
    }
}

impl<U: Unit> Annotation<U> {
    /// A mark of which no more than this is known.
    #[must_use]
    pub fn new(id: String, body: Body<U>, origin: Origin, status: Status) -> Self {
        Self {
            id,
            body,
            score: None,
            why: Vec::new(),
            origin,
            status,
            machine: None,
            verbatim: None,
            note: None,
            tags: Vec::new(),
            created: None,
            modified: None,
        }
    }

    /// The same annotation with its spans counted in another unit; see [`Document::map_spans`].
    ///
    /// # Errors
    /// The first error that `convert` gives.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Annotation<V>, E> {
        Ok(Annotation {
            body: self.body.map_spans(convert)?,
            machine: self.machine.map(|body| body.map_spans(convert)).transpose()?.map(Box::new),
            id: self.id,
            score: self.score,
            why: self.why,
            origin: self.origin,
            status: self.status,
            verbatim: self.verbatim,
            note: self.note,
            tags: self.tags,
            created: self.created,
            modified: self.modified,
        })
    }
}

impl<U: Unit> Body<U> {
    /// The same body with its spans counted in another unit; see [`Document::map_spans`].
    ///
    /// # Errors
    /// The first error that `convert` gives.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Body<V>, E> {
        Ok(match self {
            Self::Quote(Quote { kind, content, cue, source, speaker }) => Body::Quote(Quote {
                kind,
                content: try_each(content, &mut *convert)?,
                cue: try_each(cue, &mut *convert)?,
                source: try_each(source, convert)?,
                speaker,
            }),
            Self::Claim(Claim { kind, span, asserted_by, quantities }) => Body::Claim(Claim {
                kind,
                span: try_each(span, &mut *convert)?,
                asserted_by,
                quantities: try_each(quantities, |quantity| quantity.map_spans(convert))?,
            }),
        })
    }

    /// The text that is marked: a quotation's content, a claim's clause; fragments in text order.
    #[must_use]
    pub fn target(&self) -> &[Span<U>] {
        match self {
            Self::Quote(quote) => &quote.content,
            Self::Claim(claim) => &claim.span,
        }
    }

    /// The [`Speaker::id`] of who said or asserts it.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        match self {
            Self::Quote(quote) => quote.speaker.as_deref(),
            Self::Claim(claim) => claim.asserted_by.as_deref(),
        }
    }

    /// The same, to be changed.
    pub fn speaker_mut(&mut self) -> &mut Option<String> {
        match self {
            Self::Quote(quote) => &mut quote.speaker,
            Self::Claim(claim) => &mut claim.asserted_by,
        }
    }
}

impl<U: Unit> Quantity<U> {
    /// The same figure with its span counted in another unit; see [`Document::map_spans`].
    ///
    /// # Errors
    /// The error that `convert` gives.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Quantity<V>, E> {
        let Self { span, value, unit, time, scope } = self;
        Ok(Quantity { span: convert(span)?, value, unit, time, scope })
    }
}

fn try_each<A, B, E>(items: Vec<A>, convert: impl FnMut(A) -> Result<B, E>) -> Result<Vec<B>, E> {
    items.into_iter().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_new_quotation_follows_from_its_marks() {
        let text = "“We will,” she said, calling it \"a good day\" for all.";
        let kind = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            QuoteKind::of(text, &[Span::new(start, start + words.len())])
        };
        assert_eq!(kind("“We will,”"), QuoteKind::Direct);
        assert_eq!(kind("We will,"), QuoteKind::Direct);
        assert_eq!(kind("a good day"), QuoteKind::Direct);
        assert_eq!(kind("calling it \"a good day\" for all"), QuoteKind::Mixed);
        assert_eq!(kind("for all"), QuoteKind::Indirect);
    }
}
