//! What Sayso writes is what its JSON Schema says.
//!
//! The schema is checked with the few keywords that it uses; one that is not known here fails the
//! test, so that the schema cannot say more than is tested.

use sayso::article;
use sayso::export::native::write;
use sayso::session::Session;
use sayso::span::Offsets;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema/sayso.schema.json")).expect("the schema is JSON")
}

/// Where in `value`, called `at`, it is not what `rule` of `schema` says.
fn faults(schema: &Value, rule: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (keyword, says) in rule.as_object().expect("a rule is an object") {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let rule =
                    says.as_str().and_then(|path| schema.pointer(path.trim_start_matches('#')));
                faults.extend(self::faults(schema, rule.expect("it refers to a rule"), value, at));
                true
            }
            "oneOf" => {
                let fits = |rule: &&Value| self::faults(schema, rule, value, at).is_empty();
                says.as_array().expect("a list").iter().filter(fits).count() == 1
            }
            "const" => value == says,
            "enum" => says.as_array().expect("a list").contains(value),
            "type" => one_or_more(says).any(|name| is_of_type(value, name)),
            "minimum" => {
                value.as_f64().is_none_or(|number| number >= says.as_f64().expect("a number"))
            }
            "maximum" => {
                value.as_f64().is_none_or(|number| number <= says.as_f64().expect("a number"))
            }
            "minItems" => value
                .as_array()
                .is_some_and(|list| list.len() as u64 >= says.as_u64().expect("a number")),
            "maxItems" => value
                .as_array()
                .is_some_and(|list| list.len() as u64 <= says.as_u64().expect("a number")),
            "required" => one_or_more(says).all(|name| value.get(name).is_some()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults.extend(self::faults(schema, says, item, &format!("{at}[{index}]")));
                }
                true
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = says.get(name) {
                        faults.extend(self::faults(schema, rule, member, &format!("{at}.{name}")));
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = |name: &String| rule["properties"].get(name).is_some();
                value.as_object().is_none_or(|object| object.keys().all(known))
            }
            other => panic!("the schema has a keyword that is not tested: {other}"),
        };
        if !holds {
            faults.push(format!("{at}: {keyword} {says}"));
        }
    }
    faults
}

fn one_or_more(names: &Value) -> impl Iterator<Item = &str> {
    let list = names.as_array().map_or(std::slice::from_ref(names), Vec::as_slice);
    list.iter().filter_map(Value::as_str)
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn faults_of(file: &Value) -> Vec<String> {
    let schema = schema();
    faults(&schema, &schema, file, "file")
}

/// A document that has every member that there is.
fn written(offsets: Offsets) -> Value {
    let article = article::from_text(
        "Bridge to open\nBy Cara Oduya\n\n“We open in May,” said Ana Ruiz 🎉, the mayor.\n\n\
         The cost rose to 4 million euros in 2025, 12 percent more than planned, she said.",
    );
    let mut session = Session::new(sayso::annotate(&article).into_document(article));
    let edits = [
        json!({"do": "add", "body": {"type": "quote", "content": [[0, 6]], "cue": [[7, 9]], "source": [[10, 14]]}}),
        json!({"do": "add", "body": {"type": "claim", "span": [[0, 6]], "kind": "event"}}),
    ];
    for edit in edits {
        let edit = serde_json::from_value(edit).expect("it is an edit");
        let added = session.edit(edit, "2026-05-01T12:00:00Z").expect("it can be made");
        let id = added.select.expect("it is there");
        for edit in [
            json!({"do": "speaker", "id": id, "speaker": {"name": "Ana Ruiz"}}),
            json!({"do": "note", "id": id, "note": "Ask her."}),
            json!({"do": "tags", "id": id, "tags": ["bridge"]}),
        ] {
            let edit = serde_json::from_value(edit).expect("it is an edit");
            session.edit(edit, "2026-05-01T12:00:00Z").expect("it can be made");
        }
    }
    let transcript = "We open this May, I think, or late in June.";
    let check = json!({"do": "verbatim", "transcript": transcript, "name": "talk.txt"});
    let check = serde_json::from_value(check).expect("it is an edit");
    session.edit(check, "2026-05-01T12:00:00Z").expect("it can be made");
    serde_json::from_str(&write(session.document(), offsets)).expect("it is JSON")
}

#[test]
fn what_is_written_follows_the_schema() {
    for offsets in [Offsets::CodePoint, Offsets::Utf16, Offsets::Byte] {
        assert_eq!(faults_of(&written(offsets)), [""; 0]);
    }
}

#[test]
fn the_schema_tells_what_is_wrong() {
    let mut file = written(Offsets::CodePoint);
    file["offsets"] = json!("inch");
    file["article"]["blocks"][0]["end"] = json!(-1);
    file["annotations"][0]["mood"] = json!("good");
    let faults = faults_of(&file);
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults.iter().any(|fault| fault.starts_with("file.article.blocks[0].end: minimum")));
}
