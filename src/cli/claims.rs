//! `sayso claims --jsonl`: one sentence a line in, how much it is worth a check out.

use super::line::{Answer, error, refuse};
use sayso::claims;
use serde::Deserialize;
use serde_json::{Value, json};

/// One line of the input.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: Option<String>,
}

/// Judges the sentence of a line; a bad line gives an answer that says why.
pub(super) fn judge(line: &[u8], number: usize) -> Answer {
    let Line { id, text } = match serde_json::from_slice(line) {
        Ok(line) => line,
        Err(why) => return refuse(number, format!("it is not a JSON object with a text: {why}")),
    };
    let Some(text) = text else {
        return error(&id, number, "it has to have a \"text\"");
    };
    let judgement = claims::judge(&text);
    let json = json!({
        "id": id,
        "score": judgement.score,
        "checkable": judgement.checkable,
        "kind": judgement.kind,
        "why": judgement.why,
    });
    Answer { json: format!("{json}\n"), is_error: false }
}
