//! What the rules alone find: the baseline that the trained tagger is measured against.
//!
//! Reads lines of JSON `{"id", "text"}` from standard input and writes them with `"attributions"`, as
//! `sayso annotate --jsonl` takes them, offsets in code points. `cargo xtask bench quality` runs it.

use sayso::article::{Article, from_text};
use sayso::attribution::rules;
use sayso::language;
use sayso::span::{CodePoint, OffsetMap, Span};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let mut line: Value = serde_json::from_str(&line?)?;
        line["attributions"] = attributions(&from_text(line["text"].as_str().unwrap_or_default()));
        writeln!(out, "{line}")?;
    }
    out.flush()
}

fn attributions(article: &Article) -> Value {
    let offsets = OffsetMap::<CodePoint>::new(article.source_text());
    let place = |spans: &[Span]| {
        spans.iter().map(|&s| offsets.from_bytes(article.to_source(s))).collect::<Vec<_>>()
    };
    let found = rules::attribute(article, &language::read(article));
    let form = found.iter().map(|found| {
        json!({
            "kind": found.kind,
            "source": place(&found.source),
            "cue": place(&found.cue),
            "content": place(&found.content),
        })
    });
    form.collect()
}
