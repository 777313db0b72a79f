//! Prints what the claim model sees of sentences, for training.
//!
//! Reads JSON lines `{"id", "text"}` from standard input; writes `{"id", "named", "tokens"}`: the
//! numbers of the named features that hold, and of each token the rows of the tagger's tables. See
//! `training/claims/README.md`.

use serde_json::{Value, json};
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let (named, tokens) = sayso::claims::features_of(text);
        writeln!(out, "{}", json!({"id": row["id"], "named": named, "tokens": tokens}))?;
    }
    Ok(out.flush()?)
}
