//! W3C Web Annotation JSON-LD: an `AnnotationCollection` with one `AnnotationPage`.
//!
//! Each mark is an annotation whose targets are the fragments of what is marked, each with a
//! `TextQuoteSelector` and a `TextPositionSelector` (code points). What is said about it are
//! bodies: whether it is a quotation or a claim (classifying), who said it and the words that name
//! them (identifying), the cue and the reasons (describing), tags (tagging), the note (commenting).
//! What the [model](https://www.w3.org/TR/annotation-model/) has no place for, and the article
//! itself, stand under terms of our own, so that the file opens again as it was. Ids are relative
//! to wherever the file is put.

use super::facts::as_printed;
use super::in_source;
use super::native::{GENERATOR, counted_in};
use crate::annotation::{Annotation, Body, Document, Origin, Quantity, Speaker};
use crate::article::Article;
use crate::selector::{Finder, Selector};
use crate::span::{CodePoint, OffsetMap, Span};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::convert::Infallible;

/// The context of the Web Annotation model.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The document as a Web Annotation collection, written at the time `now` (ISO 8601, UTC).
#[must_use]
pub fn write(document: &Document, now: Option<&str>) -> String {
    let Document { article, speakers, annotations, scare } = in_source(document.clone());
    let writer = Writer {
        map: OffsetMap::new(&article.text),
        finder: Finder::new(&article.text),
        source: article.meta.url.as_deref().unwrap_or("#article"),
        names: speakers.iter().map(|speaker| (speaker.id.as_str(), speaker)).collect(),
        now,
    };
    let frame = Document {
        article: article.clone(),
        speakers: speakers.clone(),
        annotations: Vec::new(),
        scare,
    };
    let frame = counted_in::<CodePoint>(frame);
    let items = Items { writer: &writer, marks: &annotations };
    let collection = Collection {
        context: context(),
        id: "#annotations",
        class: "AnnotationCollection",
        label: article.meta.title.as_deref(),
        total: annotations.len(),
        generator: software(),
        generated: now,
        article: &frame.article,
        speakers: &frame.speakers,
        first: (!annotations.is_empty()).then_some(Page {
            id: "#page",
            class: "AnnotationPage",
            part_of: "#annotations",
            start_index: 0,
            items,
        }),
    };
    let mut file = serde_json::to_string(&collection).expect(HAS_JSON);
    file.push('\n');
    file
}

/// Why serialising does not fail.
const HAS_JSON: &str = "every part of a document has a JSON form";

/// The model's context, and the terms of ours.
fn context() -> Value {
    json!([CONTEXT, {
        "@version": 1.1,
        "sayso": "urn:x-sayso:",
        "sayso:article": {"@id": "sayso:article", "@type": "@json"},
        "sayso:speakers": {"@id": "sayso:speakers", "@type": "@json"},
        "sayso:quantities": {"@id": "sayso:quantities", "@type": "@json"},
        "sayso:machine": {"@id": "sayso:machine", "@type": "@json"},
        "sayso:verbatim": {"@id": "sayso:verbatim", "@type": "@json"},
    }])
}

#[derive(Serialize)]
struct Collection<'d> {
    #[serde(rename = "@context")]
    context: Value,
    id: &'static str,
    #[serde(rename = "type")]
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'d str>,
    total: usize,
    generator: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<&'d str>,
    #[serde(rename = "sayso:article")]
    article: &'d Article<CodePoint>,
    #[serde(rename = "sayso:speakers")]
    speakers: &'d [Speaker<CodePoint>],
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Page<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'d> {
    id: &'static str,
    #[serde(rename = "type")]
    class: &'static str,
    part_of: &'static str,
    start_index: usize,
    items: Items<'d>,
}

/// The annotations, each made when it is written: all of them at once take many times the memory
/// of the file.
struct Items<'d> {
    writer: &'d Writer<'d>,
    marks: &'d [Annotation],
}

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.marks.iter().map(|mark| self.writer.annotation(mark)))
    }
}

/// What every annotation of a document is written with.
struct Writer<'d> {
    map: OffsetMap<'d, CodePoint>,
    finder: Finder<'d>,
    /// The IRI of what is annotated.
    source: &'d str,
    names: HashMap<&'d str, &'d Speaker>,
    now: Option<&'d str>,
}

impl Writer<'_> {
    fn annotation(&self, mark: &Annotation) -> Value {
        let creator = match mark.origin {
            Origin::Machine => software(),
            Origin::Human => json!({"type": "Person"}),
        };
        let mut written = json!({
            "id": format!("#{}", mark.id),
            "type": "Annotation",
            "motivation": "classifying",
            "creator": creator,
            "generator": software(),
            "body": self.bodies(mark),
            "target": self.resources(mark.body.target(), None),
            "sayso:status": value_of(&mark.status),
        });
        set(&mut written, "created", mark.created.as_deref());
        set(&mut written, "modified", mark.modified.as_deref());
        set(&mut written, "generated", self.now);
        set(&mut written, "sayso:score", mark.score.map(as_printed));
        if let Body::Claim(claim) = &mark.body
            && !claim.quantities.is_empty()
        {
            let figures: Vec<_> =
                claim.quantities.iter().map(|figure| self.quantity(figure)).collect();
            written["sayso:quantities"] = figures.into();
        }
        let mut counted = |span| Ok::<_, Infallible>(self.map.from_bytes(span));
        let Ok(machine) = mark.machine.clone().map(|body| body.map_spans(&mut counted)).transpose();
        set(&mut written, "sayso:machine", machine.as_ref().map(value_of));
        set(&mut written, "sayso:verbatim", mark.verbatim.as_ref().map(value_of));
        written
    }

    fn bodies(&self, mark: &Annotation) -> Vec<Value> {
        let (class, kind) = match &mark.body {
            Body::Quote(quote) => ("quote", value_of(&quote.kind)),
            Body::Claim(claim) => ("claim", value_of(&claim.kind)),
        };
        let mut class = textual("classifying", class);
        class["sayso:kind"] = kind;
        let mut bodies = vec![class];
        if let Some(speaker) = mark.body.speaker().and_then(|id| self.names.get(id)) {
            let mut name = textual("identifying", &speaker.name);
            name["sayso:speaker"] = speaker.id.as_str().into();
            bodies.push(name);
        }
        if let Body::Quote(quote) = &mark.body {
            bodies.extend(self.resources(&quote.source, Some(("identifying", "source"))));
            bodies.extend(self.resources(&quote.cue, Some(("describing", "cue"))));
        }
        bodies.extend(mark.why.iter().map(|reason| textual("describing", reason)));
        bodies.extend(mark.tags.iter().map(|tag| textual("tagging", tag)));
        bodies.extend(mark.note.iter().map(|note| textual("commenting", note)));
        bodies
    }

    /// Each fragment as a part of the article; as a body with its purpose and our name for its role.
    fn resources(&self, fragments: &[Span], body: Option<(&str, &str)>) -> Vec<Value> {
        let resource = |&span: &Span| {
            let Selector { exact, prefix, suffix, .. } = self.finder.describe(span);
            let place = self.map.from_bytes(span);
            let mut resource = json!({
                "type": "SpecificResource",
                "source": self.source,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
                    {"type": "TextPositionSelector", "start": place.start, "end": place.end},
                ],
            });
            if let Some((purpose, role)) = body {
                resource["purpose"] = purpose.into();
                resource["sayso:role"] = role.into();
            }
            resource
        };
        fragments.iter().map(resource).collect()
    }

    fn quantity(&self, quantity: &Quantity) -> Value {
        let Ok(quantity) =
            quantity.clone().map_spans(&mut |span| Ok::<_, Infallible>(self.map.from_bytes(span)));
        value_of(&quantity)
    }
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

fn software() -> Value {
    json!({"type": "Software", "name": GENERATOR})
}

/// Sets a member, unless there is nothing to set.
fn set(object: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[name] = value.into();
    }
}

fn value_of(part: &impl Serialize) -> Value {
    serde_json::to_value(part).expect(HAS_JSON)
}
