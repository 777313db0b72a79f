//! Checking the quotations against a transcript, and forgetting what was found when it no longer
//! holds.

use super::history::Step;
use super::{EditError, Session};
use crate::annotation::{Annotation, Body, Quote};
use crate::verbatim;

impl Session {
    /// Says of every quotation in quotation marks what the transcript has of it.
    pub(super) fn check_verbatim(
        &self,
        transcript: &str,
        name: Option<&str>,
        now: &str,
    ) -> Result<Step, EditError> {
        if verbatim::is_blank(transcript) {
            return Err(EditError::BlankTranscript);
        }
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let found = verbatim::check(&self.document, transcript, name).into_iter();
        let changes = found.filter_map(|(at, verbatim)| {
            self.changed(&self.document.annotations[at], now, |mark| {
                mark.verbatim = Some(Box::new(verbatim));
            })
        });
        let changes = changes.collect();
        let name = format!("Check against {}", name.unwrap_or("the transcript"));
        Ok(Step { name, changes })
    }
}

/// Forgets what a transcript has of a mark that is about to have this body, unless that is the same
/// quotation still.
pub(super) fn keep_if_same(mark: &mut Annotation, body: &Body) {
    let is_same = match (&mark.body, body) {
        (Body::Quote(Quote { kind, content, .. }), Body::Quote(other)) => {
            (kind, content) == (&other.kind, &other.content)
        }
        _ => false,
    };
    if !is_same {
        mark.verbatim = None;
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::Document;
    use crate::session::{EditError, Patch, Session};
    use crate::verbatim::{Status, Verbatim};
    use serde_json::{Value, json};

    const NOON: &str = "2026-05-01T12:00:00Z";

    /// A session with two quotations, one of them rejected, and a claim.
    fn session() -> Session {
        let text = "“We open in May,” said Ana Ruiz. “Never,” said Ben Ito. It cost 4 euros.";
        let file = json!({
            "version": 1, "offsets": "codepoint", "article": {"text": text},
            "annotations": [
                {"id": "q1", "type": "quote", "kind": "direct", "content": [[0, 17]],
                 "origin": "machine", "status": "suggested"},
                {"id": "q2", "type": "quote", "kind": "direct", "content": [[33, 41]],
                 "origin": "machine", "status": "rejected"},
                {"id": "c1", "type": "claim", "kind": "quantity", "span": [[56, 71]]},
            ],
        });
        let document: Document = crate::import::open(file.to_string()).expect("it holds");
        Session::new(document)
    }

    fn edit(session: &mut Session, edit: Value) -> Result<Patch, EditError> {
        session.edit(serde_json::from_value(edit).expect("it is an edit"), NOON)
    }

    fn of_first(session: &Session) -> Option<&Verbatim> {
        session.document().annotations[0].verbatim.as_deref()
    }

    #[test]
    fn a_check_is_one_step() {
        let mut session = session();
        let before = session.document().clone();
        let check =
            json!({"do": "verbatim", "transcript": "So we open in May.", "name": "talk.txt"});
        let patch = edit(&mut session, check.clone()).expect("it can be checked");
        let changed: Vec<_> = patch.annotations.iter().map(|mark| mark.id.as_str()).collect();
        assert_eq!(changed, ["q1"], "neither what is rejected nor a claim");
        assert_eq!(patch.undo.as_deref(), Some("Check against talk.txt"));
        let verbatim = of_first(&session).expect("it was checked");
        assert_eq!(verbatim.status, Status::Verbatim);
        assert_eq!(verbatim.transcript.as_deref(), Some("talk.txt"));
        assert!(edit(&mut session, check).expect("it can be checked").annotations.is_empty());
        session.undo().expect("it is one step");
        assert_eq!(session.document(), &before);
        let unnamed = json!({"do": "verbatim", "transcript": "Who knows?", "name": null});
        let patch = edit(&mut session, unnamed).expect("it can be checked");
        assert_eq!(patch.undo.as_deref(), Some("Check against the transcript"));
        assert_eq!(of_first(&session).map(|verbatim| verbatim.status), Some(Status::Missing));
    }

    #[test]
    fn what_was_found_is_forgotten_with_the_words_it_was_found_for() {
        for (change, is_kept) in [
            (json!({"type": "quote", "content": [[3, 10]]}), false),
            (json!({"type": "quote", "kind": "indirect"}), false),
            (json!({"type": "claim"}), false),
            (json!({"type": "quote", "cue": [[22, 26]]}), true),
        ] {
            let mut session = session();
            let check = json!({"do": "verbatim", "transcript": "We open in May.", "name": null});
            edit(&mut session, check).expect("it can be checked");
            edit(&mut session, json!({"do": "body", "id": "q1", "body": change}))
                .expect("it holds");
            assert_eq!(of_first(&session).is_some(), is_kept, "{change}");
            session.undo().expect("it is one step");
            assert!(of_first(&session).is_some(), "and comes back with them");
        }
    }

    #[test]
    fn a_transcript_has_words() {
        let mut session = session();
        let check = json!({"do": "verbatim", "transcript": " [00:12]\n", "name": "talk.txt"});
        let refused = edit(&mut session, check).expect_err("nobody says anything");
        assert_eq!(refused.to_string(), "The transcript has no words to compare with.");
    }
}
