//! A document being edited. The session alone owns it and its history.
//!
//! What the user does comes in as an [`Edit`]; what it changed goes out as a [`Patch`]. Every edit
//! is checked before anything changes, is one step of the history, and can be undone. A mark of the
//! machine that the user changes stays the machine's; its status says that it was edited.

mod carry;
mod draft;
mod edit;
mod history;
mod ids;
mod merge;
mod original;
mod patch;
mod shape;
mod speakers;
#[cfg(test)]
mod tests;
mod verbatim;

pub use carry::{Carried, Lost, describe, is_decided, pack, unpack};
pub use edit::{Draft, Edit, EditError, SpeakerChoice};
pub use merge::Merged;
pub use patch::Patch;

use crate::annotation::{Annotation, Body, Document, Origin, Status};
use crate::selector::Unanchored;
use history::{Change, Step};
use ids::Ids;
use std::collections::BTreeSet;

/// A document with its history.
#[derive(Clone, Debug)]
pub struct Session {
    document: Document,
    ids: Ids,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// What the quotations were last checked against, and what it is called.
    transcript: Option<(String, Option<String>)>,
    /// What was brought and has no place, with the reason.
    strays: Vec<(Carried, Unanchored)>,
}

impl Session {
    /// Begins to edit `document`, whose annotations are brought into text order.
    #[must_use]
    pub fn new(mut document: Document) -> Self {
        document.annotations.sort_by(Annotation::in_text_order);
        let ids = Ids::after(&document);
        let (done, undone) = (Vec::new(), Vec::new());
        Self { ids, document, done, undone, transcript: None, strays: Vec::new() }
    }

    /// The document as it is now.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What [`Session::undo`] would take back: "Remove quotation".
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// What [`Session::redo`] would do again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// Makes an edit at the time `now` (ISO 8601, UTC). One that changes nothing is no step.
    ///
    /// # Errors
    /// When the edit names what is not there, or marks what cannot be marked.
    pub fn edit(&mut self, edit: Edit, now: &str) -> Result<Patch, EditError> {
        let transcript = verbatim::transcript_of(&edit);
        let mut step = self.step_of(edit, now)?;
        self.transcript = transcript.or_else(|| self.transcript.take());
        self.check_anew(&mut step);
        if step.changes.is_empty() {
            return Ok(Patch::of(self, &[], false));
        }
        Ok(self.make(step))
    }

    /// Makes a step that changes something.
    fn make(&mut self, step: Step) -> Patch {
        step.apply(&mut self.document);
        self.undone.clear();
        let changes = step.changes.clone();
        self.done.push(step);
        Patch::of(self, &changes, false)
    }

    /// Takes back the last step; `None` when there is none.
    pub fn undo(&mut self) -> Option<Patch> {
        let step = self.done.pop()?;
        step.revert(&mut self.document);
        let changes = step.changes.clone();
        self.undone.push(step);
        Some(Patch::of(self, &changes, true))
    }

    /// Does again what was last taken back; `None` when there is nothing.
    pub fn redo(&mut self) -> Option<Patch> {
        let step = self.undone.pop()?;
        step.apply(&mut self.document);
        let changes = step.changes.clone();
        self.done.push(step);
        Some(Patch::of(self, &changes, false))
    }

    /// What `edit` would change; nothing is changed yet.
    fn step_of(&mut self, edit: Edit, now: &str) -> Result<Step, EditError> {
        match edit {
            Edit::Add { body } => self.add(body, now),
            Edit::Remove { id } => {
                let mark = self.annotation(&id)?;
                let name = format!("Remove {}", noun(&mark.body));
                if mark.origin == Origin::Machine {
                    return self.change(&id, name, now, |mark| mark.status = Status::Rejected);
                }
                let before = Some(Box::new(mark.clone()));
                Ok(Step { name, changes: vec![Change::Annotation { before, after: None }] })
            }
            Edit::Status { id, status } => {
                let name = format!("{} {}", verb(status), noun(&self.annotation(&id)?.body));
                self.change(&id, name, now, |mark| mark.status = status)
            }
            Edit::Body { id, body } => {
                let before = &self.annotation(&id)?.body;
                let name = format!("Change {}", noun(before));
                let body = self.checked(body, Some(before))?;
                self.change(&id, name, now, |mark| set_body(mark, body))
            }
            Edit::Note { id, note } => {
                let note = note.filter(|note| !note.trim().is_empty());
                self.change(&id, "Change note".to_owned(), now, |mark| mark.note = note)
            }
            Edit::Tags { id, tags } => {
                let tags = plain_tags(&tags);
                self.change(&id, "Change tags".to_owned(), now, |mark| mark.tags = tags)
            }
            Edit::Cut { id, at } => self.cut(&id, at, now),
            Edit::Join { id, with } => self.join(&id, &with, now),
            Edit::Review { ids, status } => self.review(&ids, status, now),
            Edit::Speaker { id, speaker } => self.set_speaker(&id, speaker, now),
            Edit::Rename { speaker, name } => self.rename(&speaker, &name),
            Edit::Merge { speaker, into } => self.merge(&speaker, &into, now),
            Edit::Split { id, name } => self.split(&id, name.as_deref(), now),
            Edit::Verbatim { transcript, name } => {
                self.check_verbatim(&transcript, name.as_deref(), now)
            }
        }
    }

    fn add(&mut self, body: Draft, now: &str) -> Result<Step, EditError> {
        let body = self.checked(body, None)?;
        let is_same = |mark: &Annotation| {
            mark.status != Status::Rejected
                && noun(&mark.body) == noun(&body)
                && mark.body.target() == body.target()
        };
        if self.document.annotations.iter().any(is_same) {
            return Err(EditError::AlreadyMarked(noun(&body)));
        }
        let name = format!("Add {}", noun(&body));
        let mark = self.made(body, now);
        let after = Some(Box::new(mark));
        Ok(Step { name, changes: vec![Change::Annotation { before: None, after }] })
    }

    /// A new mark of the user's.
    fn made(&mut self, body: Body, now: &str) -> Annotation {
        let id = self.ids.annotation(&body);
        Annotation {
            created: Some(now.to_owned()),
            modified: Some(now.to_owned()),
            ..Annotation::new(id, body, Origin::Human, Status::Accepted)
        }
    }

    fn review(&self, ids: &[String], status: Status, now: &str) -> Result<Step, EditError> {
        let mut unseen: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let marks = self.document.annotations.iter().filter(|mark| unseen.remove(mark.id.as_str()));
        let changes: Vec<_> =
            marks.filter_map(|mark| self.changed(mark, now, |mark| mark.status = status)).collect();
        if let Some(unknown) = unseen.first() {
            return Err(EditError::UnknownAnnotation((*unknown).to_owned()));
        }
        let noun = if changes.len() == 1 { "mark" } else { "marks" };
        Ok(Step { name: format!("{} {} {noun}", verb(status), changes.len()), changes })
    }

    /// The step that changes one annotation; empty when it would be the same afterwards.
    fn change(
        &self,
        id: &str,
        name: String,
        now: &str,
        change: impl FnOnce(&mut Annotation),
    ) -> Result<Step, EditError> {
        let changes = self.changed(self.annotation(id)?, now, change).into_iter().collect();
        Ok(Step { name, changes })
    }

    /// What changes one of the annotations; `None` when it would be the same afterwards.
    fn changed(
        &self,
        before: &Annotation,
        now: &str,
        change: impl FnOnce(&mut Annotation),
    ) -> Option<Change> {
        let mut after = before.clone();
        change(&mut after);
        self.remember(before, &mut after);
        if after != *before {
            after.modified = Some(now.to_owned());
        }
        Change::of_mark(before, after)
    }

    fn checked(&self, draft: Draft, before: Option<&Body>) -> Result<Body, EditError> {
        let body =
            draft::complete(draft, before, &self.document.article.text, &self.document.speakers)?;
        if let Some(id) = body.speaker() {
            self.speaker_at(id)?;
        }
        Ok(body)
    }

    fn annotation(&self, id: &str) -> Result<&Annotation, EditError> {
        let mut marks = self.document.annotations.iter();
        marks.find(|mark| mark.id == id).ok_or_else(|| EditError::UnknownAnnotation(id.to_owned()))
    }
}

/// Changes what is marked, and with it what the user thinks of the mark.
fn set_body(mark: &mut Annotation, body: Body) {
    if mark.body == body {
        return;
    }
    verbatim::keep_if_same(mark, &body);
    mark.body = body;
    mark.status = match mark.origin {
        Origin::Machine => Status::Edited,
        Origin::Human => Status::Accepted,
    };
}

/// The tags without white space around them, each once.
fn plain_tags(tags: &[String]) -> Vec<String> {
    let mut plain: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        if !plain.iter().any(|known| known == tag) {
            plain.push(tag.to_owned());
        }
    }
    plain
}

fn noun(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => "quotation",
        Body::Claim(_) => "claim",
    }
}

fn verb(status: Status) -> &'static str {
    match status {
        Status::Suggested => "Reopen",
        Status::Accepted => "Accept",
        Status::Edited => "Restore",
        Status::Rejected => "Reject",
    }
}
