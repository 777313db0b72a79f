//! Annotations of elsewhere on an article that is open: what has a certain place, and what has not.

use crate::annotation::{Annotation, Body, Document, Origin, Speaker, SpeakerKind, Status};
use crate::article::Article;
use crate::fragments;
use crate::selector::{Finder, Unanchored};
use crate::span::Span;
use serde::Serialize;
use std::collections::HashMap;

/// Annotations that somebody made, brought onto an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Those that have their place in it.
    pub annotations: Vec<Annotation>,
    /// All speakers: those that the document has, and new ones.
    pub speakers: Vec<Speaker>,
    /// Those that have not.
    pub unanchored: Vec<Stray>,
}

/// An annotation that has no certain place in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stray {
    /// Where it stands in its file: `first.items[3]`.
    pub at: String,
    /// The words that it marks, as far as it says.
    pub exact: String,
    /// Why it has no place, as a sentence.
    pub why: Unanchored,
}

/// Speakers of a document, to which those of another are added.
pub(super) struct Cast {
    pub(super) speakers: Vec<Speaker>,
    /// The first speaker of each name, as an index.
    by_name: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    /// Numbers below are not asked for a free id again.
    next: usize,
}

impl Cast {
    pub(super) fn of(document: &Document) -> Self {
        let speakers = document.speakers.clone();
        let mut by_name = HashMap::new();
        for (at, speaker) in speakers.iter().enumerate() {
            by_name.entry(speaker.name.clone()).or_insert(at);
        }
        let ids = speakers.iter().map(|speaker| speaker.id.clone());
        let by_id = ids.zip(0..).collect();
        let next = speakers.len() + 1;
        Self { speakers, by_name, by_id, next }
    }

    /// The id of the speaker with this name, of several that of the one with the id `id`; somebody
    /// whom the document does not have is new.
    pub(super) fn named(&mut self, name: &str, id: Option<&str>) -> String {
        let known = id.and_then(|id| self.by_id.get(id)).map(|&at| &self.speakers[at]);
        match known.filter(|speaker| speaker.name == name) {
            Some(speaker) => speaker.id.clone(),
            None => self.like(name, None, SpeakerKind::Unknown, Vec::new()),
        }
    }

    /// The same, with what is known of somebody new.
    fn like(
        &mut self,
        name: &str,
        role: Option<String>,
        kind: SpeakerKind,
        mentions: Vec<Span>,
    ) -> String {
        if let Some(&known) = self.by_name.get(name) {
            return self.speakers[known].id.clone();
        }
        while self.by_id.contains_key(&format!("s{}", self.next)) {
            self.next += 1;
        }
        let id = format!("s{}", self.next);
        self.by_name.insert(name.to_owned(), self.speakers.len());
        self.by_id.insert(id.clone(), self.speakers.len());
        let name = name.to_owned();
        self.speakers.push(Speaker { id: id.clone(), name, role, kind, mentions });
        id
    }
}

/// Brings the annotations of one document onto the article of another: each place is described by
/// its words and looked for, unless the two have the same text.
pub(super) fn transfer(theirs: Document, document: &Document) -> Found {
    let mut cast = Cast::of(document);
    let mut ids = HashMap::new();
    let finders = (Finder::new(&theirs.article.text), Finder::new(&document.article.text));
    let here = [document.article.text.as_str(), document.article.source_text()];
    let is_same = here.contains(&theirs.article.text.as_str());
    for Speaker { id, name, role, kind, mentions } in theirs.speakers {
        // A name alone is too little to be looked for in another text.
        let mentions = mentions.into_iter().filter(|_| is_same);
        let place = |span| place(&theirs.article.text, span, &document.article, &finders).ok();
        ids.insert(id, cast.like(&name, role, kind, mentions.filter_map(place).collect()));
    }
    let mut found = Found::default();
    for (index, mut mark) in theirs.annotations.into_iter().enumerate() {
        let words: Vec<_> =
            mark.body.target().iter().map(|span| span.of(&theirs.article.text)).collect();
        let exact = words.join(" … ");
        let mut place = |span| place(&theirs.article.text, span, &document.article, &finders);
        // What the machine said is left out where its words are gone; the mark itself is not.
        let machine = mark.machine.take().and_then(|body| {
            let body = body.map_spans(&mut place).ok()?;
            checked(&body, &document.article.text).ok().map(|()| Box::new(body))
        });
        let moved = mark.map_spans(&mut place).and_then(|mut mark| {
            checked(&mark.body, &document.article.text)?;
            mark.machine = machine;
            let speaker = mark.body.speaker_mut();
            *speaker = speaker.take().and_then(|id| ids.get(&id).cloned());
            Ok(mark)
        });
        match moved {
            Ok(mark) => found.annotations.push(mark),
            Err(why) => {
                let at = format!("annotations[{index}]");
                found.unanchored.push(Stray { at, exact, why });
            }
        }
    }
    found.speakers = cast.speakers;
    found
}

/// A mark of which a file says no more than this: what still is a suggestion is the machine's.
pub(super) fn bare(id: &str, body: Body, status: Status) -> Annotation {
    let is_suggested = status == Status::Suggested;
    let origin = if is_suggested { Origin::Machine } else { Origin::Human };
    Annotation::new(id.to_owned(), body, origin, status)
}

/// Fails when parts of a mark came to lie in one another.
pub(super) fn checked(body: &Body, text: &str) -> Result<(), Unanchored> {
    let lists = match body {
        Body::Quote(quote) => vec![&quote.content, &quote.cue, &quote.source],
        Body::Claim(claim) => vec![&claim.span],
    };
    let holds = |list: &&Vec<Span>| fragments::check(text, list).is_ok();
    if lists.iter().all(holds) { Ok(()) } else { Err(Unanchored::Undescribed) }
}

/// Where the words that stand at `span` of a text stand in the article.
fn place(
    text: &str,
    span: Span,
    article: &Article,
    (before, now): &(Finder<'_>, Finder<'_>),
) -> Result<Span, Unanchored> {
    if text == article.text {
        return Ok(span);
    }
    if text == article.source_text() {
        // Files point into the text that was given, which reading may have normalised.
        return article.from_source(span).trim(&article.text).ok_or(Unanchored::Undescribed);
    }
    now.resolve(&before.describe(span))
}
