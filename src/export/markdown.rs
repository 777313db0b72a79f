//! Notes in Markdown: quotations by speaker, claims as a checklist.
//!
//! [CommonMark](https://spec.commonmark.org/0.31.2/), with the task lists that most issue trackers
//! add to it. Markup in the article's words is escaped.

use super::facts::{Facts, class, one_line, verbatim};
use crate::annotation::{Annotation, Body, Document, Speaker};
use std::collections::HashMap;

/// The notes.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let mut out = String::from("# ");
    escape(&mut out, facts.title());
    out.push_str("\n\n");
    about(&mut out, &facts);
    quotes(&mut out, &facts);
    claims(&mut out, &facts);
    out
}

/// Who wrote it, for whom, when and where.
fn about(out: &mut String, facts: &Facts<'_>) {
    let meta = &facts.document.article.meta;
    let parts = [meta.byline.as_deref(), meta.site.as_deref(), facts.day()];
    let mut parts: Vec<_> = parts.into_iter().flatten().map(escaped).collect();
    if let Some(url) = facts.url() {
        parts.push(format!("<{}>", url.replace(['<', '>'], "")));
    }
    if !parts.is_empty() {
        out.push_str(&parts.join(" · "));
        out.push_str("\n\n");
    }
}

fn quotes(out: &mut String, facts: &Facts<'_>) {
    let mut voices: Vec<(String, Vec<&Annotation>)> = Vec::new();
    let mut places = HashMap::new();
    for (mark, _) in facts.quotes() {
        let name = heading(facts, mark);
        let place = *places.entry(name).or_insert_with_key(|name| {
            voices.push((name.clone(), Vec::new()));
            voices.len() - 1
        });
        voices[place].1.push(mark);
    }
    if voices.is_empty() {
        return;
    }
    out.push_str("## Who said what\n\n");
    for (name, marks) in voices {
        out.push_str("### ");
        out.push_str(&name);
        out.push_str("\n\n");
        for mark in marks {
            out.push_str("- ");
            escape(out, &facts.words(mark.body.target()));
            end(out, facts, mark, None);
        }
        out.push('\n');
    }
}

fn heading(facts: &Facts<'_>, mark: &Annotation) -> String {
    match facts.speaker(mark) {
        Some(Speaker { name, role: Some(role), .. }) => {
            format!("{} ({})", escaped(name), escaped(role))
        }
        Some(speaker) => escaped(&speaker.name),
        None => facts.said_by(mark).map_or_else(|| "Speaker unknown".to_owned(), |n| escaped(&n)),
    }
}

fn claims(out: &mut String, facts: &Facts<'_>) {
    let mut first = true;
    for mark in facts.claims() {
        if std::mem::take(&mut first) {
            out.push_str("## What can be checked\n\n");
        }
        out.push_str("- [ ] ");
        escape(out, &facts.words(mark.body.target()));
        end(out, facts, mark, facts.said_by(mark));
    }
}

/// What follows the words: kind, who asserts them, the link; then what a transcript has of them, and
/// the note.
fn end(out: &mut String, facts: &Facts<'_>, mark: &Annotation, by: Option<String>) {
    let (_, kind) = class(&mark.body);
    out.push_str(" (");
    out.push_str(&kind);
    if let Some(by) = by {
        out.push_str(if matches!(mark.body, Body::Claim(_)) { ", asserted by " } else { ", " });
        escape(out, &by);
    }
    out.push(')');
    if let Some(link) = facts.link(mark) {
        out.push_str(" [in the article](<");
        out.push_str(&link.replace(['<', '>'], ""));
        out.push_str(">)");
    }
    out.push('\n');
    if let Some(checked) = verbatim(mark) {
        out.push_str("  - ");
        escape(out, &checked);
        out.push('\n');
    }
    if let Some(note) = &mark.note {
        out.push_str("  - Note: ");
        escape(out, note);
        out.push('\n');
    }
}

fn escaped(words: &str) -> String {
    let mut out = String::new();
    escape(&mut out, words);
    out
}

/// The words on one line, with a backslash before all that could be markup: what is so anywhere, and
/// what begins a list, a heading or a rule at the beginning.
fn escape(out: &mut String, words: &str) {
    let line = one_line(words);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (byte, c) in line.char_indices() {
        let is_markup = r"\`*_[]<>&~|!$@#".contains(c)
            // Some programs make a link of every address.
            || (c == ':' && line[byte + 1..].starts_with('/'))
            || (byte == 0 && "+-=".contains(c))
            || (byte == digits && byte > 0 && ".)".contains(c));
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_document;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    proptest! {
        #[test]
        fn words_are_words(document in any_document()) {
            let file = write(&document);
            let options = Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
            let mut text = String::new();
            for event in Parser::new_ext(&file, options) {
                match event {
                    Event::Text(words) => text.push_str(&words),
                    Event::Html(html) | Event::InlineHtml(html) => {
                        prop_assert!(false, "{html} in {file}");
                    }
                    Event::Code(code) => prop_assert!(false, "{code} in {file}"),
                    _ => {}
                }
            }
            for mark in &document.annotations {
                let words = Facts::of(&document).line(mark.body.target());
                prop_assert!(text.contains(&words), "{words:?} is not in {text:?}");
            }
        }
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(
            escaped("2. *Not* a <b>list</b>\n\n# or"),
            r"2\. \*Not\* a \<b\>list\</b\> \# or"
        );
    }
}
