//! brat [standoff](https://brat.nlplab.org/standoff.html): the text, and a file of annotations.
//!
//! As the corpora of this field have it: text-bound annotations `Content`, `Cue`, `Source`, and an
//! event `Attribution` that ties them together, whose trigger is the cue, or the content where there
//! is none. A claim is a text-bound annotation `Claim`. Kind and status are attributes; who said it,
//! the user's note and the tags are notes. Offsets are code points; no fragment crosses a line.

use super::facts::{Facts, class, name_of, one_line};
use super::pieces::{Part, parts};
use crate::annotation::{Annotation, Document};
use crate::span::Span;
use std::fmt::Write;

/// What brat has to be told of the annotations: without it, it shows none of them.
const CONFIGURATION: &str = "[entities]
Content
Cue
Source
Claim

[relations]

[events]
Attribution\tContent*:Content, Cue*:Cue, Source*:Source

[attributes]
Kind\tArg:<ANY>, Value:direct|indirect|mixed|quantity|trend|comparison|cause|event|allegation|rule|\
science|other
Status\tArg:<ANY>, Value:suggested|accepted|edited|rejected
";

/// Why writing does not fail.
const TAKES_ALL: &str = "a string takes all that is written";

/// The text, the annotations, and the configuration of the folder that they are put into.
pub(super) fn write(document: &Document) -> Vec<(&'static str, String)> {
    let mut file = File { facts: Facts::of(document), out: String::new(), counts: [0; 4] };
    for mark in &document.annotations {
        file.mark(mark);
    }
    let text = document.article.text.clone();
    vec![("txt", text), ("ann", file.out), ("annotation.conf", CONFIGURATION.to_owned())]
}

struct File<'d> {
    facts: Facts<'d>,
    out: String,
    /// How many text-bound annotations, events, attributes and notes there are.
    counts: [usize; 4],
}

impl File<'_> {
    fn next(&mut self, list: usize) -> usize {
        self.counts[list] += 1;
        self.counts[list]
    }

    fn mark(&mut self, mark: &Annotation) {
        let mut roles = String::new();
        let mut trigger = None;
        let mut id = String::new();
        for (part, spans) in parts(&mark.body) {
            let Some(number) = self.text_bound(part.label(), spans) else { continue };
            match part {
                Part::Claim => id = format!("T{number}"),
                Part::Content => trigger = Some(spans),
                Part::Cue => trigger = Some(spans),
                Part::Source => {}
            }
            write!(roles, " {}:T{number}", part.label()).expect(TAKES_ALL);
        }
        if let Some(trigger) = trigger.and_then(|spans| self.text_bound("Attribution", spans)) {
            id = format!("E{}", self.next(1));
            writeln!(self.out, "{id}\tAttribution:T{trigger}{roles}").expect(TAKES_ALL);
        }
        let (_, kind) = class(&mark.body);
        for (name, value) in [("Kind", kind), ("Status", name_of(&mark.status))] {
            let number = self.next(2);
            writeln!(self.out, "A{number}\t{name} {id} {value}").expect(TAKES_ALL);
        }
        let speaker = self.facts.speaker(mark).map(|speaker| speaker.name.clone());
        self.note("Speaker", &id, speaker.as_deref());
        self.note("AnnotatorNotes", &id, mark.note.as_deref());
        self.note("Tags", &id, Some(&mark.tags.join(", ")));
    }

    fn note(&mut self, kind: &str, id: &str, words: Option<&str>) {
        let words = one_line(words.unwrap_or_default());
        if !words.is_empty() {
            let number = self.next(3);
            writeln!(self.out, "#{number}\t{kind} {id}\t{words}").expect(TAKES_ALL);
        }
    }

    /// Writes fragments under a label and gives their number; `None` when there are none.
    fn text_bound(&mut self, label: &str, spans: &[Span]) -> Option<usize> {
        let lines: Vec<Span> = spans.iter().flat_map(|&span| self.lines(span)).collect();
        if lines.is_empty() {
            return None;
        }
        let number = self.next(0);
        write!(self.out, "T{number}\t{label} ").expect(TAKES_ALL);
        for (index, span) in lines.iter().enumerate() {
            let place = self.facts.map.from_bytes(*span);
            let separator = if index == 0 { "" } else { ";" };
            write!(self.out, "{separator}{} {}", place.start, place.end).expect(TAKES_ALL);
        }
        let words: Vec<_> = lines.iter().map(|span| span.of(self.facts.text())).collect();
        let words = words.join(" ").replace(char::is_control, " ");
        writeln!(self.out, "\t{words}").expect(TAKES_ALL);
        Some(number)
    }

    /// The lines of a fragment, without white space at their ends.
    fn lines(&self, span: Span) -> Vec<Span> {
        let text = self.facts.text();
        let mut start = span.start;
        let lines = span.of(text).split_inclusive('\n').map(|line| {
            let line = Span::new(start, start + line.len());
            start = line.end;
            line
        });
        lines.filter_map(|line| line.trim(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_document;
    use crate::span::{CodePoint, OffsetMap};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_offsets_lead_to_the_words(document in any_document()) {
            let files = write(&document);
            let (text, annotations) = (&files[0].1, &files[1].1);
            let map = OffsetMap::<CodePoint>::new(text);
            let mut events = 0;
            for line in annotations.lines() {
                let columns: Vec<_> = line.split('\t').collect();
                events += usize::from(line.starts_with('E'));
                if !line.starts_with('T') {
                    continue;
                }
                prop_assert_eq!(columns.len(), 3, "{}", line);
                let (_, places) = columns[1].split_once(' ').expect("a label and places");
                let words: Vec<_> = places
                    .split(';')
                    .map(|place| {
                        let (start, end) = place.split_once(' ').expect("two offsets");
                        let offset = |n: &str| n.parse().expect("a number");
                        let span = map.to_bytes(Span::new(offset(start), offset(end)));
                        span.expect("it is in the text").of(text).replace(char::is_control, " ")
                    })
                    .collect();
                prop_assert_eq!(words.join(" "), columns[2]);
            }
            let facts = Facts::of(&document);
            prop_assert_eq!(events, facts.quotes().count());
        }
    }
}
