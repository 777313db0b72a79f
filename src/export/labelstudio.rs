//! Label Studio: a [task](https://labelstud.io/guide/tasks#Label-Studio-JSON-format) and the
//! labelling configuration that shows it.
//!
//! What the machine suggests is a prediction, what a human made or decided an annotation. Each
//! fragment is a region; relations lead from the first fragment of a mark to its others. Offsets are
//! code points, which is what Label Studio counts.

use super::facts::{Facts, as_printed, class, json_line};
use super::markup::Ids;
use super::native::GENERATOR;
use super::pieces::{Part, parts};
use crate::annotation::{Annotation, Document, Origin, Status};
use serde_json::{Value, json};

const CONFIGURATION: &str = r##"<View>
  <Labels name="part" toName="text">
    <Label value="Content" background="#1769aa"/>
    <Label value="Cue" background="#6b7280"/>
    <Label value="Source" background="#2e7d32"/>
    <Label value="Claim" background="#a34700"/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="kind" toName="text" perRegion="true">
    <Choice value="direct"/><Choice value="indirect"/><Choice value="mixed"/>
    <Choice value="quantity"/><Choice value="trend"/><Choice value="comparison"/>
    <Choice value="cause"/><Choice value="event"/><Choice value="allegation"/>
    <Choice value="rule"/><Choice value="science"/><Choice value="other"/>
  </Choices>
  <TextArea name="speaker" toName="text" perRegion="true" editable="true"/>
  <TextArea name="note" toName="text" perRegion="true" editable="true"/>
  <Relations>
    <Relation value="cue"/><Relation value="source"/><Relation value="continued"/>
  </Relations>
</View>
"##;

/// The task and the configuration.
pub(super) fn write(document: &Document) -> Vec<(&'static str, String)> {
    let facts = Facts::of(document);
    let ids = Ids::of(document.annotations.iter().map(|mark| mark.id.as_str()));
    let (mut suggested, mut decided, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    for (index, mark) in document.annotations.iter().enumerate() {
        let id = ids.id('m', index, &mark.id);
        if mark.origin == Origin::Machine && mark.status == Status::Suggested {
            scores.extend(mark.score);
            regions(&facts, mark, &id, &mut suggested);
        } else {
            regions(&facts, mark, &id, &mut decided);
        }
    }
    let mut task = json!({
        // Label Studio gives its own; its converter stops without one.
        "id": 1,
        "data": {
            "text": facts.text(),
            "title": document.article.meta.title,
            "url": document.article.meta.url,
        },
        "annotations": [],
        "predictions": [],
    });
    if !decided.is_empty() {
        task["annotations"] = json!([{"result": decided}]);
    }
    if !suggested.is_empty() {
        let score = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        task["predictions"] =
            json!([{"model_version": GENERATOR, "score": as_printed(score), "result": suggested}]);
    }
    vec![("json", json_line(&[task])), ("xml", CONFIGURATION.to_owned())]
}

/// Adds a region for each fragment of a mark, what is known of it, and the relations between them.
fn regions(facts: &Facts<'_>, mark: &Annotation, id: &str, to: &mut Vec<Value>) {
    let mut count = 0;
    for (part, spans) in parts(&mark.body) {
        for span in spans {
            let region = format!("{id}-{count}");
            let place = facts.map.from_bytes(*span);
            let value = json!({
                "start": place.start, "end": place.end, "text": span.of(facts.text()),
            });
            to.push(result(&region, "part", "labels", &value, json!([part.label()])));
            if count == 0 {
                about(facts, mark, &region, &value, to);
            } else {
                let label = match part {
                    Part::Content | Part::Claim => "continued",
                    Part::Cue | Part::Source => part.name(),
                };
                to.push(json!({
                    "type": "relation", "from_id": format!("{id}-0"), "to_id": region,
                    "direction": "right", "labels": [label],
                }));
            }
            count += 1;
        }
    }
}

/// What is known of a mark, on its first region.
fn about(facts: &Facts<'_>, mark: &Annotation, region: &str, value: &Value, to: &mut Vec<Value>) {
    let (_, kind) = class(&mark.body);
    to.push(result(region, "kind", "choices", value, json!([kind])));
    let speaker = facts.speaker(mark).map(|speaker| &speaker.name);
    for (name, words) in [("speaker", speaker), ("note", mark.note.as_ref())] {
        if let Some(words) = words {
            to.push(result(region, name, "textarea", value, json!([words])));
        }
    }
}

/// One result: what the control `name` says of a region.
fn result(region: &str, name: &str, kind: &str, value: &Value, says: Value) -> Value {
    let mut value = value.clone();
    value[if kind == "textarea" { "text" } else { kind }] = says;
    json!({"id": region, "from_name": name, "to_name": "text", "type": kind, "value": value})
}
