//! Reads every article in `tests/articles/` and compares it with what is expected of it.
//!
//! A fixture is a folder: `source.*` is a file as readers have it, all of it invented, and
//! `expected.json` has the meta data and the blocks, each as `[kind, text]`.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use sayso::article::{Article, Input};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

#[test]
fn every_article_is_read_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut folders: Vec<_> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let failures: Vec<String> = folders.iter().filter_map(|folder| difference(folder)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(folders.len() >= 8, "fixtures are missing from {}", root.display());
}

/// What is not as expected in `folder`, with the whole reading, to copy when it is right.
fn difference(folder: &Path) -> Option<String> {
    let article = read(folder);
    check_source(&article);
    let found = shown(&article);
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    if found == expected {
        return None;
    }
    let lines = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    let (found_lines, expected_lines) = (lines(&found), lines(&expected));
    let first =
        found_lines.lines().zip(expected_lines.lines()).find(|(found, expected)| found != expected);
    let (found_line, expected_line) = first.unwrap_or(("the end", "more"));
    Some(format!(
        "{}:\n  expected {}\n  found    {}\n{found_lines}",
        folder.display(),
        expected_line.trim(),
        found_line.trim()
    ))
}

fn read(folder: &Path) -> Article {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let source = files.find(|file| file.file_stem().is_some_and(|stem| stem == "source")).unwrap();
    let name = source.file_name().unwrap().to_string_lossy().into_owned();
    let input = Input { name: Some(&name), ..Input::default() };
    input.read_bytes(&fs::read(&source).unwrap()).unwrap()
}

fn shown(article: &Article) -> Value {
    let text = |block: &sayso::article::Block| json!([block.kind, block.span.of(&article.text)]);
    json!({ "meta": article.meta, "blocks": article.blocks.iter().map(text).collect::<Vec<_>>() })
}

/// Blocks are in order, and each leads back to source text that reads the same.
fn check_source(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(end <= block.span.start);
        end = block.span.end;
        let back = article.to_source(block.span).of(article.source_text());
        assert_eq!(sayso::article::from_text(back).text, block.span.of(&article.text));
    }
}
