//! Edits of who speaks: naming, merging and splitting speakers.

use super::edit::{EditError, SpeakerChoice};
use super::history::{Change, Step};
use super::{Session, set_body};
use crate::annotation::{Annotation, Body, Speaker, SpeakerKind};
use crate::span::Span;

impl Session {
    pub(super) fn set_speaker(
        &mut self,
        id: &str,
        choice: Option<SpeakerChoice>,
        now: &str,
    ) -> Result<Step, EditError> {
        self.annotation(id)?;
        let (speaker, name, new) = match choice {
            None => (None, "Clear speaker".to_owned(), None),
            Some(SpeakerChoice::Known { id }) => {
                let (_, speaker) = self.speaker_at(&id)?;
                let name = format!("Set speaker to {}", speaker.name);
                (Some(id), name, None)
            }
            Some(SpeakerChoice::Named { name }) => {
                let name = plain_name(&name)?;
                let known = self.document.speakers.iter().find(|speaker| speaker.name == name);
                let known = known.map(|speaker| speaker.id.clone());
                let new = known.is_none().then(|| self.new_speaker(&name));
                let id = known.or(new.as_ref().map(|speaker| speaker.id.clone()));
                (id, format!("Set speaker to {name}"), new)
            }
        };
        let mut step = self.change(id, name, now, |mark| {
            let body = said_by(&mark.body, speaker);
            set_body(mark, body);
        })?;
        step.changes.splice(0..0, new.map(|new| self.coming(new)));
        Ok(step)
    }

    pub(super) fn rename(&self, id: &str, name: &str) -> Result<Step, EditError> {
        let (at, before) = self.speaker_at(id)?;
        let after = Speaker { name: plain_name(name)?, ..before.clone() };
        let name = format!("Rename {} to {}", before.name, after.name);
        let mut changes: Vec<_> = becoming(at, before, after).into_iter().collect();
        if !changes.is_empty() {
            changes.extend(self.remember_name(id));
        }
        Ok(Step { name, changes })
    }

    /// Merging says who speaks and nothing of whether a mark is right: no status changes.
    pub(super) fn merge(&self, id: &str, into: &str, now: &str) -> Result<Step, EditError> {
        let (gone_at, gone) = self.speaker_at(id)?;
        let (at, stays) = self.speaker_at(into)?;
        let name = format!("Merge {} into {}", gone.name, stays.name);
        if id == into {
            return Ok(Step { name, changes: Vec::new() });
        }
        let mut after = stays.clone();
        after.mentions.extend(&gone.mentions);
        after.mentions.sort();
        after.mentions.dedup();
        after.role = after.role.or_else(|| gone.role.clone());
        if after.kind == SpeakerKind::Unknown {
            after.kind = gone.kind;
        }
        let mut changes: Vec<_> = becoming(at, stays, after).into_iter().collect();
        let said = |mark: &&Annotation| mark.body.speaker() == Some(id);
        changes.extend(self.document.annotations.iter().filter(said).filter_map(|mark| {
            self.changed(mark, now, |mark| {
                mark.body = said_by(&mark.body, Some(into.to_owned()));
            })
        }));
        let before = Some(Box::new(gone.clone()));
        changes.push(Change::Speaker { at: gone_at, before, after: None });
        Ok(Step { name, changes })
    }

    pub(super) fn split(
        &mut self,
        id: &str,
        name: Option<&str>,
        now: &str,
    ) -> Result<Step, EditError> {
        let body = &self.annotation(id)?.body;
        let source = match body {
            Body::Quote(quote) => quote.source.clone(),
            Body::Claim(_) => Vec::new(),
        };
        let name = match name {
            Some(name) => plain_name(name)?,
            None => plain_name(&self.words(&source))?,
        };
        let old = body.speaker().map(|id| self.speaker_at(id)).transpose()?;
        let mut changes = Vec::new();
        let mut mentions = source.clone();
        let mut step_name = format!("Split off {name}");
        if let Some((at, old)) = old {
            let is_taken = |mention: &Span| source.iter().any(|part| part.covers(*mention));
            let (taken, kept) = old.mentions.iter().partition(|mention| is_taken(mention));
            if !Vec::is_empty(&taken) {
                mentions = taken;
            }
            step_name = format!("Split {name} from {}", old.name);
            changes.extend(becoming(at, old, Speaker { mentions: kept, ..old.clone() }));
        }
        let new = Speaker { mentions, ..self.new_speaker(&name) };
        let step = self.change(id, step_name, now, |mark| {
            let body = said_by(&mark.body, Some(new.id.clone()));
            set_body(mark, body);
        })?;
        changes.push(self.coming(new));
        changes.extend(step.changes);
        Ok(Step { name: step.name, changes })
    }

    /// A speaker and where they stand in the list.
    pub(super) fn speaker_at(&self, id: &str) -> Result<(usize, &Speaker), EditError> {
        let mut speakers = self.document.speakers.iter().enumerate();
        speakers
            .find(|(_, speaker)| speaker.id == id)
            .ok_or_else(|| EditError::UnknownSpeaker(id.to_owned()))
    }

    fn new_speaker(&mut self, name: &str) -> Speaker {
        Speaker {
            id: self.ids.speaker(),
            name: name.to_owned(),
            role: None,
            kind: SpeakerKind::Unknown,
            mentions: Vec::new(),
        }
    }

    /// New speakers come last.
    fn coming(&self, new: Speaker) -> Change {
        let at = self.document.speakers.len();
        Change::Speaker { at, before: None, after: Some(Box::new(new)) }
    }

    fn words(&self, spans: &[Span]) -> String {
        let text = &self.document.article.text;
        spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
    }
}

/// The change of one speaker, if there is any.
fn becoming(at: usize, before: &Speaker, after: Speaker) -> Option<Change> {
    (*before != after).then(|| Change::Speaker {
        at,
        before: Some(Box::new(before.clone())),
        after: Some(Box::new(after)),
    })
}

/// The same body, said or asserted by somebody else.
fn said_by(body: &Body, speaker: Option<String>) -> Body {
    let mut body = body.clone();
    *body.speaker_mut() = speaker;
    body
}

fn plain_name(name: &str) -> Result<String, EditError> {
    let name = name.trim();
    if name.is_empty() { Err(EditError::NoName) } else { Ok(name.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::super::Edit;
    use super::*;
    use crate::annotation::{Document, Status};
    use serde_json::{Value, json};

    const NOON: &str = "2026-05-01T12:00:00Z";

    /// Ana Ruiz by name and by "she", and the mayor, who may be somebody else.
    fn session() -> Session {
        let text = "Ana Ruiz said yes. The mayor said no. It is late, she said.";
        let quote = |id: &str, content: [usize; 2], source: [usize; 2], speaker: &str| {
            json!({"id": id, "type": "quote", "kind": "indirect", "content": [content],
                "source": [source], "speaker": speaker, "origin": "machine", "status": "suggested"})
        };
        let document = json!({
            "article": {"text": text, "blocks": [{"kind": "paragraph", "start": 0, "end": text.len()}]},
            "speakers": [
                {"id": "s1", "name": "mayor", "kind": "unknown", "role": "mayor", "mentions": [[19, 28]]},
                {"id": "s2", "name": "Ana Ruiz", "kind": "person", "mentions": [[0, 8], [50, 53]]},
            ],
            "annotations": [
                quote("q1", [14, 17], [0, 8], "s2"),
                quote("q2", [34, 36], [19, 28], "s1"),
                quote("q3", [38, 48], [50, 53], "s2"),
            ],
        });
        let document: Document = serde_json::from_value(document).expect("it is a document");
        Session::new(document)
    }

    /// Makes an edit, and sees to it that undoing it leads back exactly.
    fn edit(session: &mut Session, edit: Value) -> crate::session::Patch {
        let edit: Edit = serde_json::from_value(edit).expect("it is an edit");
        let before = session.document().clone();
        session.edit(edit.clone(), NOON).expect("it can be made");
        let after = session.document().clone();
        session.undo().expect("it is one step");
        assert_eq!(session.document(), &before);
        let patch = session.redo().expect("it can be made again");
        assert_eq!(session.document(), &after);
        patch
    }

    fn speakers_of(session: &Session) -> Vec<Option<&str>> {
        session.document().annotations.iter().map(|mark| mark.body.speaker()).collect()
    }

    #[test]
    fn merging_makes_two_speakers_one() {
        let mut session = session();
        let patch = edit(&mut session, json!({"do": "merge", "speaker": "s1", "into": "s2"}));
        assert_eq!(patch.undo.as_deref(), Some("Merge mayor into Ana Ruiz"));
        let speakers = patch.speakers.expect("the speakers changed");
        let [ana] = speakers.as_slice() else { panic!("one is left") };
        assert_eq!((ana.name.as_str(), ana.role.as_deref()), ("Ana Ruiz", Some("mayor")));
        assert_eq!(ana.kind, SpeakerKind::Person);
        assert_eq!(ana.mentions, [Span::new(0, 8), Span::new(19, 28), Span::new(50, 53)]);
        assert_eq!(speakers_of(&session), [Some("s2"); 3]);
        assert_eq!(session.document().annotations[1].status, Status::Suggested);
    }

    #[test]
    fn a_speaker_is_not_merged_into_themselves() {
        let mut session = session();
        let edit = Edit::Merge { speaker: "s1".to_owned(), into: "s1".to_owned() };
        assert_eq!(session.edit(edit, NOON).expect("it is allowed").undo, None);
    }

    #[test]
    fn splitting_takes_a_mention_out_into_a_new_speaker() {
        let mut session = session();
        let patch = edit(&mut session, json!({"do": "split", "id": "q3", "name": " Bo Ruiz "}));
        assert_eq!(patch.undo.as_deref(), Some("Split Bo Ruiz from Ana Ruiz"));
        let speakers = patch.speakers.expect("the speakers changed");
        assert_eq!(speakers[1].mentions, [Span::new(0, 8)]);
        assert_eq!(speakers[2].name, "Bo Ruiz");
        assert_eq!(speakers[2].mentions, [Span::new(50, 53)]);
        assert_eq!(speakers_of(&session), [Some("s2"), Some("s1"), Some("s3")]);
    }

    #[test]
    fn a_split_speaker_is_called_as_the_source_says() {
        let mut session = session();
        let patch = edit(&mut session, json!({"do": "split", "id": "q2"}));
        assert_eq!(patch.speakers.expect("the speakers changed")[2].name, "The mayor");
    }

    #[test]
    fn many_marks_are_reviewed_in_one_step() {
        let mut session = session();
        let ids = ["q1", "q3", "q1"];
        let patch = edit(&mut session, json!({"do": "review", "ids": ids, "status": "accepted"}));
        assert_eq!(patch.undo.as_deref(), Some("Accept 2 marks"));
        assert_eq!((patch.annotations.len(), patch.select), (2, None));
    }
}
