//! What an edit changed, for whoever shows the document.

use super::Session;
use super::history::{Change, sides};
use crate::annotation::{Annotation, Speaker, Status};
use crate::span::{Byte, Span, Unit};
use serde::Serialize;

/// What a step changed: enough to bring a view up to date.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Patch<U: Unit = Byte> {
    /// Every annotation that is new or has changed, whole.
    pub annotations: Vec<Annotation<U>>,
    /// The ids of those that are gone.
    pub removed: Vec<String>,
    /// All speakers, when one of them is new, gone or changed.
    pub speakers: Option<Vec<Speaker<U>>>,
    /// The ids of all annotations, in text order.
    pub order: Vec<String>,
    /// What an undo would take back.
    pub undo: Option<String>,
    /// What a redo would do again.
    pub redo: Option<String>,
    /// The annotation to look at now: the one that was changed, when it is the only one and stands.
    pub select: Option<String>,
}

impl Patch {
    /// The patch of `changes`, which `session` has just made or, when they were undone, taken back.
    pub(super) fn of(session: &Session, changes: &[Change], undone: bool) -> Self {
        let document = session.document();
        let mut patch = Self {
            annotations: Vec::new(),
            removed: Vec::new(),
            speakers: None,
            order: document.annotations.iter().map(|mark| mark.id.clone()).collect(),
            undo: session.undo_name().map(str::to_owned),
            redo: session.redo_name().map(str::to_owned),
            select: None,
        };
        let mut changed = Vec::new();
        for change in changes {
            match change {
                Change::Annotation { before, after } => {
                    match sides(before, after, undone) {
                        (old, Some(mark)) => {
                            // What the machine said, remembered, is nothing to look at.
                            let same = |old: &Annotation| {
                                *old == Annotation { machine: old.machine.clone(), ..mark.clone() }
                            };
                            if !old.is_some_and(same) {
                                changed.push(mark);
                            }
                            patch.annotations.push(mark.clone());
                        }
                        (Some(gone), None) => patch.removed.push(gone.id.clone()),
                        (None, None) => {}
                    }
                }
                Change::Speaker { .. } => patch.speakers = Some(document.speakers.clone()),
            }
        }
        if let [mark] = changed.as_slice() {
            patch.select = (mark.status != Status::Rejected).then(|| mark.id.clone());
        }
        patch
    }
}

impl<U: Unit> Patch<U> {
    /// The same patch with its spans counted in another unit.
    ///
    /// # Errors
    /// The first error that `convert` gives: a span that does not fit the text.
    pub fn map_spans<V: Unit, E>(
        self,
        convert: &mut impl FnMut(Span<U>) -> Result<Span<V>, E>,
    ) -> Result<Patch<V>, E> {
        let Self { annotations, removed, speakers, order, undo, redo, select } = self;
        let annotations = annotations
            .into_iter()
            .map(|mark| mark.map_spans(convert))
            .collect::<Result<_, E>>()?;
        let speakers = speakers
            .map(|all| all.into_iter().map(|one| one.map_spans(convert)).collect())
            .transpose()?;
        Ok(Patch { annotations, removed, speakers, order, undo, redo, select })
    }
}
