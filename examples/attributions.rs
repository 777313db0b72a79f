//! Makes attributions of tags that training predicted, so that models are compared with the very
//! grouping that ships.
//!
//! Reads lines of JSON `{"id", "text", "blocks"}` from standard input, the blocks in the order of
//! `examples/features.rs`, each `{"tags", "sure", "lean"}` with a value per token, and writes lines
//! `{"id", "attributions"}` with offsets in code points. See `training/README.md`.

use sayso::article::{Article, from_text};
use sayso::attribution::Attribution;
use sayso::attribution::group::Grouping;
use sayso::attribution::tags::{Labels, Tag};
use sayso::language;
use sayso::span::{CodePoint, OffsetMap, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

/// What a model says of one article.
#[derive(Deserialize)]
struct Input {
    id: Value,
    text: String,
    blocks: Vec<Predicted>,
}

/// What a model says of each token of one block.
#[derive(Deserialize)]
struct Predicted {
    tags: Vec<usize>,
    sure: Vec<f32>,
    lean: Vec<f32>,
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let Input { id, text, blocks } = serde_json::from_str(&line?)?;
        let output = json!({ "id": id, "attributions": attributions(&from_text(&text), blocks) });
        writeln!(out, "{output}")?;
    }
    out.flush()
}

/// The attributions, with their raw scores.
fn attributions(article: &Article, predicted: Vec<Predicted>) -> Vec<Value> {
    let structure = language::read(article);
    let mut grouping = Grouping::new(&structure);
    let read = (0..article.blocks.len()).filter(|&block| !structure.blocks[block].is_empty());
    for (block, Predicted { tags, sure, lean }) in read.zip(predicted) {
        let tags = tags.into_iter().map(|tag| Tag::ALL[tag]).collect();
        grouping.push(article, &structure, block, &Labels { tags, sure, lean });
    }
    let offsets = OffsetMap::<CodePoint>::new(article.source_text());
    let place = |spans: &[Span]| {
        spans.iter().map(|&s| offsets.from_bytes(article.to_source(s))).collect::<Vec<_>>()
    };
    let form = |found: &Attribution| {
        json!({
            "source": place(&found.source),
            "cue": place(&found.cue),
            "content": place(&found.content),
            "raw": found.score,
        })
    };
    grouping.finish(article, &structure, |raw| raw).iter().map(form).collect()
}
