//! What the machine said of a mark before a human changed it: what a model can learn from.

use super::Session;
use super::history::Change;
use crate::annotation::{Annotation, Body, Origin};

impl Session {
    /// Keeps in `after` what the machine said of the mark, where that has been changed for the first
    /// time; forgets it where a change has brought it back.
    pub(super) fn remember(&self, before: &Annotation, after: &mut Annotation) {
        if before.origin != Origin::Machine || before.body == after.body {
            return;
        }
        let said = after.machine.take().unwrap_or_else(|| Box::new(self.as_said(&before.body)));
        after.machine = (*said != self.as_said(&after.body)).then_some(said);
    }

    /// The changes of the marks by a speaker who is about to get another name: the machine's is kept.
    pub(super) fn remember_name(&self, speaker: &str) -> impl Iterator<Item = Change> {
        let is_meant = |mark: &&Annotation| {
            mark.origin == Origin::Machine
                && mark.machine.is_none()
                && mark.body.speaker() == Some(speaker)
        };
        self.document.annotations.iter().filter(is_meant).filter_map(|before| {
            let machine = Some(Box::new(self.as_said(&before.body)));
            Change::of_mark(before, Annotation { machine, ..before.clone() })
        })
    }

    /// The body with its speaker given by name.
    pub(super) fn as_said(&self, body: &Body) -> Body {
        let mut body = body.clone();
        let speaker = body.speaker_mut();
        let known = |id: &String| self.document.speakers.iter().find(|known| known.id == *id);
        if let Some(known) = speaker.as_ref().and_then(known) {
            *speaker = Some(known.name.clone());
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Document, Status};
    use serde_json::{Value, json};

    const NOON: &str = "2026-05-01T12:00:00Z";

    /// A quotation that the machine gives to "the mayor", whom it does not know to be Ana Ruiz.
    fn session() -> Session {
        let text = "“Yes,” said the mayor. Ana Ruiz smiled.";
        let document = json!({
            "article": {"text": text},
            "speakers": [
                {"id": "s1", "name": "mayor", "kind": "person"},
                {"id": "s2", "name": "Ana Ruiz", "kind": "person"},
            ],
            "annotations": [{
                "id": "q1", "type": "quote", "kind": "direct", "content": [[0, 10]], "speaker": "s1",
                "origin": "machine", "status": "suggested",
            }],
        });
        let document: Document = serde_json::from_value(document).expect("it is a document");
        Session::new(document)
    }

    /// The only mark after an edit.
    fn after(session: &mut Session, edit: Value) -> Annotation {
        session.edit(serde_json::from_value(edit).expect("it is an edit"), NOON).expect("it holds");
        session.document().annotations[0].clone()
    }

    fn said_then(mark: &Annotation) -> Option<(&str, &Body)> {
        mark.machine.as_deref().map(|body| (body.speaker().unwrap_or_default(), body))
    }

    #[test]
    fn the_first_change_keeps_what_the_machine_said_and_later_ones_leave_that() {
        let mut session = session();
        let before = session.document().annotations[0].body.target().to_vec();
        let shorter = json!({"type": "quote", "content": [[3, 6]]});
        after(&mut session, json!({"do": "body", "id": "q1", "body": shorter}));
        let claim = json!({"type": "claim"});
        let mark = after(&mut session, json!({"do": "body", "id": "q1", "body": claim}));
        let (speaker, body) = said_then(&mark).expect("it was changed");
        assert!(matches!(body, Body::Quote(_)));
        assert_eq!((speaker, body.target()), ("mayor", before.as_slice()));
    }

    #[test]
    fn a_decision_alone_changes_nothing_that_it_said() {
        let mut session = session();
        let mark = after(&mut session, json!({"do": "status", "id": "q1", "status": "rejected"}));
        assert_eq!(mark.machine, None);
    }

    #[test]
    fn bringing_it_back_by_hand_leaves_no_change() {
        let mut session = session();
        let speaker = |id: &str| json!({"do": "speaker", "id": "q1", "speaker": {"id": id}});
        assert!(after(&mut session, speaker("s2")).machine.is_some());
        let mark = after(&mut session, speaker("s1"));
        assert_eq!((mark.machine, mark.status), (None, Status::Edited));
    }

    #[test]
    fn its_name_for_a_speaker_outlives_the_speaker() {
        for edit in [
            json!({"do": "rename", "speaker": "s1", "name": "Ben Ito"}),
            json!({"do": "merge", "speaker": "s1", "into": "s2"}),
            json!({"do": "split", "id": "q1", "name": "Ben Ito"}),
            json!({"do": "speaker", "id": "q1", "speaker": null}),
            json!({"do": "speaker", "id": "q1", "speaker": {"name": "Cara Oduya"}}),
        ] {
            let mut session = session();
            let mark = after(&mut session, edit.clone());
            assert_eq!(said_then(&mark).map(|said| said.0), Some("mayor"), "{edit}");
            session.undo().expect("it is one step");
            assert_eq!(session.document().annotations[0].machine, None, "{edit}");
        }
    }

    #[test]
    fn a_mark_of_a_human_has_nothing_of_the_machine() {
        let mut session = session();
        let body = json!({"type": "claim", "span": [[27, 36]]});
        after(&mut session, json!({"do": "add", "body": body}));
        let rule = json!({"type": "claim", "kind": "rule"});
        after(&mut session, json!({"do": "body", "id": "c2", "body": rule}));
        assert_eq!(session.document().annotations[1].machine, None);
    }
}
