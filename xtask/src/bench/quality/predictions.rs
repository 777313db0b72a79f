//! From native JSON to the form that the scorers read.

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// What one article's document says, as `{"id", "attributions", "claims"}` with speakers by name.
pub fn of(document: &Value) -> Result<Value> {
    let list =
        |name: &str| document[name].as_array().with_context(|| format!("an answer has no {name}"));
    let speakers = list("speakers")?;
    let name_of = |id: &Value| -> Value {
        let speaker = speakers.iter().find(|speaker| speaker["id"] == *id);
        speaker.map_or(Value::Null, |speaker| speaker["name"].clone())
    };
    let (mut attributions, mut claims) = (Vec::new(), Vec::new());
    for mark in list("annotations")? {
        match mark["type"].as_str() {
            Some("quote") => attributions.push(json!({
                "source": mark["source"], "cue": mark["cue"], "content": mark["content"],
                "kind": mark["kind"], "speaker": name_of(&mark["speaker"]),
            })),
            Some("claim") => claims.push(json!({
                "span": mark["span"], "score": mark["score"], "kind": mark["kind"],
                "asserted_by": name_of(&mark["asserted_by"]),
            })),
            other => anyhow::bail!("an answer has an annotation of the unknown type {other:?}"),
        }
    }
    Ok(json!({"id": document["id"], "attributions": attributions, "claims": claims}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_named() {
        let document = json!({
            "id": "a",
            "speakers": [{"id": "s1", "name": "Ana Ruiz"}],
            "annotations": [
                {"type": "quote", "kind": "direct", "source": [[9, 12]], "cue": [], "content": [[0, 8]], "speaker": "s1"},
                {"type": "claim", "kind": "event", "span": [[0, 8]], "score": 0.5, "asserted_by": null},
            ],
        });
        let found = of(&document).unwrap();
        assert_eq!(found["attributions"][0]["speaker"], "Ana Ruiz");
        assert_eq!(found["claims"][0]["asserted_by"], Value::Null);
        assert_eq!(found["claims"][0]["span"], json!([[0, 8]]));
    }
}
