//! `sayso claims --jsonl`: one sentence a line in, how much it is worth a check out.

use super::line::{Answer, error, refuse_json};
use sayso::claims;
use serde_json::{Map, Value, json};

/// Judges the sentence of a line; a bad line gives an answer that says why.
pub(super) fn judge(line: &[u8], number: usize) -> Answer {
    let mut line = match serde_json::from_slice::<Map<String, Value>>(line) {
        Ok(line) => line,
        Err(why) => return refuse_json(number, &why),
    };
    let id = line.remove("id").unwrap_or_default();
    let Some(text) = line.get("text").and_then(Value::as_str) else {
        return error(&id, number, "it has to have a \"text\"");
    };
    let judgement = claims::judge(text);
    let json = json!({
        "id": id,
        "score": judgement.score,
        "checkable": judgement.checkable,
        "kind": judgement.kind,
        "why": judgement.why,
    });
    Answer { json: format!("{json}\n"), is_error: false }
}
