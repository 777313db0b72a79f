//! Annotations that are brought from one text onto another: from a saved file onto the article as
//! it is today, from a page as it was onto the page as it is.

use super::Session;
use super::merge::{Key, key};
use crate::annotation::{Annotation, Body, Document, Origin, Speaker, Status};
use crate::fragments;
use crate::selector::{Finder, Selector, Unanchored};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An annotation with descriptions of all its places, which outlive its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    annotation: Annotation,
    /// Who says or asserts it.
    speaker: Option<Speaker>,
    /// One for each fragment, in the order of [`fragments_of`].
    places: Vec<Selector>,
    /// The same for what the machine said of it.
    machine: Vec<Selector>,
}

/// An annotation that has no certain place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// The annotation's id.
    pub id: String,
    /// The words that it marked.
    pub exact: String,
    /// Why it has no place, as a sentence.
    pub why: String,
}

/// A file of what is carried: a page that is visited again has the same words, but not the same text.
#[derive(Serialize, Deserialize)]
struct Carriage {
    /// The version of this form, by which it is known.
    sayso_carried: u32,
    marks: Vec<Carried>,
}

/// The version of the file that [`pack`] writes.
const VERSION: u32 = 1;

/// A file (JSON) of what is `carried`, for [`unpack`].
///
/// # Errors
/// Never: every annotation can be written.
pub fn pack(marks: Vec<Carried>) -> serde_json::Result<String> {
    serde_json::to_string(&Carriage { sayso_carried: VERSION, marks })
}

/// What is carried in a file that [`pack`] made; `None` for any other file.
#[must_use]
pub fn unpack(file: &str) -> Option<Vec<Carried>> {
    let carriage: Carriage = serde_json::from_str(file).ok()?;
    (carriage.sayso_carried == VERSION).then_some(carriage.marks)
}

/// Whether a human has had a hand in an annotation: a new reading of the text must not lose it.
#[must_use]
pub fn is_decided(annotation: &Annotation) -> bool {
    annotation.origin == Origin::Human
        || annotation.status != Status::Suggested
        || annotation.note.is_some()
        || !annotation.tags.is_empty()
}

/// The annotations of `document` for which `which` holds, described.
#[must_use]
pub fn describe(document: &Document, which: impl Fn(&Annotation) -> bool) -> Vec<Carried> {
    let finder = Finder::new(&document.article.text);
    let described =
        |body: &Body| fragments_of(body).map(|span| finder.describe(*span)).collect::<Vec<_>>();
    let carried = |mark: &Annotation| Carried {
        places: described(&mark.body),
        machine: mark.machine.as_deref().map(described).unwrap_or_default(),
        speaker: mark
            .body
            .speaker()
            .and_then(|id| document.speakers.iter().find(|speaker| speaker.id == id).cloned()),
        annotation: mark.clone(),
    };
    document.annotations.iter().filter(|mark| which(mark)).map(carried).collect()
}

impl Session {
    /// Brings annotations onto the text, in place of what the machine found on the same words.
    /// Those without a certain place are kept, and tried again when the text is read anew; see
    /// [`Session::lost`]. The history begins afresh: its steps belong to the annotations before.
    pub fn bring(&mut self, carried: Vec<Carried>) {
        let finder = Finder::new(&self.document.article.text);
        let selectors: Vec<Selector> =
            carried.iter().flat_map(|one| one.places.iter().chain(&one.machine).cloned()).collect();
        let mut places = finder.resolve_all(&selectors).into_iter();
        let (mut anchored, mut strays) = (Vec::new(), Vec::new());
        for one in carried {
            let mut next = |count: usize| -> Vec<_> { places.by_ref().take(count).collect() };
            let (own, machine) = (next(one.places.len()), next(one.machine.len()));
            let text = &self.document.article.text;
            match placed(&one.annotation.body, text, own) {
                Ok(body) => {
                    let said = one.annotation.machine.as_deref();
                    let machine = said.and_then(|said| placed(said, text, machine).ok());
                    let machine = machine.map(Box::new);
                    let stands = |(place, span): (&Selector, &Span)| span.of(text) == place.exact;
                    let is_same = one.places.iter().zip(body.target()).all(stands);
                    // What a transcript has of other words says nothing of these.
                    let verbatim = one.annotation.verbatim.filter(|_| is_same);
                    let mark = Annotation { body, machine, verbatim, ..one.annotation };
                    anchored.push((mark, one.speaker));
                }
                Err(why) => strays.push((one, why)),
            }
        }
        self.take_in(anchored);
        self.strays.extend(strays);
        self.document.annotations.sort_by(Annotation::in_text_order);
        (self.done, self.undone) = (Vec::new(), Vec::new());
    }

    /// The annotations that were brought but have no certain place.
    pub fn lost(&self) -> impl Iterator<Item = Lost> {
        self.strays.iter().map(|(one, why)| {
            let target = one.places.iter().take(one.annotation.body.target().len());
            let words: Vec<&str> = target.map(|place| place.exact.as_str()).collect();
            Lost { id: one.annotation.id.clone(), exact: words.join(" … "), why: why.to_string() }
        })
    }

    /// All that has to be brought onto another version of the text: what a human decided about, and
    /// what has found no place yet.
    #[must_use]
    pub fn carried(&self) -> Vec<Carried> {
        let strays = self.strays.iter().map(|(one, _)| one.clone());
        describe(&self.document, is_decided).into_iter().chain(strays).collect()
    }

    fn take_in(&mut self, marks: Vec<(Annotation, Option<Speaker>)>) {
        // A new reading finds again what the machine said before the user changed it.
        let bodies = |mark: &Annotation| -> Vec<Key> {
            [Some(&mark.body), mark.machine.as_deref()].into_iter().flatten().map(key).collect()
        };
        let known: HashSet<Key> = marks.iter().flat_map(|(mark, _)| bodies(mark)).collect();
        self.document.annotations.retain(|own| is_decided(own) || !known.contains(&key(&own.body)));
        let ids = self.document.annotations.iter().enumerate();
        let mut ids: HashMap<_, _> = ids.map(|(at, own)| (own.id.clone(), at)).collect();
        for (mut mark, speaker) in marks {
            if let Some(&at) = ids.get(&mark.id) {
                // Who has made something of a mark may know it by its id; nobody knows the other yet.
                let newer = self.ids.annotation(&mark.body);
                match &mut self.document.annotations[at] {
                    own if !is_decided(own) => {
                        own.id.clone_from(&newer);
                        ids.insert(newer, at);
                    }
                    _ => mark.id = newer,
                }
            }
            *mark.body.speaker_mut() = speaker.map(|speaker| self.known(speaker));
            ids.insert(mark.id.clone(), self.document.annotations.len());
            self.document.annotations.push(mark);
        }
    }

    /// The id of the speaker of that name; who is new to the text has no mentions in it.
    fn known(&mut self, speaker: Speaker) -> String {
        let known = self.document.speakers.iter().find(|known| known.name == speaker.name);
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = self.ids.speaker();
        self.document.speakers.push(Speaker { id: id.clone(), mentions: Vec::new(), ..speaker });
        id
    }
}

/// Every fragment of a body: first those of its target.
fn fragments_of(body: &Body) -> Box<dyn Iterator<Item = &Span> + '_> {
    match body {
        Body::Quote(quote) => Box::new(quote.content.iter().chain(&quote.cue).chain(&quote.source)),
        Body::Claim(claim) => {
            let figures = claim.quantities.iter().map(|quantity| &quantity.span);
            Box::new(claim.span.iter().chain(figures))
        }
    }
}

/// The body with its fragments at `places`, which are in the order of [`fragments_of`]. Its target
/// has to be there; of the rest, what has no place is left out.
fn placed(
    body: &Body,
    text: &str,
    places: Vec<Result<Span, Unanchored>>,
) -> Result<Body, Unanchored> {
    let mut places = places.into_iter();
    let mut next = |count: usize| -> Vec<_> { places.by_ref().take(count).collect() };
    let in_order = |spans: &[Span]| fragments::check(text, spans).is_ok();
    let target: Vec<Span> = next(body.target().len()).into_iter().collect::<Result<_, _>>()?;
    if !in_order(&target) {
        return Err(Unanchored::ElsewhereOnly);
    }
    let mut body = body.clone();
    match &mut body {
        Body::Quote(quote) => {
            quote.content = target;
            for part in [&mut quote.cue, &mut quote.source] {
                *part = next(part.len()).into_iter().flatten().collect();
                if !in_order(part) {
                    part.clear();
                }
            }
        }
        Body::Claim(claim) => {
            claim.span = target;
            let figures = next(claim.quantities.len());
            let mut figures = figures.into_iter();
            claim.quantities.retain_mut(|quantity| match figures.next() {
                Some(Ok(span)) => {
                    quantity.span = span;
                    true
                }
                _ => false,
            });
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;
    use crate::session::Edit;
    use serde_json::json;

    const TEXT: &str = "“We open in May,” said Ana Ruiz, the mayor.\n\nIt cost 4 million euros.";
    const NOON: &str = "2026-05-01T12:00:00Z";

    /// A session over `text`, all of which is a paragraph, with the quotation that a machine finds.
    fn read(text: &str) -> Session {
        let article = article::from_text(text);
        let (speakers, annotations, scare) = (Vec::new(), Vec::new(), Vec::new());
        let mut document = Document { article, speakers, annotations, scare };
        if let Some(start) = document.article.text.find("“We open in May,”") {
            let mark = json!({
                "id": "q1", "type": "quote", "kind": "direct", "content": [[start, start + 21]],
                "score": 0.9, "origin": "machine", "status": "suggested",
            });
            document.annotations.push(serde_json::from_value(mark).expect("it is an annotation"));
        }
        Session::new(document)
    }

    fn edit(session: &mut Session, edit: serde_json::Value) {
        let edit: Edit = serde_json::from_value(edit).expect("it is an edit");
        session.edit(edit, NOON).expect("it can be made");
    }

    #[test]
    fn what_the_user_decided_is_found_in_the_new_text() {
        let mut before = read(TEXT);
        edit(&mut before, json!({"do": "speaker", "id": "q1", "speaker": {"name": "Ana Ruiz"}}));
        let start = TEXT.find("It cost").expect("it is there");
        let claim = json!({"type": "claim", "span": [[start, TEXT.len() - 1]]});
        edit(&mut before, json!({"do": "add", "body": claim}));
        let mut after = read(&format!("Corrected on Monday.\n\n{TEXT}"));
        after.bring(before.carried());
        let document = after.document();
        let words: Vec<_> = document
            .annotations
            .iter()
            .map(|mark| (mark.id.as_str(), mark.body.target()[0].of(&document.article.text)))
            .collect();
        assert_eq!(words, [("q1", "“We open in May,”"), ("c2", "It cost 4 million euros")]);
        assert_eq!(document.annotations[0].status, Status::Edited);
        assert_eq!(document.speakers[0].name, "Ana Ruiz");
        assert_eq!(after.lost().count(), 0);
    }

    #[test]
    fn what_has_lost_its_words_waits_for_them() {
        let mut before = read(TEXT);
        edit(&mut before, json!({"do": "note", "id": "q1", "note": "Really?"}));
        let mut without = read("It cost 4 million euros.");
        without.bring(before.carried());
        assert_eq!(without.document().annotations, []);
        let stray = without.lost().next().expect("it has no place");
        assert_eq!((stray.id.as_str(), stray.exact.as_str()), ("q1", "“We open in May,”"));
        let mut again = read(TEXT);
        let file = pack(without.carried()).expect("it can be written");
        assert_eq!(unpack(&file).as_ref(), Some(&without.carried()), "also by way of a file");
        assert_eq!(unpack(TEXT), None);
        again.bring(without.carried());
        assert_eq!(again.document().annotations[0].note.as_deref(), Some("Really?"));
        assert_eq!(again.document().annotations.len(), 1, "it replaces what the machine found");
    }

    #[test]
    fn what_a_transcript_has_stays_with_the_words_that_it_was_found_for() {
        let text = "“No comment,” the mayor said on Tuesday. Sales rose by 4 per cent in the first \
                    half of the year, Ana Ruiz wrote in a letter to the shareholders of the firm.";
        let words = "rose by 4 per cent in the first half";
        let mut before = read(text);
        let start = text.find(words).expect("the words are in the text");
        let quote =
            json!({"type": "quote", "kind": "direct", "content": [[start, start + words.len()]]});
        edit(&mut before, json!({"do": "add", "body": quote}));
        edit(&mut before, json!({"do": "verbatim", "transcript": words, "name": null}));
        for (text, is_kept) in [(text.to_owned(), true), (text.replace("rose", "grew"), false)] {
            let mut after = read(&text);
            after.bring(before.carried());
            let [mark] = after.document().annotations.as_slice() else { panic!("it has a place") };
            assert_eq!(mark.verbatim.is_some(), is_kept, "{text}");
        }
    }

    #[test]
    fn what_the_user_changed_does_not_come_back_beside_itself() {
        let mut before = read(TEXT);
        let shorter = json!({"type": "quote", "content": [[3, 10]]});
        edit(&mut before, json!({"do": "body", "id": "q1", "body": shorter}));
        let mut after = read(&format!("Corrected on Monday.\n\n{TEXT}"));
        after.bring(before.carried());
        let [mark] = after.document().annotations.as_slice() else { panic!("it is one mark") };
        let text = &after.document().article.text;
        let machine = mark.machine.as_ref().expect("the machine said something else");
        assert_eq!(mark.body.target()[0].of(text), "We open");
        assert_eq!(machine.target()[0].of(text), "“We open in May,”");
    }
}
