//! Prints what the tagger sees of articles, for training it.
//!
//! Reads lines of JSON `{"id", "text"}` from standard input and writes for each a line
//! `{"id", "rows", "blocks"}`: `rows` is the size of the feature table, a block is
//! `{"kind", "tokens", "words", "features"}` with, per token, where it stands (code points), its word
//! hash and its rows of the feature table. See `training/README.md`.

use sayso::article::{Article, from_text};
use sayso::attribution::features;
use sayso::language;
use sayso::span::{CodePoint, OffsetMap};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let article = from_text(input["text"].as_str().unwrap_or_default());
        let output =
            json!({ "id": input["id"], "rows": features::ROWS, "blocks": blocks(&article) });
        writeln!(out, "{output}")?;
    }
    out.flush()
}

/// What the tagger sees of each block that has tokens.
fn blocks(article: &Article) -> Vec<Value> {
    let structure = language::read(article);
    let features = features::extract(article, &structure);
    let offsets = OffsetMap::<CodePoint>::new(article.source_text());
    let read = article.blocks.iter().zip(&structure.blocks).filter(|(_, range)| !range.is_empty());
    read.map(|(block, range)| {
        let tokens = structure.tokens[range.clone()].iter();
        let seen = &features[range.clone()];
        json!({
            "kind": block.kind,
            "tokens": tokens
                .map(|token| offsets.from_bytes(article.to_source(token.span)))
                .collect::<Vec<_>>(),
            "words": seen.iter().map(|f| f.word).collect::<Vec<_>>(),
            "features": seen.iter().map(|f| f.rows).collect::<Vec<_>>(),
        })
    })
    .collect()
}
