//! A document on a line, for training: as a spaCy `Doc`, and as a task for Prodigy.
//!
//! spaCy: what [`Doc.from_json`](https://spacy.io/api/doc#from_json) reads, with the parts of marks
//! in the span group `sayso`. Prodigy: a task of its
//! [relations interface](https://prodi.gy/docs/api-interfaces#relations). Words are cut where marks
//! begin and end, because both refuse spans that do not fit their words. Offsets are code points.

use super::facts::{Facts, json_line};
use super::markup::Ids;
use super::pieces::{Fragment, Part, fragments};
use super::tokens::{Word, trimmed, with_spaces, within};
use crate::annotation::Document;
use serde_json::{Value, json};

/// The document as a `Doc`.
pub(super) fn spacy(document: &Document) -> String {
    let lines = Lines::of(document);
    let words = lines.words.iter().enumerate();
    let tokens: Vec<_> = words
        .map(|(id, word)| {
            let place = lines.facts.map.from_bytes(word.span);
            json!({"id": id, "start": place.start, "end": place.end})
        })
        .collect();
    let spans: Vec<_> = lines
        .marks
        .iter()
        .map(|mark| {
            let place = lines.facts.map.from_bytes(mark.span);
            let (id, by) = (lines.id(mark), lines.speaker(mark));
            json!({
                "start": place.start, "end": place.end, "label": mark.part.label(),
                "kb_id": by.unwrap_or_default(), "span_id": id,
            })
        })
        .collect();
    json_line(&json!({
        "text": lines.facts.text(),
        "tokens": tokens,
        "spans": {"sayso": spans},
        "relations": lines.relations(),
    }))
}

/// The document as a task.
pub(super) fn prodigy(document: &Document) -> String {
    let lines = Lines::of(document);
    let words = lines.words.iter().enumerate();
    let tokens: Vec<_> = words
        .map(|(id, word)| {
            let place = lines.facts.map.from_bytes(word.span);
            let text = word.span.of(lines.facts.text());
            json!({"text": text, "start": place.start, "end": place.end, "id": id, "ws": word.spaced})
        })
        .collect();
    let spans: Vec<_> = lines.marks.iter().map(|mark| lines.span(mark)).collect();
    let meta = &document.article.meta;
    json_line(&json!({
        "text": lines.facts.text(),
        "tokens": tokens,
        "spans": spans,
        "relations": lines.relations(),
        "meta": {"title": meta.title, "url": meta.url},
    }))
}

struct Lines<'d> {
    facts: Facts<'d>,
    ids: Ids,
    marks: Vec<Fragment<'d>>,
    words: Vec<Word>,
}

impl<'d> Lines<'d> {
    fn of(document: &'d Document) -> Self {
        let facts = Facts::of(document);
        let marks = trimmed(fragments(document), facts.text());
        let words = with_spaces(facts.text(), &marks);
        let ids = Ids::of(document.annotations.iter().map(|mark| mark.id.as_str()));
        Self { facts, ids, marks, words }
    }

    fn id(&self, mark: &Fragment<'_>) -> String {
        self.ids.id('m', mark.index, &mark.mark.id)
    }

    fn speaker(&self, mark: &Fragment<'_>) -> Option<&'d str> {
        self.facts.speaker(mark.mark).map(|speaker| speaker.name.as_str())
    }

    /// A part of a mark with the words that it has.
    fn span(&self, mark: &Fragment<'_>) -> Value {
        let place = self.facts.map.from_bytes(mark.span);
        let (first, last) = within(&self.words, mark.span);
        json!({
            "start": place.start, "end": place.end, "token_start": first, "token_end": last,
            "label": mark.part.label(), "id": self.id(mark), "speaker": self.speaker(mark),
        })
    }

    /// From the content of each quotation to its cue, its source, and its further fragments.
    fn relations(&self) -> Vec<Value> {
        let mut heads = vec![None; self.facts.document.annotations.len()];
        let is_target = |mark: &Fragment<'_>| matches!(mark.part, Part::Content | Part::Claim);
        for mark in self.marks.iter().filter(|mark| is_target(mark)) {
            heads[mark.index].get_or_insert(mark);
        }
        let mut relations = Vec::new();
        for mark in &self.marks {
            let Some(head) = heads[mark.index].filter(|head| !std::ptr::eq(*head, mark)) else {
                continue;
            };
            let label = if is_target(mark) { "continued" } else { mark.part.name() };
            let (_, from) = within(&self.words, head.span);
            let (_, to) = within(&self.words, mark.span);
            relations.push(json!({
                "head": from, "child": to, "label": label,
                "head_span": self.span(head), "child_span": self.span(mark),
            }));
        }
        relations
    }
}
