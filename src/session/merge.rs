//! Bringing annotations in from elsewhere, without duplicates and without overwriting what the user
//! decided.
//!
//! Two annotations are the same when they are of one type and mark the same fragments, when one of
//! them did before it was changed, or when they have one id and overlap. Where ours is a suggestion
//! that nobody has decided on, the decision that comes in is taken over; where the user has decided,
//! that stays. All of it is one step, which can be undone.

use super::history::{Change, Step};
use super::verbatim::keep_if_same;
use super::{Patch, Session};
use crate::annotation::{Annotation, Body, Origin, Speaker, Status};
use crate::import::Found;
use crate::span::Span;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What became of the annotations that came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// How many are new.
    pub added: usize,
    /// How many decided on a suggestion of ours.
    pub changed: usize,
    /// How many were there already.
    pub same: usize,
    /// How many differ from what the user has decided, which was kept.
    pub kept: usize,
}

/// What tells two annotations apart: type and place.
pub(super) type Key = (bool, Vec<Span>);

pub(super) fn key(body: &Body) -> Key {
    (matches!(body, Body::Quote(_)), body.target().to_vec())
}

/// Whether two are of one type and have words in common.
fn overlap((is_quote, spans): &Key, (other_is_quote, others): &Key) -> bool {
    // Fragments stand in text order.
    let meets = |span: &Span| {
        let at = others.partition_point(|other| other.end <= span.start);
        others.get(at).is_some_and(|&other| span.overlaps(other))
    };
    is_quote == other_is_quote && spans.iter().any(meets)
}

impl Session {
    /// Brings in annotations that have their place in this session's article, and says what became
    /// of them.
    pub fn import(&mut self, found: Found) -> (Patch, Merged) {
        let mut merge = Merge::new(self, &found);
        for mark in found.annotations {
            merge.take(mark);
        }
        let Merge { changes, merged, .. } = merge;
        if changes.is_empty() {
            return (Patch::of(self, &[], false), merged);
        }
        let step = Step { name: "Import annotations".to_owned(), changes };
        (self.make(step), merged)
    }
}

struct Merge<'s> {
    session: &'s mut Session,
    /// The marks at each place; there may be several, with different kinds or speakers.
    places: HashMap<Key, Vec<Annotation>>,
    /// Where each suggestion stands, by its id: formats that keep no more carry that along.
    suggestions: HashMap<String, Key>,
    /// Speakers that come in, by their id there: their id here, if they have one yet.
    speakers: HashMap<String, (Speaker, Option<String>)>,
    /// How many of them are new.
    coming: usize,
    changes: Vec<Change>,
    merged: Merged,
}

impl<'s> Merge<'s> {
    fn new(session: &'s mut Session, found: &Found) -> Self {
        let mut places: HashMap<Key, Vec<Annotation>> = HashMap::new();
        let mut suggestions = HashMap::new();
        for mark in &session.document.annotations {
            places.entry(key(&mark.body)).or_default().push(mark.clone());
            if is_open(mark) {
                suggestions.insert(mark.id.clone(), key(&mark.body));
            }
        }
        let known: HashSet<&str> =
            session.document.speakers.iter().map(|speaker| speaker.id.as_str()).collect();
        let speakers = found.speakers.iter().map(|speaker| {
            let own = known.contains(speaker.id.as_str()).then(|| speaker.id.clone());
            (speaker.id.clone(), (speaker.clone(), own))
        });
        let speakers = speakers.collect();
        Self {
            places,
            suggestions,
            speakers,
            coming: 0,
            changes: Vec::new(),
            merged: Merged::default(),
            session,
        }
    }

    fn take(&mut self, mut mark: Annotation) {
        let said = mark.machine.as_deref().filter(|_| mark.origin == Origin::Machine).map(key);
        let mut key = key(&mark.body);
        if !self.places.contains_key(&key) {
            let said = said.filter(|said| self.places.contains_key(said));
            let named = self.suggestions.get(&mark.id).filter(|own| overlap(own, &key));
            if let Some(before) = said.or_else(|| named.cloned()) {
                key = before;
            }
        }
        let there = self.places.get(&key).map(Vec::as_slice).unwrap_or_default();
        let is_same = |ours: &&Annotation| decide(ours, mark.clone()) == **ours;
        let Some(ours) = there.iter().find(is_same).or(there.first()).cloned() else {
            self.know_speaker(&mut mark);
            mark.id = self.session.ids.annotation(&mark.body);
            let after = Some(Box::new(mark.clone()));
            self.changes.push(Change::Annotation { before: None, after });
            self.places.entry(key).or_default().push(mark);
            self.merged.added += 1;
            return;
        };
        let mut decided = decide(&ours, mark);
        if decided == ours {
            self.merged.same += 1;
        } else if is_open(&ours) {
            self.know_speaker(&mut decided);
            self.session.remember(&ours, &mut decided);
            self.changes.extend(Change::of_mark(&ours, decided.clone()));
            if let Some(marks) = self.places.get_mut(&key) {
                marks.retain(|mark| mark.id != decided.id);
                marks.push(decided);
            }
            self.merged.changed += 1;
        } else {
            self.merged.kept += 1;
        }
    }

    /// Gives the mark's speaker an id here; whoever is new comes in with their first mark.
    fn know_speaker(&mut self, mark: &mut Annotation) {
        let speaker = mark.body.speaker_mut();
        let Some((known, id)) = speaker.as_ref().and_then(|id| self.speakers.get_mut(id)) else {
            return;
        };
        if id.is_none() {
            let new = self.session.ids.speaker();
            known.id.clone_from(&new);
            let after = Some(Box::new(known.clone()));
            let at = self.session.document.speakers.len() + self.coming;
            self.coming += 1;
            self.changes.push(Change::Speaker { at, before: None, after });
            *id = Some(new);
        }
        speaker.clone_from(id);
    }
}

/// Whether nobody has decided about it.
fn is_open(mark: &Annotation) -> bool {
    mark.origin == Origin::Machine
        && mark.status == Status::Suggested
        && mark.note.is_none()
        && mark.tags.is_empty()
}

/// Our mark as it is with what was decided elsewhere. What others leave out stays: many formats have
/// no place for cue and source.
fn decide(ours: &Annotation, theirs: Annotation) -> Annotation {
    if is_open(&theirs) {
        return ours.clone();
    }
    let mut body = theirs.body;
    match (&mut body, &ours.body) {
        (Body::Quote(body), Body::Quote(own)) => {
            if body.cue.is_empty() && body.source.is_empty() {
                body.cue.clone_from(&own.cue);
                body.source.clone_from(&own.source);
            }
            body.speaker = body.speaker.take().or_else(|| own.speaker.clone());
        }
        (Body::Claim(body), Body::Claim(own)) => {
            if body.quantities.is_empty() {
                body.quantities.clone_from(&own.quantities);
            }
            body.asserted_by = body.asserted_by.take().or_else(|| own.asserted_by.clone());
        }
        _ => {}
    }
    let status = match theirs.status {
        Status::Accepted if ours.origin == Origin::Machine && body != ours.body => Status::Edited,
        status => status,
    };
    let mut ours = ours.clone();
    keep_if_same(&mut ours, &body);
    Annotation {
        body,
        status,
        verbatim: ours.verbatim.or(theirs.verbatim),
        note: theirs.note.or(ours.note),
        tags: if theirs.tags.is_empty() { ours.tags } else { theirs.tags },
        modified: theirs.modified.or(ours.modified),
        ..ours
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Document;
    use crate::import::onto;
    use crate::samples::any_document;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const TEXT: &str = "“We open in May,” said Ana Ruiz. It cost 4 million euros.";

    /// A document over [`TEXT`] with the quotation in this state.
    fn document(state: Value) -> Document {
        let mut quote = json!({
            "id": "q1", "type": "quote", "kind": "direct", "content": [[0, 17]],
            "cue": [[18, 22]], "source": [[23, 31]], "speaker": "s1", "origin": "machine",
        });
        quote
            .as_object_mut()
            .expect("it is an object")
            .extend(state.as_object().expect("it is an object").clone());
        let file = json!({
            "version": 1, "offsets": "codepoint", "article": {"text": TEXT},
            "speakers": [{"id": "s1", "name": "Ana Ruiz", "kind": "person"}],
            "annotations": [quote],
        });
        crate::import::open(file.to_string()).expect("it holds")
    }

    fn web_annotation(exact: &str, speaker: &str) -> String {
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
            "body": [
                {"type": "TextualBody", "purpose": "identifying", "value": speaker},
                {"type": "TextualBody", "purpose": "commenting", "value": "Heard it."},
            ],
            "target": {"selector": {"type": "TextQuoteSelector", "exact": exact}},
        })
        .to_string()
    }

    fn import(session: &mut Session, file: &str) -> (Patch, Merged) {
        let found = onto(file, session.document()).expect("it holds");
        session.import(found)
    }

    #[test]
    fn a_suggestion_takes_the_decision_that_comes_in() {
        let mut session = Session::new(document(json!({"status": "suggested"})));
        let before = session.document().clone();
        let file = web_annotation("“We open in May,”", "Ana Ruiz");
        let (patch, merged) = import(&mut session, &file);
        assert_eq!(merged, Merged { changed: 1, ..Merged::default() });
        let mark = &patch.annotations[0];
        assert_eq!((mark.origin, mark.status), (Origin::Machine, Status::Accepted));
        assert_eq!(mark.note.as_deref(), Some("Heard it."));
        let Body::Quote(quote) = &mark.body else { panic!("it is a quotation") };
        assert_eq!(quote.source[0].of(TEXT), "Ana Ruiz", "what others leave out stays");
        assert_eq!(mark.machine, None, "nothing that it said has changed");
        assert_eq!(import(&mut session, &file).1, Merged { same: 1, ..Merged::default() });
        session.undo().expect("it is one step");
        assert_eq!(*session.document(), before);
    }

    #[test]
    fn what_the_user_decided_is_kept() {
        for state in [
            json!({"status": "rejected"}),
            json!({"origin": "human", "status": "accepted"}),
            json!({"status": "suggested", "note": "Mine."}),
        ] {
            let mut session = Session::new(document(state));
            let before = session.document().clone();
            let file = web_annotation("“We open in May,”", "Ben Ito");
            assert_eq!(import(&mut session, &file).1, Merged { kept: 1, ..Merged::default() });
            assert_eq!(*session.document(), before);
            assert_eq!(session.undo_name(), None);
        }
    }

    #[test]
    fn a_mark_that_was_changed_elsewhere_changes_ours() {
        let mut theirs = Session::new(document(json!({"status": "suggested"})));
        let shorter =
            json!({"do": "body", "id": "q1", "body": {"type": "quote", "content": [[3, 10]]}});
        let shorter = serde_json::from_value(shorter).expect("it is an edit");
        theirs.edit(shorter, "2026-05-01T12:00:00Z").expect("it holds");
        let file = crate::export::native::write(theirs.document(), Default::default());
        let mut session = Session::new(document(json!({"status": "suggested"})));
        assert_eq!(import(&mut session, &file).1, Merged { changed: 1, ..Merged::default() });
        assert_eq!(session.document().annotations, theirs.document().annotations);
        assert_eq!(import(&mut session, &file).1, Merged { same: 1, ..Merged::default() });
    }

    #[test]
    fn a_suggestion_is_known_by_its_id_where_a_file_keeps_no_more() {
        let mut theirs = web_annotation("We open in May", "Ana Ruiz");
        theirs.insert_str(1, "\"id\": \"#q1\",");
        let quote = json!({"type": "TextualBody", "purpose": "classifying", "value": "quote"});
        let theirs = theirs.replacen("\"body\":[", &format!("\"body\":[{quote},"), 1);
        let mut session = Session::new(document(json!({"status": "suggested"})));
        assert_eq!(import(&mut session, &theirs).1, Merged { changed: 1, ..Merged::default() });
        let [mark] = session.document().annotations.as_slice() else { panic!("it is one") };
        assert_eq!(mark.body.target()[0].of(TEXT), "We open in May");
        assert_eq!(mark.status, Status::Edited);
        let other = theirs.replace("We open in May", "4 million euros");
        let mut session = Session::new(document(json!({"status": "suggested"})));
        assert_eq!(import(&mut session, &other).1, Merged { added: 1, ..Merged::default() });
    }

    #[test]
    fn what_is_new_comes_with_its_speaker() {
        let mut session = Session::new(document(json!({"status": "suggested"})));
        let (patch, merged) = import(&mut session, &web_annotation("4 million euros", "Ben Ito"));
        assert_eq!(merged, Merged { added: 1, ..Merged::default() });
        assert_eq!(patch.annotations[0].body.speaker(), Some("s2"));
        assert_eq!(patch.speakers.expect("one is new")[1].name, "Ben Ito");
    }

    proptest! {
        #[test]
        fn a_document_of_its_own_brings_nothing_new(document in any_document()) {
            let mut session = Session::new(document);
            let document = session.document().clone();
            let file = crate::export::native::write(&document, Default::default());
            let (_, merged) = import(&mut session, &file);
            prop_assert_eq!((merged.added, merged.changed), (0, 0));
            prop_assert_eq!(session.document(), &document);
        }
    }
}
