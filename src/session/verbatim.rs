//! Checking the quotations against a transcript, anew when their words change, and forgetting what was
//! found when it no longer holds.

use super::history::{Change, Step};
use super::{Edit, EditError, Session};
use crate::annotation::{Annotation, Body, Document, Quote};
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
        let name = plain(name);
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

impl Session {
    /// Looks for quotations that a step makes, or gives other words, in the transcript that the others
    /// were checked against.
    pub(super) fn check_anew(&self, step: &mut Step) {
        let Some((transcript, name)) = &self.transcript else { return };
        let mut marks: Vec<&mut Annotation> =
            step.changes.iter_mut().filter_map(unchecked).collect();
        if marks.is_empty() {
            return;
        }
        let annotations = marks.iter().map(|mark| (**mark).clone()).collect();
        let (speakers, scare) = (Vec::new(), Vec::new());
        let article = self.document.article.clone();
        let changed = Document { article, speakers, annotations, scare };
        for (at, found) in verbatim::check(&changed, transcript, name.as_deref()) {
            marks[at].verbatim = Some(Box::new(found));
        }
    }
}

/// The quotation of a change that is new, or of which it is no longer known what a transcript has.
fn unchecked(change: &mut Change) -> Option<&mut Annotation> {
    let Change::Annotation { before, after: Some(after) } = change else { return None };
    let was_checked = before.as_ref().is_none_or(|before| before.verbatim.is_some());
    let is_quote = matches!(after.body, Body::Quote(_));
    (is_quote && was_checked && after.verbatim.is_none()).then_some(&mut **after)
}

/// The transcript of a check, with what it is called.
pub(super) fn transcript_of(edit: &Edit) -> Option<(String, Option<String>)> {
    let Edit::Verbatim { transcript, name } = edit else { return None };
    Some((transcript.clone(), plain(name.as_deref()).map(str::to_owned)))
}

fn plain(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
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
    fn other_words_are_looked_for_anew_and_what_is_no_quotation_is_not() {
        let [verbatim, missing] = [Some(Status::Verbatim), Some(Status::Missing)];
        for (change, expected) in [
            (json!({"type": "quote", "content": [[3, 17]]}), verbatim),
            (json!({"type": "quote", "content": [[22, 30]]}), missing),
            (json!({"type": "quote", "cue": [[22, 26]]}), verbatim),
            (json!({"type": "quote", "kind": "indirect"}), None),
            (json!({"type": "claim"}), None),
        ] {
            let mut session = session();
            let check = json!({"do": "verbatim", "transcript": "We open in May.", "name": null});
            edit(&mut session, check).expect("it can be checked");
            edit(&mut session, json!({"do": "body", "id": "q1", "body": change}))
                .expect("it holds");
            let status = of_first(&session).map(|verbatim| verbatim.status);
            assert_eq!(status, expected, "{change}");
            session.undo().expect("it is one step");
            assert_eq!(of_first(&session).map(|one| one.status), verbatim, "as it was");
        }
    }

    #[test]
    fn a_new_quotation_is_looked_for_as_the_others_were() {
        let mut session = session();
        edit(
            &mut session,
            json!({"do": "verbatim", "transcript": "It cost 4 euros.", "name": " a "}),
        )
        .expect("it can be checked");
        let added = json!({"do": "add", "body": {"type": "quote", "kind": "direct", "content": [[64, 79]]}});
        let patch = edit(&mut session, added).expect("it can be made");
        let found = patch.annotations[0].verbatim.as_deref().expect("it was looked for");
        assert_eq!((found.status, found.transcript.as_deref()), (Status::Verbatim, Some("a")));
    }

    #[test]
    fn a_transcript_has_words() {
        let mut session = session();
        let check = json!({"do": "verbatim", "transcript": " [00:12]\n", "name": "talk.txt"});
        let refused = edit(&mut session, check).expect_err("nobody says anything");
        assert_eq!(refused.to_string(), "The transcript has no words to compare with.");
    }
}
