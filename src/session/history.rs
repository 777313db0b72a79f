//! What was done, so that it can be undone.

use crate::annotation::{Annotation, Document, Speaker};
use std::collections::BTreeMap;

/// One step of the history: what the user did, as one edit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// What the user did, in words: "Remove quotation".
    pub(super) name: String,
    /// What it changed, in order.
    pub(super) changes: Vec<Change>,
}

/// One annotation or speaker before and after; `None` where it did not exist.
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
        make(document, self.changes.iter(), false);
    }

    /// Takes its changes back from `document`.
    pub(super) fn revert(&self, document: &mut Document) {
        make(document, self.changes.iter().rev(), true);
    }
}

impl Change {
    /// The change of a mark, if it changed anything.
    pub(super) fn of_mark(before: &Annotation, after: Annotation) -> Option<Self> {
        (*before != after).then(|| Self::Annotation {
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        })
    }
}

/// What is there before a change and after it, when it is made or taken back.
pub(super) fn sides<'c, T>(
    before: &'c Option<Box<T>>,
    after: &'c Option<Box<T>>,
    undone: bool,
) -> (Option<&'c T>, Option<&'c T>) {
    let (old, new) = if undone { (after, before) } else { (before, after) };
    (old.as_deref(), new.as_deref())
}

/// Makes the changes in their order, or takes them back; all annotations are replaced in one pass,
/// however many there are.
fn make<'c>(document: &mut Document, changes: impl Iterator<Item = &'c Change>, undone: bool) {
    let mut marks: BTreeMap<&str, Option<&Annotation>> = BTreeMap::new();
    for change in changes {
        match change {
            Change::Annotation { before, after } => {
                let (old, new) = sides(before, after, undone);
                if let Some(mark) = new.or(old) {
                    marks.insert(&mark.id, new);
                }
            }
            Change::Speaker { at, before, after } => {
                let (old, new) = sides(before, after, undone);
                let end = at + usize::from(old.is_some());
                document.speakers.splice(*at..end, new.cloned());
            }
        }
    }
    if marks.is_empty() {
        return;
    }
    let annotations = &mut document.annotations;
    annotations.retain(|mark| !marks.contains_key(mark.id.as_str()));
    annotations.extend(marks.into_values().flatten().cloned());
    annotations.sort_by(Annotation::in_text_order);
}
