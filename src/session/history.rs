//! What was done, so that it can be undone.

use crate::annotation::{Annotation, Document, Speaker};

/// One step of the history: what the user did, as one edit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// What the user did, in words: "Remove quotation".
    pub(super) name: String,
    /// What it changed, in order.
    pub(super) changes: Vec<Change>,
}

/// One annotation or speaker before and after; `None` where it did not exist. It is its own
/// inverse when the two change places.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// An annotation came, went or changed.
    Annotation {
        /// As it was.
        before: Option<Box<Annotation>>,
        /// As it is.
        after: Option<Box<Annotation>>,
    },
    /// A speaker came, went or changed.
    Speaker {
        /// Where in the list of speakers.
        at: usize,
        /// As it was.
        before: Option<Box<Speaker>>,
        /// As it is.
        after: Option<Box<Speaker>>,
    },
}

impl Step {
    /// Makes its changes to `document`.
    pub(super) fn apply(&self, document: &mut Document) {
        for change in &self.changes {
            change.apply(document);
        }
    }

    /// Takes its changes back from `document`.
    pub(super) fn revert(&self, document: &mut Document) {
        for change in self.changes.iter().rev() {
            change.inverse().apply(document);
        }
    }
}

impl Change {
    fn inverse(&self) -> Self {
        match self.clone() {
            Self::Annotation { before, after } => Self::Annotation { before: after, after: before },
            Self::Speaker { at, before, after } => {
                Self::Speaker { at, before: after, after: before }
            }
        }
    }

    fn apply(&self, document: &mut Document) {
        match self {
            Self::Annotation { before, after } => {
                let marks = &mut document.annotations;
                if let Some(before) = before {
                    marks.retain(|mark| mark.id != before.id);
                }
                if let Some(after) = after {
                    let at = marks.partition_point(|mark| mark.in_text_order(after).is_lt());
                    marks.insert(at, (**after).clone());
                }
            }
            Self::Speaker { at, before, after } => {
                let speakers = &mut document.speakers;
                let before = usize::from(before.is_some());
                speakers.splice(*at..*at + before, after.iter().map(|after| (**after).clone()));
            }
        }
    }
}
