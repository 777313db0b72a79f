//! Input that was never meant to be an article: an answer or a clear word, and soon.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Long enough for a busy computer; far too short for anything that goes through the text again
/// for each of its characters.
const PATIENCE: Duration = Duration::from_secs(120);

/// The largest inputs are for builds that are optimised; the others read a tenth as fast.
const LONG_LINE: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
const LONG_TEXT: usize = if cfg!(debug_assertions) { 200_000 } else { 10_000_000 };

/// Runs `sayso annotate` on a file of these bytes.
fn annotate(name: &str, bytes: &[u8], options: &[&str]) -> Output {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, bytes).expect("the folder for tests can be written to");
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .arg("annotate")
        .args(options)
        .arg(&file)
        .output()
        .expect("the program starts");
    let took = began.elapsed();
    assert!(took < PATIENCE, "{name} took {took:?}");
    remove(file);
    output
}

fn remove(file: PathBuf) {
    // One that stays is written over by the next run.
    let _ = fs::remove_file(file);
}

/// The document that is made of these bytes; it opens again.
fn document(name: &str, bytes: &[u8]) -> Value {
    let output = annotate(name, bytes, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let file = String::from_utf8(output.stdout).expect("what it writes is UTF-8");
    sayso::import::open(&file).expect("what it writes opens");
    serde_json::from_str(&file).expect("what it writes is JSON")
}

const SENTENCES: &str = "“We open in May,” said Ana Ruiz, who leads the works office. The bridge \
                         cost 4 million euros, 12 percent more than planned. ";

#[test]
fn nothing_at_all() {
    for (name, bytes) in [("empty", &b""[..]), ("blank", b" \r\n\t\r\n"), ("mark", b"\xef\xbb\xbf")]
    {
        let document = document(name, bytes);
        assert_eq!(document["annotations"], json!([]), "{name}");
    }
}

#[test]
fn a_file_that_is_no_text() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let output = annotate("picture", &bytes, &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).expect("complaints are UTF-8");
    assert!(complaint.contains("picture: This file holds no text."), "{complaint}");
}

#[test]
fn broken_utf_8() {
    let mut bytes = Vec::new();
    for _ in 0..100 {
        bytes.extend_from_slice("“Oui”, said Ana. ".repeat(10).as_bytes());
        bytes.extend_from_slice(b"\xff\xc3( ");
    }
    let document = document("broken", &bytes);
    let text = document["article"]["text"].as_str().expect("it has a text");
    assert!(text.contains('\u{fffd}') && text.contains("“Oui”"));
}

#[test]
fn a_long_line() {
    let document = document("line", SENTENCES.repeat(LONG_LINE / SENTENCES.len()).as_bytes());
    assert_ne!(document["annotations"], json!([]));
}

#[test]
fn a_long_text() {
    let paragraph = format!("{}\n\n", SENTENCES.repeat(4));
    document("text", paragraph.repeat(LONG_TEXT / paragraph.len()).as_bytes());
}

#[test]
fn quotation_marks_and_nothing_else() {
    for mark in ["\"", "“", "”", "'", "‘", "’", "«", "“ ”", "\" ", "“a", "'s "] {
        document("marks", mark.repeat(100_000).as_bytes());
    }
}

#[test]
fn a_page_of_nothing_but_tags() {
    for tag in ["<div>", "<p>“", "</b>", "<!--", "<a href='"] {
        document("tags.html", tag.repeat(20_000).as_bytes());
    }
}

#[test]
fn a_long_line_in_a_batch() {
    let text = SENTENCES.repeat(LONG_LINE / SENTENCES.len() / 10);
    let lines = format!(
        "{}\n{}\n{}\n",
        json!({"id": 1, "text": text}),
        "[".repeat(1_000_000),
        json!({"id": 3, "text": "“Yes,” said Ana Ruiz."}),
    );
    let output = annotate("batch", lines.as_bytes(), &["--jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let answers = String::from_utf8(output.stdout).expect("what it writes is UTF-8");
    let errors: Vec<_> = answers.lines().map(|line| line.contains("\"error\"")).collect();
    assert_eq!(errors, [false, true, false]);
}
