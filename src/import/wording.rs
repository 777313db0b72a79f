//! What the parser of JSON complains about, in words for whoever wrote the file.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads a value as what it should be.
///
/// # Errors
/// A path to the member that is wrong, where it can be told (`.kind`, else empty), and a sentence
/// without a full stop about it.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, (String, String)> {
    T::deserialize(value).map_err(|error| {
        let error = error.to_string();
        let member = value.as_object().and_then(|object| culprit(object, &error));
        (member.map_or_else(String::new, |name| format!(".{name}")), plain(&error))
    })
}

/// The member that a complaint is about: the only one that has the value which it names.
fn culprit<'v>(object: &'v Map<String, Value>, error: &str) -> Option<&'v str> {
    let (problem, _) = error.split_once(", expected ")?;
    let (_, named) = problem.split_once(['`', '"'])?;
    let named = named.strip_suffix(['`', '"'])?;
    let is_named = |value: &Value| match value {
        Value::String(text) => text == named,
        Value::Number(number) => number.to_string().as_str() == named,
        Value::Bool(truth) => truth.to_string().as_str() == named,
        _ => false,
    };
    let mut having = object.iter().filter(|(_, value)| match value {
        Value::Array(items) => items.iter().any(is_named),
        _ => is_named(value),
    });
    let (name, _) = having.next()?;
    having.next().is_none().then_some(name)
}

/// The same complaint without the names of types.
pub(super) fn plain(error: &str) -> String {
    if let Some(name) = error.strip_prefix("missing field ") {
        return format!("{name} is missing");
    }
    if let Some(part) = error.strip_prefix("EOF while parsing ") {
        return format!("it ends in the middle of {part}");
    }
    let Some((problem, expected)) = error.split_once(", expected ") else {
        return error.to_owned();
    };
    if let Some(found) = problem.strip_prefix("unknown variant ") {
        let known = expected.trim_start_matches("one of ").replace('`', "");
        return format!("{} is not known here, only {known}", found.replace('`', "\""));
    }
    if let Some(length) = problem.strip_prefix("invalid length ") {
        return match expected.rsplit(' ').next().filter(|last| last.parse::<usize>().is_ok()) {
            Some(wanted) => format!("it has {length} parts instead of {wanted}"),
            None => format!("it has {length} parts, which are too many"),
        };
    }
    let found = problem.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ");
    format!("{} stands where {} should be", thing(found), thing(expected))
}

/// A value or a type in plain words.
fn thing(name: &str) -> String {
    let (kind, value) = name.split_once(' ').unwrap_or((name, ""));
    match kind {
        "string" if value.starts_with('"') => format!("the text {value}"),
        "integer" | "floating" | "boolean" if value.contains('`') => {
            value.trim_start_matches("point ").replace('`', "")
        }
        "null" => "nothing".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "usize" | "u32" | "u64" => "a whole number from 0 up".to_owned(),
        "sequence" => "a list".to_owned(),
        _ if name == "map" || kind == "struct" => "an object".to_owned(),
        _ if name == "a sequence" => "a list".to_owned(),
        _ if matches!(name, "a string" | "string or map" | "map with a single key") => {
            "a text".to_owned()
        }
        _ if name == "a map" => "an object".to_owned(),
        _ if name.starts_with("an array of length ") || name.starts_with("a tuple of size ") => {
            format!("a list of {}", name.rsplit(' ').next().unwrap_or_default())
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Annotation;
    use serde_json::json;

    fn complaint(member: &str, value: Value) -> String {
        let mut mark = json!({"id": "q1", "type": "quote", "kind": "direct", "content": [[0, 3]]});
        mark[member] = value;
        let (at, reason) = read::<Annotation>(&mark).expect_err("it is wrong");
        format!("{at}: {reason}")
    }

    #[test]
    fn complaints_are_plain_and_say_where() {
        assert_eq!(
            complaint("kind", json!("loud")),
            ".kind: \"loud\" is not known here, only direct, indirect, mixed"
        );
        assert_eq!(
            complaint("origin", json!("alien")),
            ".origin: \"alien\" is not known here, only machine or human"
        );
        assert_eq!(
            complaint("score", json!("high")),
            ".score: the text \"high\" stands where a number should be"
        );
        assert_eq!(complaint("note", json!(5)), ".note: 5 stands where a text should be");
        assert_eq!(complaint("tags", json!([true])), ".tags: true stands where a text should be");
        assert_eq!(
            complaint("why", json!("a why")),
            ".why: the text \"a why\" stands where a list should be"
        );
        assert_eq!(complaint("tags", json!({})), ": an object stands where a list should be");
        assert_eq!(complaint("origin", json!(5)), ".origin: 5 stands where a text should be");
        assert_eq!(complaint("origin", json!({})), ": an object stands where a text should be");
        let part = read::<[usize; 2]>(&json!([3])).expect_err("it is too short").1;
        assert_eq!(part, "it has 1 parts instead of 2");
        let part = read::<[usize; 2]>(&json!([1, 2, 3])).expect_err("it is too long").1;
        assert_eq!(part, "it has 3 parts, which are too many");
        assert_eq!(plain("missing field `id`"), "`id` is missing");
    }
}
