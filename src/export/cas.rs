//! UIMA CAS as [JSON](https://github.com/apache/uima-uimaj-io-jsoncas), which INCEpTION imports.
//!
//! Layers as INCEpTION makes them: spans `Content`, `Cue`, `Source`, `Claim` and `Speaker` (the
//! mentions), and relations `Attribution` from a cue, source or further fragment (the dependent) to
//! the first fragment (the governor). Offsets count UTF-16 code units, as UIMA does.

use super::facts::{Facts, as_printed, class, json_line, name_of, printable};
use super::pieces::{Part, parts};
use crate::annotation::{Annotation, Document};
use crate::span::{OffsetMap, Span, Utf16};
use serde_json::{Map, Value, json};

/// The name of a custom layer.
macro_rules! layer {
    ($name:literal) => {
        concat!("webanno.custom.", $name)
    };
}

/// The id of the text, which all annotations refer to.
const SOFA: usize = 1;

const STRING: &str = "uima.cas.String";

/// The CAS.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let map = OffsetMap::new(facts.text());
    let mut cas = Cas { facts, map, structures: Vec::new() };
    let length = cas.map.len();
    cas.structures.push(json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
        "mimeType": "text", "sofaString": printable(cas.facts.text().to_owned()),
    }));
    let language = document.article.meta.lang.as_deref().unwrap_or("x-unspecified");
    cas.add("uima.tcas.DocumentAnnotation", [0, length], json!({"language": language}));
    for speaker in &document.speakers {
        for mention in &speaker.mentions {
            let about = json!({
                "name": speaker.name, "role": speaker.role, "kind": name_of(&speaker.kind),
            });
            cas.span(layer!("Speaker"), *mention, about);
        }
    }
    for mark in &document.annotations {
        cas.mark(mark);
    }
    let members: Vec<_> = (SOFA + 1..=cas.structures.len()).collect();
    json_line(&json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": cas.structures,
        "%VIEWS": {"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}},
    }))
}

/// The layers with their features.
fn types() -> Value {
    let features: [(&str, &[(&str, &str)]); 6] = [
        (layer!("Speaker"), &[("name", STRING), ("role", STRING), ("kind", STRING)]),
        (layer!("Content"), ABOUT),
        (layer!("Claim"), ABOUT),
        (layer!("Cue"), &[]),
        (layer!("Source"), &[]),
        (
            layer!("Attribution"),
            &[
                ("Governor", "uima.tcas.Annotation"),
                ("Dependent", "uima.tcas.Annotation"),
                ("role", STRING),
            ],
        ),
    ];
    let mut types = Map::new();
    for (name, features) in features {
        let mut layer = json!({"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation"});
        for (feature, range) in features {
            layer[feature] = json!({"%NAME": feature, "%RANGE": range});
        }
        types.insert(name.to_owned(), layer);
    }
    types.into()
}

/// What is known of a mark.
const ABOUT: &[(&str, &str)] = &[
    ("mark", STRING),
    ("kind", STRING),
    ("speaker", STRING),
    ("status", STRING),
    ("origin", STRING),
    ("note", STRING),
    ("score", "uima.cas.Double"),
];

struct Cas<'d> {
    facts: Facts<'d>,
    map: OffsetMap<'d, Utf16>,
    /// What is in the CAS; the id of each is its place, counted from 1.
    structures: Vec<Value>,
}

impl Cas<'_> {
    /// Adds an annotation with its features, without those that are null, and gives its id.
    fn add(&mut self, layer: &str, [begin, end]: [usize; 2], features: Value) -> usize {
        let id = self.structures.len() + 1;
        let mut annotation =
            json!({"%ID": id, "%TYPE": layer, "@sofa": SOFA, "begin": begin, "end": end});
        if let (Value::Object(annotation), Value::Object(features)) = (&mut annotation, features) {
            annotation.extend(features.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.structures.push(annotation);
        id
    }

    fn span(&mut self, layer: &str, span: Span, features: Value) -> usize {
        let place = self.map.from_bytes(span);
        self.add(layer, [place.start, place.end], features)
    }

    fn mark(&mut self, mark: &Annotation) {
        let (_, kind) = class(&mark.body);
        let about = json!({
            "mark": mark.id,
            "kind": kind,
            "speaker": self.facts.speaker(mark).map(|speaker| &speaker.name),
            "status": name_of(&mark.status),
            "origin": name_of(&mark.origin),
            "note": mark.note.clone().map(printable),
            "score": mark.score.map(as_printed),
        });
        let mut first = None;
        for (part, spans) in parts(&mark.body) {
            let (layer, is_target) = match part {
                Part::Content => (layer!("Content"), true),
                Part::Claim => (layer!("Claim"), true),
                Part::Cue => (layer!("Cue"), false),
                Part::Source => (layer!("Source"), false),
            };
            for span in spans {
                let features = if is_target { about.clone() } else { json!({}) };
                let id = self.span(layer, *span, features);
                let Some(governor) = first else {
                    first = Some(id);
                    continue;
                };
                let role = if is_target { "continued" } else { part.name() };
                let relation = json!({"@Governor": governor, "@Dependent": id, "role": role});
                // A relation stands where its dependent does.
                self.span(layer!("Attribution"), *span, relation);
            }
        }
    }
}
