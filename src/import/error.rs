//! Why a file could not be opened.

use crate::annotation::VERSION;
use crate::fragments::Fault;
use std::fmt;

/// Why a file could not be opened. Displays as a sentence that says where.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportError {
    /// It is larger than anything that Sayso writes.
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It is neither text nor an archive.
    NotText,
    /// It is a ZIP archive that cannot be read; why.
    Archive(String),
    /// It is not JSON.
    NotJson {
        /// Where the JSON breaks off, counted from 1.
        line: usize,
        /// The column there, in bytes counted from 1.
        column: usize,
        /// What was met there.
        reason: String,
    },
    /// It is text, but in no form that is saved.
    NotSaved,
    /// It is JSON, but of something else.
    NotOurs,
    /// It has annotations, but not the article that they belong to.
    NoArticle,
    /// It is of a version of the native form that this Sayso does not know.
    Version(String),
    /// A part is missing or of the wrong kind.
    Form {
        /// Which part: `annotations[3].content`.
        at: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A line is not what it should be.
    Line {
        /// Which, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A span is not a place in the article's text.
    Place {
        /// Which part: `annotations[3].content`.
        at: String,
        /// The span as the file has it.
        span: [usize; 2],
        /// What is wrong with it.
        fault: Fault,
    },
    /// Two parts have the same id.
    DuplicateId {
        /// The second of them: `annotations[3]`.
        at: String,
        /// Their id.
        id: String,
    },
    /// A part names a speaker that the file does not have.
    UnknownSpeaker {
        /// Which part: `annotations[3].speaker`.
        at: String,
        /// The speaker's id.
        id: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit } => {
                let (megabytes, limit) = (bytes / 1_000_000, limit / 1_000_000);
                write!(f, "The file has {megabytes} MB; Sayso opens at most {limit} MB.")
            }
            Self::NotText => f.write_str("The file is neither text in UTF-8 nor an archive."),
            Self::Archive(reason) => write!(f, "The archive cannot be read: {reason}."),
            Self::NotJson { line, column, reason } => {
                write!(f, "The file is not JSON: {reason} at line {line}, column {column}.")
            }
            Self::NotSaved => f.write_str(
                "The file holds no saved annotations. Text, HTML and Markdown are read as articles.",
            ),
            Self::NotOurs => f.write_str("The file is JSON, but not a document that Sayso knows."),
            Self::NoArticle => f.write_str(
                "The file has annotations without their article. Open the article first.",
            ),
            Self::Version(found) => write!(
                f,
                "The file has version {found} of Sayso's format; this Sayso reads version {VERSION}."
            ),
            Self::Form { at, reason } => write!(f, "{at}: {reason}"),
            Self::Line { line, reason } => write!(f, "Line {line}: {reason}."),
            Self::Place { at, span: [start, end], fault } => {
                write!(f, "{at}: [{start}, {end}] {fault}")
            }
            Self::DuplicateId { at, id } => {
                write!(f, "{at}: the id {id:?} is taken by an earlier one")
            }
            Self::UnknownSpeaker { at, id } => {
                write!(f, "{at}: no speaker of the file has the id {id:?}")
            }
        }
    }
}

impl std::error::Error for ImportError {}
