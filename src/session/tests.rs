use super::*;
use crate::annotation::{ClaimKind, QuoteKind};
use crate::article::{Article, Block, BlockKind};
use crate::fragments::Fault;
use crate::samples::any_document;
use crate::span::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

const TEXT: &str = "“We open in May,” said Ana Ruiz. It cost 4 million euros.";
const NOON: &str = "2026-05-01T12:00:00Z";

/// A session over [`TEXT`] with one quotation that the machine found, said by nobody yet.
fn session() -> Session {
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, TEXT.len()) };
    let article = Article { text: TEXT.to_owned(), blocks: vec![block], ..Article::default() };
    let mark = json!({
        "id": "q1", "type": "quote", "kind": "direct", "content": [place("“We open in May,”")],
        "score": 0.9, "origin": "machine", "status": "suggested",
    });
    let mark = serde_json::from_value(mark).expect("it is an annotation");
    let ana = json!({"id": "s1", "name": "Ana Ruiz", "kind": "person"});
    let ana = serde_json::from_value(ana).expect("it is a speaker");
    Session::new(Document {
        article,
        speakers: vec![ana],
        annotations: vec![mark],
        scare: Vec::new(),
    })
}

/// Where `words` stand in [`TEXT`], in bytes.
fn place(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

/// Makes an edit given as the page gives it.
fn edit(session: &mut Session, edit: Value) -> Result<Patch, EditError> {
    session.edit(serde_json::from_value(edit).expect("it is an edit"), NOON)
}

#[test]
fn a_mark_that_the_user_adds_is_theirs() {
    let mut session = session();
    let body = json!({"type": "claim", "span": [place(" 4 million euros")]});
    let patch = edit(&mut session, json!({"do": "add", "body": body})).expect("it can be added");
    let mark = &patch.annotations[0];
    assert_eq!((mark.origin, mark.status), (Origin::Human, Status::Accepted));
    assert_eq!(mark.body.target(), [place("4 million euros")], "without the space selected along");
    assert_eq!(mark.created.as_deref(), Some(NOON));
    assert_eq!(patch.order, ["q1", "c2"]);
    assert_eq!(patch.select.as_deref(), Some("c2"));
    assert_eq!(patch.undo.as_deref(), Some("Add claim"));
}

#[test]
fn the_same_words_are_not_marked_twice() {
    let mut session = session();
    let add = |part: &str| json!({"do": "add", "body": {"type": part, "content": [place("“We open in May,”")], "span": [place("“We open in May,”")]}});
    let refused = edit(&mut session, add("quote")).expect_err("there is one");
    assert_eq!(refused.to_string(), "These words are marked as a quotation already.");
    edit(&mut session, add("claim")).expect("a claim is something else");
    edit(&mut session, json!({"do": "remove", "id": "q1"})).expect("it can be rejected");
    edit(&mut session, add("quote")).expect("one that was rejected is in nobody's way");
}

#[test]
fn another_source_is_another_speaker() {
    let mut session = session();
    session.document.speakers[0].mentions = vec![place("Ana Ruiz")];
    let speaker =
        |session: &Session| session.document.annotations[0].body.speaker().map(str::to_owned);
    let mut set = |words: &str| {
        let body = json!({"type": "quote", "source": [place(words)]});
        edit(&mut session, json!({"do": "body", "id": "q1", "body": body})).expect("it can be set");
        speaker(&session)
    };
    assert_eq!(set("Ruiz").as_deref(), Some("s1"), "who is mentioned there");
    assert_eq!(set("said Ana Ruiz").as_deref(), Some("s1"), "the same in more words");
    assert_eq!(set("4 million euros"), None, "nobody that is known");
}

#[test]
fn a_mark_of_the_machine_stays_the_machines() {
    let mut session = session();
    let body = json!({"type": "quote", "content": [place("We open in May")]});
    let patch = edit(&mut session, json!({"do": "body", "id": "q1", "body": body}));
    let patch = patch.expect("it can be changed");
    let mark = &patch.annotations[0];
    assert_eq!((mark.origin, mark.status), (Origin::Machine, Status::Edited));
    assert_eq!(mark.score, Some(0.9));
    let Body::Quote(quote) = &mark.body else { panic!("it is still a quotation") };
    assert_eq!(quote.kind, QuoteKind::Direct, "what is left out stays");
}

#[test]
fn removing_keeps_what_the_machine_found_and_drops_what_the_user_made() {
    let mut session = session();
    let patch = edit(&mut session, json!({"do": "remove", "id": "q1"})).expect("it is there");
    assert_eq!(patch.annotations[0].status, Status::Rejected);
    assert_eq!(patch.select, None, "nothing to look at");
    let body = json!({"type": "quote", "content": [place("It cost")]});
    edit(&mut session, json!({"do": "add", "body": body})).expect("it can be added");
    let patch = edit(&mut session, json!({"do": "remove", "id": "q2"})).expect("it is there");
    assert_eq!(patch.removed, ["q2"]);
    assert_eq!(patch.undo.as_deref(), Some("Remove quotation"));
    let patch = session.undo().expect("there is a step");
    assert_eq!(patch.annotations[0].id, "q2");
    assert_eq!(patch.redo.as_deref(), Some("Remove quotation"));
}

#[test]
fn an_id_is_never_given_twice() {
    let mut session = session();
    let body = json!({"type": "quote", "content": [place("It cost")]});
    let add = json!({"do": "add", "body": body});
    for id in ["q2", "q3"] {
        let patch = edit(&mut session, add.clone()).expect("it can be added");
        assert_eq!(patch.annotations[0].id, id);
        session.undo();
    }
}

#[test]
fn a_speaker_is_set_by_id_or_by_name() {
    let mut session = session();
    let speaker = |speaker: Value| json!({"do": "speaker", "id": "q1", "speaker": speaker});
    let patch = edit(&mut session, speaker(json!({"id": "s1"}))).expect("she is known");
    assert_eq!(patch.undo.as_deref(), Some("Set speaker to Ana Ruiz"));
    assert_eq!(patch.speakers, None);
    let patch = edit(&mut session, speaker(json!({"name": " Ben Ito "}))).expect("he is new");
    let speakers = patch.speakers.expect("the speakers changed");
    assert_eq!((speakers[1].id.as_str(), speakers[1].name.as_str()), ("s2", "Ben Ito"));
    assert_eq!(patch.annotations[0].body.speaker(), Some("s2"));
    let patch = edit(&mut session, speaker(json!({"name": "Ana Ruiz"}))).expect("she is known");
    assert_eq!(patch.annotations[0].body.speaker(), Some("s1"), "not a second one of that name");
    let patch = edit(&mut session, speaker(Value::Null)).expect("it can be nobody");
    assert_eq!(patch.annotations[0].body.speaker(), None);
}

#[test]
fn a_quotation_becomes_a_claim_and_keeps_its_speaker() {
    let mut session = session();
    let speaker = json!({"do": "speaker", "id": "q1", "speaker": {"id": "s1"}});
    edit(&mut session, speaker).expect("she is known");
    let body = json!({"do": "body", "id": "q1", "body": {"type": "claim"}});
    let patch = edit(&mut session, body).expect("it can be a claim");
    let Body::Claim(claim) = &patch.annotations[0].body else { panic!("it is a claim now") };
    assert_eq!(claim.span, [place("“We open in May,”")]);
    assert_eq!((claim.kind, claim.asserted_by.as_deref()), (ClaimKind::Other, Some("s1")));
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut session = session();
    for idle in [
        json!({"do": "status", "id": "q1", "status": "suggested"}),
        json!({"do": "note", "id": "q1", "note": " "}),
        json!({"do": "tags", "id": "q1", "tags": [" "]}),
        json!({"do": "speaker", "id": "q1", "speaker": null}),
        json!({"do": "rename", "speaker": "s1", "name": "Ana Ruiz "}),
    ] {
        let patch = edit(&mut session, idle).expect("it is allowed");
        assert_eq!((patch.annotations, patch.undo), (Vec::new(), None));
    }
}

#[test]
fn an_impossible_edit_is_refused_with_a_sentence() {
    let mut session = session();
    let before = session.document().clone();
    let add = |body: Value| json!({"do": "add", "body": body});
    for (impossible, sentence) in [
        (json!({"do": "remove", "id": "q9"}), "The article has no annotation \"q9\"."),
        (
            json!({"do": "speaker", "id": "q1", "speaker": {"id": "s9"}}),
            "The article has no speaker \"s9\".",
        ),
        (json!({"do": "rename", "speaker": "s1", "name": " "}), "A speaker needs a name."),
        (add(json!({"type": "quote"})), "Select the words to mark first."),
        (
            add(json!({"type": "quote", "content": [[0, 21], [10, 30]]})),
            "Fragment 2 of the content begins before the one in front of it has ended.",
        ),
        (
            add(json!({"type": "claim", "span": [[1, 20]]})),
            "Fragment 1 of the span cuts a character in two.",
        ),
    ] {
        let error = edit(&mut session, impossible).expect_err("it is impossible");
        assert_eq!(error.to_string(), sentence);
    }
    let beyond = json!({"type": "claim", "span": [[0, 9999]]});
    assert_eq!(
        edit(&mut session, add(beyond)),
        Err(EditError::Misplaced { part: "span", index: 0, fault: Fault::BeyondText })
    );
    assert_eq!(session.document(), &before);
    assert_eq!(session.undo(), None);
}

/// An edit of one of a document's annotations or speakers, or of none that it has.
fn any_edit() -> impl Strategy<Value = Value> {
    let id = || prop_oneof!["q[1-9]", "c[1-9]"];
    let spans = || vec((0..40_usize, 0..40_usize), 0..3);
    let status = prop::sample::select(vec!["suggested", "accepted", "edited", "rejected"]);
    let body = |(is_quote, spans): (bool, Vec<(usize, usize)>)| {
        let spans: Vec<_> = spans.into_iter().map(|(a, b)| [a.min(b), a.max(b)]).collect();
        match is_quote {
            true => json!({"type": "quote", "content": spans}),
            false => json!({"type": "claim", "span": spans}),
        }
    };
    prop_oneof![
        (any::<bool>(), spans()).prop_map(move |b| json!({"do": "add", "body": body(b)})),
        (id(), any::<bool>(), spans()).prop_map(move |(id, is_quote, spans)| json!({
            "do": "body", "id": id, "body": body((is_quote, spans)),
        })),
        id().prop_map(|id| json!({"do": "remove", "id": id})),
        (id(), status).prop_map(|(id, status)| json!({"do": "status", "id": id, "status": status})),
        (id(), "[a-z ]{0,5}").prop_map(|(id, note)| json!({"do": "note", "id": id, "note": note})),
        (id(), vec("[a-c]", 0..3))
            .prop_map(|(id, tags)| json!({"do": "tags", "id": id, "tags": tags})),
        (id(), "s[1-4]")
            .prop_map(|(id, s)| json!({"do": "speaker", "id": id, "speaker": {"id": s}})),
        (id(), "[A-C]")
            .prop_map(|(id, name)| json!({"do": "speaker", "id": id, "speaker": {"name": name}})),
        ("s[1-4]", "[A-C]")
            .prop_map(|(id, name)| json!({"do": "rename", "speaker": id, "name": name})),
        ("s[1-4]", "s[1-4]")
            .prop_map(|(id, into)| json!({"do": "merge", "speaker": id, "into": into})),
        (id(), "[A-C]").prop_map(|(id, name)| json!({"do": "split", "id": id, "name": name})),
        (id(), 0..40_usize).prop_map(|(id, at)| json!({"do": "cut", "id": id, "at": [at, at + 3]})),
        (id(), id()).prop_map(|(id, with)| json!({"do": "join", "id": id, "with": with})),
        (vec(id(), 0..4), any::<bool>()).prop_map(|(ids, yes)| json!({
            "do": "review", "ids": ids, "status": if yes { "accepted" } else { "rejected" },
        })),
    ]
}

proptest! {
    #[test]
    fn undoing_all_leads_to_the_start_and_redoing_all_to_the_end(
        document in any_document(),
        edits in vec(any_edit(), 0..30),
    ) {
        let mut session = Session::new(document);
        let start = session.document().clone();
        for impossible_or_not in edits {
            let before = session.document().clone();
            if edit(&mut session, impossible_or_not).is_err() {
                prop_assert_eq!(session.document(), &before);
            }
        }
        let end = session.document().clone();
        prop_assert!(end.annotations.is_sorted_by(|a, b| a.in_text_order(b).is_lt()));
        while session.undo().is_some() {}
        prop_assert_eq!(session.document(), &start);
        while session.redo().is_some() {}
        prop_assert_eq!(session.document(), &end);
    }

    #[test]
    fn a_view_that_follows_the_patches_shows_the_document(
        document in any_document(),
        edits in vec(any_edit(), 0..30),
    ) {
        let mut session = Session::new(document);
        let mut view = session.document().clone();
        for (turn, next) in edits.into_iter().enumerate() {
            let patch = match turn % 4 {
                3 => session.undo(),
                _ => edit(&mut session, next).ok(),
            };
            let Some(patch) = patch else { continue };
            view.annotations.retain(|mark| {
                !patch.removed.contains(&mark.id)
                    && patch.annotations.iter().all(|changed| changed.id != mark.id)
            });
            view.annotations.extend(patch.annotations);
            let rank = |id: &String| patch.order.iter().position(|other| other == id);
            view.annotations.sort_by_key(|mark| rank(&mark.id));
            view.speakers = patch.speakers.unwrap_or(view.speakers);
            prop_assert_eq!(&view, session.document());
        }
    }
}
