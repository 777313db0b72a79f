//! Words with BIO tags, a column for each part of a mark:
//! [CoNLL-U Plus](https://universaldependencies.org/ext-format.html).
//!
//! Each block of the article is a unit. A word may lie in several marks, so a tag names its mark:
//! `B-q1|I-c2`. What each mark is stands in a comment before the first unit; offsets are code points.

use super::facts::{Facts, class, name_of};
use super::markup::Ids;
use super::pieces::{Fragment, Part, fragments};
use super::tokens::{tags, trimmed, words};
use crate::annotation::Document;
use crate::span::Span;
use serde_json::json;
use std::fmt::Write;

/// What stands before the names of the columns, in the first line.
pub(crate) const COLUMNS: &str = "# global.columns = ";

/// What stands before the id of a mark in the comment about it.
pub(crate) const MARK: &str = "# mark ";

/// The columns of the parts of marks.
pub(crate) const PARTS: [(Part, &str); 4] = [
    (Part::Content, "SAYSO:CONTENT"),
    (Part::Cue, "SAYSO:CUE"),
    (Part::Source, "SAYSO:SOURCE"),
    (Part::Claim, "SAYSO:CLAIM"),
];

/// The words of every block.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let ids = Ids::of(document.annotations.iter().map(|mark| mark.id.as_str()));
    let mut out = format!("{COLUMNS}ID FORM MISC {}\n", PARTS.map(|(_, name)| name).join(" "));
    for (index, mark) in document.annotations.iter().enumerate() {
        let (class, kind) = class(&mark.body);
        let about = json!({
            "type": class,
            "kind": kind,
            "speaker": facts.speaker(mark).map(|speaker| &speaker.name),
            "status": name_of(&mark.status),
        });
        let id = ids.id('m', index, &mark.id);
        writeln!(out, "{MARK}{id} = {about}").expect(TAKES_ALL);
    }
    let all = trimmed(fragments(document), facts.text());
    let mut ahead = all.as_slice();
    let mut open: Vec<Fragment<'_>> = Vec::new();
    for (number, block) in facts.blocks().iter().enumerate() {
        let next = ahead.partition_point(|fragment| fragment.span.start < block.span.end);
        open.retain(|fragment| fragment.span.end > block.span.start);
        open.extend_from_slice(&ahead[..next]);
        ahead = &ahead[next..];
        unit(&mut out, &facts, &ids, number + 1, (block.span, &name_of(&block.kind)), &open);
    }
    out
}

/// Why writing does not fail.
const TAKES_ALL: &str = "a string takes all that is written";

fn unit(
    out: &mut String,
    facts: &Facts<'_>,
    ids: &Ids,
    number: usize,
    (block, kind): (Span, &str),
    marks: &[Fragment<'_>],
) {
    let words = words(facts.text(), block, marks);
    if words.is_empty() {
        return;
    }
    let columns = PARTS.map(|(part, _)| tags(&words, marks, part));
    writeln!(out, "# newpar id = {kind}-{number}\n# sent_id = {number}").expect(TAKES_ALL);
    for (index, word) in words.iter().enumerate() {
        let place = facts.map.from_bytes(*word);
        let form = word.of(facts.text()).replace(char::is_control, "\u{fffd}");
        write!(out, "{}\t{form}\tstart_char={}|end_char={}", index + 1, place.start, place.end)
            .expect(TAKES_ALL);
        for column in &columns {
            let tag = |(fragment, is_first): &(&Fragment<'_>, bool)| {
                let id = ids.id('m', fragment.index, &fragment.mark.id);
                format!("{}-{id}", if *is_first { 'B' } else { 'I' })
            };
            let tags: Vec<_> = column[index].iter().map(tag).collect();
            out.push('\t');
            out.push_str(if tags.is_empty() { "_" } else { "" });
            out.push_str(&tags.join("|"));
        }
        out.push('\n');
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::pieces::parts;
    use crate::samples::any_document;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn tags_lead_back_to_the_fragments(document in any_document()) {
            let facts = Facts::of(&document);
            let file = write(&document);
            let mut found: BTreeMap<(usize, String), Vec<(usize, usize)>> = BTreeMap::new();
            for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                let columns: Vec<_> = line.split('\t').collect();
                prop_assert_eq!(columns.len(), 7, "{}", line);
                let place: Vec<usize> = columns[2]
                    .split('|')
                    .map(|part| part.split_once('=').expect("name=value").1.parse().expect("a number"))
                    .collect();
                for (column, tags) in columns[3..].iter().enumerate() {
                    for tag in tags.split('|').filter(|tag| *tag != "_") {
                        let (bio, id) = tag.split_once('-').expect("B-id");
                        let spans = found.entry((column, id.to_owned())).or_default();
                        match (bio, spans.last_mut()) {
                            ("I", Some(last)) => last.1 = place[1],
                            _ => spans.push((place[0], place[1])),
                        }
                    }
                }
            }
            for mark in &document.annotations {
                for (part, spans) in parts(&mark.body) {
                    let column = PARTS.iter().position(|(known, _)| *known == part).expect("known");
                    let expected: Vec<_> = spans
                        .iter()
                        .filter_map(|span| span.trim_matches(facts.text(), |c| {
                            c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
                        }))
                        .map(|span| facts.map.from_bytes(span))
                        .map(|span| (span.start, span.end))
                        .collect();
                    let found = found.remove(&(column, mark.id.clone())).unwrap_or_default();
                    prop_assert_eq!(found, expected);
                }
            }
        }
    }
}
