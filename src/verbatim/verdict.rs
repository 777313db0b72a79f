//! What is said of a quotation that was looked for in a transcript; part of the native JSON form.

use crate::span::{CodePoint, Span};
use serde::{Deserialize, Serialize};

/// What a transcript has of a quotation.
///
/// Serialised as `{"status", "transcript", "start", "end", "found", "differences"}`, with `null` for
/// what is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Verbatim {
    /// Whether the quotation is what was said.
    pub status: Status,
    /// What the transcript is called.
    pub transcript: Option<String>,
    /// The passage; of a quotation that is missing, that of its greater part, if it has one.
    pub found: Option<Found>,
    /// The quotation and the passage, run by run in their order; empty where all is the same or
    /// nothing was found.
    pub differences: Vec<Difference>,
}

/// Whether a quotation is what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Word by word.
    Verbatim,
    /// With some differences.
    Near,
    /// It is not in the transcript, or too little of it.
    Missing,
}

/// A passage of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the transcript, in code points of it whatever else the file's offsets
    /// count; where the quotation's stretches stand far apart, that of the longest.
    pub place: Span<CodePoint>,
    /// The transcript's own words on one line, up to some 2,000 characters; " … " between stretches
    /// that the quotation has in quotation marks of their own.
    pub words: String,
}

/// A run of words that quotation and transcript have in common, or that one of them has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Who has it.
    #[serde(rename = "in")]
    pub side: Side,
    /// The words on one line; those of the quotation where both have them.
    pub words: String,
    /// Whether the quotation itself says so, by an ellipsis or square brackets.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked: bool,
}

/// Who has some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Quotation and transcript.
    Both,
    /// Only the quotation.
    Quotation,
    /// Only the transcript.
    Transcript,
}

/// A [`Verbatim`] as it is serialised.
#[derive(Serialize, Deserialize)]
struct Form {
    status: Status,
    #[serde(default)]
    transcript: Option<String>,
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    found: Option<String>,
    #[serde(default)]
    differences: Vec<Difference>,
}

impl From<Verbatim> for Form {
    fn from(Verbatim { status, transcript, found, differences }: Verbatim) -> Self {
        let (start, end) = found.as_ref().map(|found| (found.place.start, found.place.end)).unzip();
        let found = found.map(|found| found.words);
        Self { status, transcript, start, end, found, differences }
    }
}

impl TryFrom<Form> for Verbatim {
    type Error = String;

    fn try_from(form: Form) -> Result<Self, String> {
        let Form { status, transcript, start, end, found, differences } = form;
        let found = match (start, end, found) {
            (None, None, None) if status == Status::Missing => None,
            (None, None, None) => return Err("what is there has a start and an end".to_owned()),
            (Some(start), Some(end), Some(words)) if start <= end => {
                Some(Found { place: Span::new(start, end), words })
            }
            (Some(start), Some(end), Some(_)) => {
                return Err(format!("a passage cannot end before it begins: {start}..{end}"));
            }
            _ => return Err("a passage has a start, an end and the words found there".to_owned()),
        };
        Ok(Self { status, transcript, found, differences })
    }
}
