//! Writes `tests/formats/document.json` in every format and compares each with its file in
//! `tests/formats/expected`: what the formats look like, to be read.
//!
//! `SAYSO_UPDATE=1 cargo test --test formats` writes those files anew. Formats that are ZIP archives
//! are shown as their parts, one after the other.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use sayso::export::{Exported, Format, Options, export};
use sayso::import;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

#[test]
fn every_format_is_as_expected() {
    let document =
        import::open(fs::read_to_string(folder().join("document.json")).unwrap()).unwrap();
    let is_update = std::env::var_os("SAYSO_UPDATE").is_some();
    let mut different = Vec::new();
    for format in Format::ALL {
        let options = Options { now: Some("2026-05-03T12:00:00Z"), ..Options::default() };
        let written = shown(export(&document, format, options));
        let about = format.about();
        let path = folder().join("expected").join(format!("{}.txt", about.id));
        if is_update {
            fs::write(&path, &written).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if written != expected {
            let line = written.lines().zip(expected.lines()).find(|(new, old)| new != old);
            different.push(format!("{}: {line:#?}", about.id));
        }
    }
    assert!(different.is_empty(), "set SAYSO_UPDATE=1 if this is right:\n{}", different.join("\n"));
}

#[test]
fn no_expectation_is_left_of_a_format_that_is_gone() {
    for entry in fs::read_dir(folder().join("expected")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap();
        assert!(Format::from_id(id).is_some(), "{}", path.display());
    }
}

/// What was written, as text; what stands on one line, with a line for each tag or member.
fn shown(exported: Exported) -> String {
    match exported {
        Exported::Text(text) => readable(&text),
        Exported::Bytes(bytes) => parts(&bytes),
        Exported::Files(files) => {
            let part =
                |(ending, text): &(&str, String)| format!("== .{ending}\n{}", readable(text));
            files.iter().map(part).collect()
        }
    }
}

/// JSON with its members indented; other text as it is.
fn readable(text: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(json) => serde_json::to_string_pretty(&json).unwrap() + "\n",
        Err(_) => text.to_owned(),
    }
}

/// The parts of a ZIP archive whose files are stored as they are, a line a tag.
fn parts(archive: &[u8]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while archive[at..].starts_with(b"PK\x03\x04") {
        let number = |from: usize, bytes: usize| {
            let bytes = archive[at + from..at + from + bytes].iter().rev();
            bytes.fold(0, |number, &byte| number << 8 | usize::from(byte))
        };
        let (size, name) = (number(22, 4), number(26, 2));
        let text = |from: usize, length: usize| {
            std::str::from_utf8(&archive[at + from..at + from + length]).unwrap()
        };
        let contents = text(30 + name, size).replace("><", ">\n<");
        writeln!(out, "== {}\n{contents}", text(30, name)).unwrap();
        at += 30 + name + size;
    }
    out
}
