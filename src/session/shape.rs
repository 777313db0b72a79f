//! One mark cut in two, and two marks made one.

use super::history::{Change, Step};
use super::{EditError, Session, noun, plain_tags, set_body};
use crate::annotation::{Annotation, Body, Claim, ClaimKind, Origin, Quote, QuoteKind, Status};
use crate::fragments;
use crate::span::Span;

impl Session {
    /// Makes two marks of one: the second begins where the words `at` do, and is the user's.
    pub(super) fn cut(&mut self, id: &str, at: Span, now: &str) -> Result<Step, EditError> {
        let mark = self.annotation(id)?;
        let name = format!("Cut {}", noun(&mark.body));
        let text = &self.document.article.text;
        fragments::check(text, &[at]).map_err(|(index, fault)| EditError::Misplaced {
            part: "cut",
            index,
            fault,
        })?;
        let parts = |keep: Span| -> Vec<Span> {
            let kept = mark.body.target().iter().filter_map(|part| part.intersection(keep));
            kept.filter_map(|part| part.trim(text)).collect()
        };
        let (first, second) =
            (parts(Span::new(0, at.start)), parts(Span::new(at.start, text.len())));
        if first.is_empty() || second.is_empty() {
            return Err(EditError::NothingToCut);
        }
        let (first, second) =
            (self.with_target(&mark.body, first), self.with_target(&mark.body, second));
        let (note, tags) = (mark.note.clone(), mark.tags.clone());
        let mut step = self.change(id, name, now, |mark| set_body(mark, first))?;
        let other = Annotation { note, tags, ..self.made(second, now) };
        step.changes.push(Change::Annotation { before: None, after: Some(Box::new(other)) });
        Ok(step)
    }

    /// Makes two marks of one type one, which keeps what the first says and takes from the other
    /// what it lacks.
    pub(super) fn join(&self, id: &str, with: &str, now: &str) -> Result<Step, EditError> {
        let (mark, other) = (self.annotation(id)?, self.annotation(with)?);
        let is_quote = |mark: &Annotation| matches!(mark.body, Body::Quote(_));
        if id == with || is_quote(mark) != is_quote(other) {
            return Err(EditError::NotOfOneType);
        }
        if let (Some(one), Some(two)) = (mark.body.speaker(), other.body.speaker())
            && one != two
        {
            return Err(EditError::TwoSpeakers);
        }
        let name = format!("Join {}s", noun(&mark.body));
        let target = self.joined(mark.body.target(), other.body.target());
        let mut body = self.with_target(&mark.body, target);
        take_from(&mut body, &other.body);
        let mut step = self.change(id, name, now, |mark| {
            set_body(mark, body);
            mark.note = match (mark.note.take(), other.note.clone()) {
                (Some(one), Some(two)) if one != two => Some(format!("{one}\n{two}")),
                (one, two) => one.or(two),
            };
            mark.tags = plain_tags(&[mark.tags.as_slice(), other.tags.as_slice()].concat());
        })?;
        if other.origin == Origin::Machine {
            let gone =
                self.change(with, String::new(), now, |mark| mark.status = Status::Rejected)?;
            step.changes.extend(gone.changes);
        } else {
            let before = Some(Box::new(other.clone()));
            step.changes.push(Change::Annotation { before, after: None });
        }
        Ok(step)
    }

    /// The body with other words marked; of what was there, what still fits them.
    fn with_target(&self, body: &Body, target: Vec<Span>) -> Body {
        match body {
            Body::Quote(quote) => Body::Quote(Quote {
                kind: QuoteKind::of(&self.document.article.text, &target),
                content: target,
                ..quote.clone()
            }),
            Body::Claim(claim) => {
                let is_inside = |figure: Span| target.iter().any(|part| part.covers(figure));
                let quantities =
                    claim.quantities.iter().filter(|one| is_inside(one.span)).cloned().collect();
                Body::Claim(Claim { span: target, quantities, ..claim.clone() })
            }
        }
    }

    /// The fragments of both in text order; those with no word between them are one.
    fn joined(&self, one: &[Span], two: &[Span]) -> Vec<Span> {
        let text = &self.document.article.text;
        let mut parts = [one, two].concat();
        parts.sort_by_key(|part| (part.start, part.end));
        let mut joined: Vec<Span> = Vec::with_capacity(parts.len());
        for part in parts {
            match joined.last_mut() {
                Some(last) if is_one(text, *last, part) => *last = last.hull(part),
                _ => joined.push(part),
            }
        }
        joined
    }
}

/// Whether nothing but spaces and points stands between two fragments: no word, and no line's end,
/// which is that of a block.
fn is_one(text: &str, before: Span, after: Span) -> bool {
    let between = text.get(before.end..after.start).unwrap_or_default();
    !between.contains(|character: char| character.is_alphanumeric() || character == '\n')
}

/// Fills what a body does not say from another of its type.
fn take_from(body: &mut Body, other: &Body) {
    match (body, other) {
        (Body::Quote(quote), Body::Quote(other)) => {
            if quote.cue.is_empty() {
                quote.cue.clone_from(&other.cue);
            }
            if quote.source.is_empty() {
                quote.source.clone_from(&other.source);
            }
            quote.speaker = quote.speaker.take().or_else(|| other.speaker.clone());
        }
        (Body::Claim(claim), Body::Claim(other)) => {
            if claim.kind == ClaimKind::Other {
                claim.kind = other.kind;
            }
            claim.asserted_by = claim.asserted_by.take().or_else(|| other.asserted_by.clone());
            let new = other.quantities.iter().filter(|one| !claim.quantities.contains(one));
            let new: Vec<_> = new.cloned().collect();
            claim.quantities.extend(new);
            claim.quantities.sort_by_key(|one| one.span.start);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Document;
    use serde_json::{Value, json};

    const NOON: &str = "2026-05-01T12:00:00Z";
    const TEXT: &str = "“We open in May. It cost 4 million,” said Ana Ruiz.\nShe “hopes”.";

    fn place(words: &str) -> Span {
        let start = TEXT.find(words).expect("the words are in the text");
        Span::new(start, start + words.len())
    }

    /// A session with one quotation by the machine that is to be two.
    fn session() -> Session {
        let document = json!({
            "article": {"text": TEXT},
            "speakers": [{"id": "s1", "name": "Ana Ruiz", "kind": "person"}],
            "annotations": [{
                "id": "q1", "type": "quote", "kind": "direct", "speaker": "s1",
                "content": [place("“We open in May. It cost 4 million,”")], "cue": [place("said")],
                "origin": "machine", "status": "suggested", "note": "Heard.",
            }],
        });
        Session::new(serde_json::from_value::<Document>(document).expect("it is a document"))
    }

    fn edit(session: &mut Session, edit: Value) -> Result<super::super::Patch, EditError> {
        session.edit(serde_json::from_value(edit).expect("it is an edit"), NOON)
    }

    fn words(session: &Session, id: &str) -> Vec<&'static str> {
        let mark = session.annotation(id).expect("it is there");
        mark.body.target().iter().map(|part| part.of(TEXT)).collect()
    }

    #[test]
    fn a_mark_is_cut_in_two_by_the_same_speaker() {
        let mut session = session();
        let before = session.document().clone();
        let patch = edit(&mut session, json!({"do": "cut", "id": "q1", "at": place("It cost")}));
        assert_eq!(patch.expect("it can be cut").order, ["q1", "q2"]);
        assert_eq!(words(&session, "q1"), ["“We open in May."]);
        assert_eq!(words(&session, "q2"), ["It cost 4 million,”"]);
        let [first, second] = session.document().annotations.as_slice() else { panic!("two") };
        assert_eq!((first.status, second.status), (Status::Edited, Status::Accepted));
        assert_eq!(second.body.speaker(), Some("s1"));
        assert_eq!(session.undo_name(), Some("Cut quotation"));
        session.undo();
        assert_eq!(*session.document(), before, "one step");
    }

    #[test]
    fn a_cut_leaves_something_on_both_sides() {
        let mut session = session();
        for words in ["“We open", "said", "hopes"] {
            let cut = edit(&mut session, json!({"do": "cut", "id": "q1", "at": place(words)}));
            assert_eq!(cut.unwrap_err(), EditError::NothingToCut, "at {words}");
        }
    }

    #[test]
    fn what_was_cut_is_joined_again_with_its_notes() {
        let mut session = session();
        edit(&mut session, json!({"do": "cut", "id": "q1", "at": place("It cost")})).expect("cut");
        edit(&mut session, json!({"do": "note", "id": "q2", "note": "Later."})).expect("noted");
        let patch = edit(&mut session, json!({"do": "join", "id": "q1", "with": "q2"}));
        assert_eq!(patch.expect("they can be joined").removed, ["q2"]);
        assert_eq!(words(&session, "q1"), ["“We open in May. It cost 4 million,”"]);
        let mark = session.annotation("q1").expect("it is there");
        assert_eq!(mark.note.as_deref(), Some("Heard.\nLater."));
    }

    #[test]
    fn marks_apart_become_fragments_of_one() {
        let mut session = session();
        let body = json!({"type": "quote", "content": [place("“hopes”")]});
        edit(&mut session, json!({"do": "add", "body": body})).expect("added");
        edit(&mut session, json!({"do": "join", "id": "q2", "with": "q1"})).expect("joined");
        assert_eq!(words(&session, "q2"), ["“We open in May. It cost 4 million,”", "“hopes”"]);
        let joined = session.annotation("q2").expect("it is there");
        assert_eq!(joined.body.speaker(), Some("s1"), "who was known is known");
        let gone = session.annotation("q1").expect("what the machine found is kept");
        assert_eq!(gone.status, Status::Rejected);
    }

    #[test]
    fn what_two_people_say_is_not_joined() {
        let mut session = session();
        edit(&mut session, json!({"do": "cut", "id": "q1", "at": place("It cost")})).expect("cut");
        edit(&mut session, json!({"do": "speaker", "id": "q2", "speaker": {"name": "Ben Ito"}}))
            .expect("it can be set");
        let joined = edit(&mut session, json!({"do": "join", "id": "q1", "with": "q2"}));
        assert_eq!(joined.unwrap_err(), EditError::TwoSpeakers);
        edit(&mut session, json!({"do": "speaker", "id": "q2", "speaker": null})).expect("set");
        edit(&mut session, json!({"do": "join", "id": "q1", "with": "q2"}))
            .expect("it can be joined");
    }

    #[test]
    fn a_quotation_and_a_claim_are_not_one() {
        let mut session = session();
        let body = json!({"type": "claim", "span": [place("It cost 4 million")]});
        edit(&mut session, json!({"do": "add", "body": body})).expect("added");
        let joined = edit(&mut session, json!({"do": "join", "id": "q1", "with": "c2"}));
        assert_eq!(joined.unwrap_err(), EditError::NotOfOneType);
    }
}
