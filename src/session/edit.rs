//! What the user can do to a document, each as one value.

use crate::annotation::{ClaimKind, QuoteKind, Status};
use crate::fragments::Fault;
use crate::span::{Byte, Span, Unit};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// One thing that the user does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", bound = "")]
pub enum Edit<U: Unit = Byte> {
    /// Makes an annotation.
    Add {
        /// What it marks.
        body: Draft<U>,
    },
    /// Takes an annotation away: one that the user made is gone, one that the machine made is
    /// rejected, so that a new reading does not bring it back.
    Remove {
        /// The annotation.
        id: String,
    },
    /// Decides about an annotation.
    Status {
        /// The annotation.
        id: String,
        /// The decision.
        status: Status,
    },
    /// Changes what an annotation marks.
    Body {
        /// The annotation.
        id: String,
        /// What it marks from now on; what is left out stays.
        body: Draft<U>,
    },
    /// Makes two annotations of one.
    Cut {
        /// The annotation, which keeps what stands before the cut.
        id: String,
        /// The words that the second one begins with.
        at: Span<U>,
    },
    /// Makes two annotations of one type one.
    Join {
        /// The annotation that stays.
        id: String,
        /// The one that becomes part of it.
        with: String,
    },
    /// Writes the user's words about an annotation.
    Note {
        /// The annotation.
        id: String,
        /// The words; `None` takes them away.
        note: Option<String>,
    },
    /// Sets the user's keywords of an annotation.
    Tags {
        /// The annotation.
        id: String,
        /// All of them, in order.
        tags: Vec<String>,
    },
    /// Decides about several annotations in one step.
    Review {
        /// The annotations; one that has the status already stays as it is.
        ids: Vec<String>,
        /// The decision.
        status: Status,
    },
    /// Says who said or asserts it.
    Speaker {
        /// The annotation.
        id: String,
        /// Who; `None` for nobody, or for the article itself.
        speaker: Option<SpeakerChoice>,
    },
    /// Gives a speaker another name, everywhere.
    Rename {
        /// The speaker's id.
        speaker: String,
        /// The name.
        name: String,
    },
    /// Makes two speakers one: all that one of them says and is called becomes the other's.
    Merge {
        /// The id of the speaker who is gone afterwards.
        speaker: String,
        /// The id of the one who stays, under their own name.
        into: String,
    },
    /// Gives an annotation a new speaker of its own, who takes along the mentions in its source.
    Split {
        /// The annotation.
        id: String,
        /// The new speaker's name, which another may have too; without one, the words of the source.
        name: Option<String>,
    },
    /// Says of every quotation in quotation marks what a transcript has of it; see
    /// [`crate::verbatim`].
    Verbatim {
        /// The transcript, or whatever the quotations are said to be from.
        transcript: String,
        /// What it is called.
        name: Option<String>,
    },
}

/// Somebody to set as speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SpeakerChoice {
    /// A speaker of the document.
    Known {
        /// Their id.
        id: String,
    },
    /// Whoever has this name; a new speaker if nobody has.
    Named {
        /// The name.
        name: String,
    },
}

/// What an annotation is to mark. Whatever is left out stays as it is; in a new annotation it is
/// empty, and the kind follows from the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", bound = "")]
pub enum Draft<U: Unit = Byte> {
    /// Something that somebody said.
    Quote {
        /// How much of it stands in quotation marks.
        kind: Option<QuoteKind>,
        /// What was said.
        content: Option<Vec<Span<U>>>,
        /// What says that it was said.
        cue: Option<Vec<Span<U>>>,
        /// The words that name who said it.
        source: Option<Vec<Span<U>>>,
        /// The id of who said it; `Some(None)` for nobody.
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        speaker: Option<Option<String>>,
    },
    /// Something that can be checked.
    Claim {
        /// What kind of thing it asserts.
        kind: Option<ClaimKind>,
        /// The clause that asserts it.
        span: Option<Vec<Span<U>>>,
        /// The id of who asserts it; `Some(None)` for the article itself.
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        asserted_by: Option<Option<String>>,
    },
}

/// Tells `null` from a member that is left out.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl<U: Unit> Edit<U> {
    /// The same edit with its spans counted in another unit.
    ///
    /// # Errors
    /// The first error that `convert` gives: a span that does not fit the text.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Edit<V>, E> {
        Ok(match self {
            Self::Add { body } => Edit::Add { body: body.map_spans(convert)? },
            Self::Body { id, body } => Edit::Body { id, body: body.map_spans(convert)? },
            Self::Cut { id, at } => Edit::Cut { id, at: convert(at)? },
            Self::Join { id, with } => Edit::Join { id, with },
            Self::Remove { id } => Edit::Remove { id },
            Self::Status { id, status } => Edit::Status { id, status },
            Self::Note { id, note } => Edit::Note { id, note },
            Self::Tags { id, tags } => Edit::Tags { id, tags },
            Self::Speaker { id, speaker } => Edit::Speaker { id, speaker },
            Self::Review { ids, status } => Edit::Review { ids, status },
            Self::Rename { speaker, name } => Edit::Rename { speaker, name },
            Self::Merge { speaker, into } => Edit::Merge { speaker, into },
            Self::Split { id, name } => Edit::Split { id, name },
            Self::Verbatim { transcript, name } => Edit::Verbatim { transcript, name },
        })
    }
}

impl<U: Unit> Draft<U> {
    fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Draft<V>, E> {
        let mut each = |spans: Option<Vec<Span<U>>>| -> Result<Option<Vec<Span<V>>>, E> {
            spans.map(|spans| spans.into_iter().map(&mut *convert).collect()).transpose()
        };
        Ok(match self {
            Self::Quote { kind, content, cue, source, speaker } => Draft::Quote {
                kind,
                content: each(content)?,
                cue: each(cue)?,
                source: each(source)?,
                speaker,
            },
            Self::Claim { kind, span, asserted_by } => {
                Draft::Claim { kind, span: each(span)?, asserted_by }
            }
        })
    }
}

/// Why an edit was not made. Displays as a sentence; the document is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no annotation with this id.
    UnknownAnnotation(String),
    /// There is no speaker with this id.
    UnknownSpeaker(String),
    /// A fragment is not a place in the text that can be marked.
    Misplaced {
        /// Which list it stands in: "content".
        part: &'static str,
        /// Which of its fragments, from 0.
        index: usize,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The annotation would mark nothing.
    NothingMarked,
    /// One side of the cut would mark nothing.
    NothingToCut,
    /// What is to be joined is not two quotations or two claims.
    NotOfOneType,
    /// What is to be joined is said by two speakers.
    TwoSpeakers,
    /// The same words are such a mark already; its name.
    AlreadyMarked(&'static str),
    /// The speaker would have no name.
    NoName,
    /// Nobody says anything in the transcript.
    BlankTranscript,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownAnnotation(id) => write!(f, "The article has no annotation {id:?}."),
            Self::UnknownSpeaker(id) => write!(f, "The article has no speaker {id:?}."),
            Self::Misplaced { part, index, fault } => {
                write!(f, "Fragment {} of the {part} {fault}.", index + 1)
            }
            Self::NothingMarked => f.write_str("Select the words to mark first."),
            Self::NothingToCut => {
                f.write_str("Select the word in the mark that the second part begins with.")
            }
            Self::NotOfOneType => f.write_str("Only two quotations or two claims can be joined."),
            Self::TwoSpeakers => f.write_str(
                "The two have different speakers: give both the same one before you join them.",
            ),
            Self::AlreadyMarked(noun) => write!(f, "These words are marked as a {noun} already."),
            Self::NoName => f.write_str("A speaker needs a name."),
            Self::BlankTranscript => f.write_str("The transcript has no words to compare with."),
        }
    }
}

impl std::error::Error for EditError {}
