//! What the Hypothesis client exports and its API gives: annotations in JSON.
//!
//! They are turned into Web Annotations, which they nearly are: kind and speaker are read from the
//! tags that our own export writes; the user's other tags and text become tags and note.

use super::found::Found;
use super::{ImportError, jsonld};
use crate::annotation::{Annotation, Body, ClaimKind, Document, QuoteKind};
use crate::export::hypothesis::{SPEAKER, SUGGESTED};
use crate::span::Span;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The annotations of a file with the name of their list, if it is of this format: the client calls
/// them annotations, the API's search rows.
pub(super) fn list_of(file: &Value) -> Option<(&'static str, &Vec<Value>)> {
    let list = |name| Some((name, file[name].as_array()?));
    let is_export = file.get("export_userid").is_some() || file.get("client_version").is_some();
    if is_export {
        return list("annotations");
    }
    let is_theirs = |items: &Vec<Value>| items.iter().all(|item| item["user"].is_string());
    match file {
        Value::Array(items) if !items.is_empty() && is_theirs(items) => Some(("", items)),
        _ => list("rows").filter(|(_, items)| file["total"].is_u64() || is_theirs(items)),
    }
}

/// Brings the annotations onto the article of `document`.
///
/// # Errors
/// When one is not in the form that it should be in.
pub(super) fn onto(list: &str, items: &[Value], document: &Document) -> Result<Found, ImportError> {
    let items: Vec<_> = items.iter().map(as_web_annotation).collect();
    let mut found = jsonld::bring(list, &items.iter().collect::<Vec<_>>(), document)?;
    give_fragments_back(&mut found.annotations, document);
    Ok(found)
}

/// An annotation has one target there, from the first fragment to the last: one that the document
/// has too, under its id and over the same stretch, has its fragments again.
fn give_fragments_back(annotations: &mut [Annotation], document: &Document) {
    let ours: HashMap<&str, &Body> =
        document.annotations.iter().map(|mark| (mark.id.as_str(), &mark.body)).collect();
    let whole = |body: &Body| body.target().iter().copied().reduce(Span::hull);
    for mark in annotations {
        let Some(own) = ours.get(mark.id.as_str()).filter(|own| whole(own) == whole(&mark.body))
        else {
            continue;
        };
        match (&mut mark.body, own) {
            (Body::Quote(quote), Body::Quote(own)) => quote.content.clone_from(&own.content),
            (Body::Claim(claim), Body::Claim(own)) => claim.span.clone_from(&own.span),
            _ => {}
        }
    }
}

fn as_web_annotation(item: &Value) -> Value {
    let tags = item["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut tags: Vec<&str> = tags.collect();
    let mut bodies = Vec::new();
    if let Some(&class @ ("quote" | "claim")) = tags.first() {
        tags.remove(0);
        let mut body = json!({"purpose": "classifying", "value": class});
        let kind = tags.first().map(|&kind| Value::from(kind));
        if let Some(kind) = kind.filter(|kind| is_kind(class, kind)) {
            body["sayso:kind"] = kind;
            tags.remove(0);
        }
        bodies.push(body);
    }
    let is_suggested = tags.contains(&SUGGESTED);
    for tag in tags.into_iter().filter(|tag| *tag != SUGGESTED) {
        bodies.push(match tag.strip_prefix(SPEAKER) {
            Some(name) => json!({"purpose": "identifying", "value": name}),
            None => json!({"purpose": "tagging", "value": tag}),
        });
    }
    if let Some(text) = item["text"].as_str().filter(|text| !text.trim().is_empty()) {
        bodies.push(json!({"purpose": "commenting", "value": text}));
    }
    let mut annotation = json!({
        "id": item["id"],
        "body": bodies,
        "target": item["target"],
        "created": item["created"],
        "modified": item["updated"],
    });
    if is_suggested {
        annotation["creator"] = json!({"type": "Software"});
        annotation["sayso:status"] = "suggested".into();
    }
    annotation
}

fn is_kind(class: &str, name: &Value) -> bool {
    match class {
        "quote" => QuoteKind::deserialize(name).is_ok(),
        _ => ClaimKind::deserialize(name).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::{Body, Document, Origin, QuoteKind, Status};
    use crate::article;
    use crate::export::{Exported, Format, Options, export};
    use crate::import::{ImportError, onto, open};
    use serde_json::json;

    const TEXT: &str = "“We open in May,” said Ana Ruiz. It cost 4 million euros.";

    fn document() -> Document {
        let article = article::from_text(TEXT);
        Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() }
    }

    #[test]
    fn what_the_api_gives_finds_its_place() {
        let row = |exact: &str, tags: &[&str]| {
            json!({
                "id": "x1", "uri": "https://news.example", "text": "Really?", "tags": tags,
                "created": "2026-05-01T10:00:00+00:00", "updated": "2026-05-01T10:00:00+00:00",
                "target": [{"source": "https://news.example", "selector": [
                    {"type": "RangeSelector", "startOffset": 3},
                    {"type": "TextPositionSelector", "start": 700, "end": 720},
                    {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
                ]}],
            })
        };
        let note =
            json!({"id": "x2", "text": "A page note", "tags": [], "target": [{"source": "x"}]});
        let rows = [row("We open in May", &["bridge"]), row("4 million euros", &["claim"]), note];
        let file = json!({"total": 3, "rows": rows}).to_string();
        assert_eq!(open(&file), Err(ImportError::NoArticle));
        let found = onto(&file, &document()).expect("it holds");
        let [quote, claim] = found.annotations.as_slice() else { panic!("two have a place") };
        assert!(matches!(quote.body, Body::Quote(_)), "it stands in quotation marks");
        assert_eq!((quote.origin, quote.status), (Origin::Human, Status::Accepted));
        assert_eq!(quote.note.as_deref(), Some("Really?"));
        assert!(matches!(claim.body, Body::Claim(_)), "it is tagged as one");
        assert_eq!(found.unanchored[0].at, "rows[2]");
    }

    #[test]
    fn our_own_export_comes_back() {
        let mut document = document();
        document.annotations = serde_json::from_value(json!([{
            "id": "q1", "type": "quote", "kind": "mixed", "content": [[0, 21]], "speaker": "s1",
            "origin": "machine", "status": "suggested", "score": 0.5, "tags": ["bridge"],
        }]))
        .expect("they are annotations");
        document.speakers = serde_json::from_value(json!([
            {"id": "s1", "name": "Ana Ruiz", "kind": "person"},
        ]))
        .expect("they are speakers");
        let Exported::Text(file) = export(&document, Format::Hypothesis, Options::default()) else {
            panic!("it is text");
        };
        let found = onto(&file, &document).expect("it holds");
        let mark = &found.annotations[0];
        let Body::Quote(quote) = &mark.body else { panic!("it is a quotation") };
        assert_eq!((quote.kind, quote.speaker.as_deref()), (QuoteKind::Mixed, Some("s1")));
        assert_eq!((mark.origin, mark.status), (Origin::Machine, Status::Suggested));
        assert_eq!(mark.tags, ["bridge"]);
        assert_eq!(found.speakers, document.speakers);
    }

    #[test]
    fn words_of_a_live_page_are_found_with_its_own_line_ends_and_spaces() {
        let article = article::from_text("She runs it.\n\nThe 5 000 km of road will open in May.");
        let document =
            Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() };
        let file = json!({"total": 1, "rows": [{"id": "x1", "user": "acct:a@b", "tags": ["claim"],
            "target": [{"selector": [{"type": "TextQuoteSelector",
                "prefix": "She runs\r\n      it.\n\n      ",
                "exact": "\n  The 5\u{a0}000 km of road will\n      open in\u{ad} May",
                "suffix": ".\n    "}]}]}]});
        let found = onto(file.to_string(), &document).expect("it holds");
        let [mark] = found.annotations.as_slice() else { panic!("{:?}", found.unanchored) };
        let words = mark.body.target()[0].of(&document.article.text);
        assert_eq!(words, "The 5 000 km of road will open in May");
    }

    #[test]
    fn words_that_stand_twice_but_for_their_spaces_stay_without_a_place() {
        let article = article::from_text("It is dear.\n\nIt is\ndear.");
        let document =
            Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() };
        let file = json!({"total": 1, "rows": [{"id": "x1", "user": "acct:a@b", "tags": [],
            "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "is  dear"}]}]}]});
        let found = onto(file.to_string(), &document).expect("it holds");
        assert_eq!((found.annotations.len(), found.unanchored.len()), (0, 1));
    }

    #[test]
    fn several_fragments_come_back_onto_their_document() {
        let mut document = document();
        document.annotations = serde_json::from_value(json!([{
            "id": "q1", "type": "quote", "kind": "direct", "content": [[0, 10], [14, 21]],
            "origin": "human", "status": "accepted",
        }]))
        .expect("they are annotations");
        let Exported::Text(file) = export(&document, Format::Hypothesis, Options::default()) else {
            panic!("it is text");
        };
        let found = onto(&file, &document).expect("it holds");
        assert_eq!(found.annotations[0].body.target(), document.annotations[0].body.target());
    }
}
