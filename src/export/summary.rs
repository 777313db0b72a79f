//! The article at a glance, as a picture: who has how much of the quoted words, which kinds of claims
//! there are, and where in the text they stand.
//!
//! [SVG](https://www.w3.org/TR/SVG2/) without scripts, fonts or links; the same in words stands in its
//! `desc`. However many marks there are, it has no more than a few hundred shapes.

use super::facts::{Facts, name_of};
use super::markup::Markup;
use crate::annotation::{Annotation, Body, ClaimKind, Document};
use std::collections::HashMap;

/// Everything in pixels: the picture, the room around it, a row, where bars begin, the longest bar.
const WIDTH: usize = 720;
const MARGIN: usize = 24;
const ROW: usize = 26;
const BARS: usize = 240;
const BAR: usize = 380;
const STRIP: usize = WIDTH - 2 * MARGIN;

/// No more speakers have a row of their own.
const SPEAKERS: usize = 10;
/// No label is longer than this many characters.
const LABEL: usize = 26;

const STYLE: &str = "<style>text{font:14px system-ui,sans-serif;fill:#1f1d1a}\
.title{font:700 20px Georgia,serif}.head{font-weight:650}.soft{fill:#5b574f}.end{text-anchor:end}\
.quote{fill:#2a6d9c}.claim{fill:#a2600a}.lane{fill:#f2f0e9}</style>\n";

/// A row: what it is called, how much, and that in words.
type Row = (String, usize, String);

/// The picture.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let (speakers, kinds) = (speakers(&facts), kinds(&facts));
    let counted =
        |many: usize, one: &str| format!("{many} {one}{}", if many == 1 { "" } else { "s" });
    let about =
        [counted(facts.quotes().count(), "quotation"), counted(facts.claims().count(), "claim")];
    let charts =
        [("Share of quoted words", "quote", speakers), ("Kinds of claims", "claim", kinds)];
    let rows: usize = charts.iter().map(|(_, _, rows)| rows.len().max(1) + 2).sum();
    let height = 2 * MARGIN + 2 * ROW + rows * ROW + 5 * ROW;
    let mut svg = Picture { at: MARGIN + ROW, out: Markup::default() };
    svg.out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg.out.attribute("viewBox", &format!("0 0 {WIDTH} {height}"));
    svg.out.raw(" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">");
    svg.out.text(facts.title()).raw("</title>\n<desc id=\"desc\">");
    for (head, _, rows) in &charts {
        let rows: Vec<_> =
            rows.iter().map(|(label, _, words)| format!("{label}: {words}")).collect();
        svg.out.text(&format!("{head}. {}. ", rows.join("; ")));
    }
    svg.out.raw("</desc>\n").raw(STYLE);
    svg.out.raw(&format!("<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fbfaf6\"/>\n"));
    svg.line("title", &shortened(facts.title(), 2 * LABEL));
    svg.line("soft", &about.join(", "));
    for (head, class, rows) in &charts {
        svg.chart(head, class, rows);
    }
    svg.places(&facts);
    svg.out.raw("</svg>\n");
    svg.out.out
}

struct Picture {
    /// The base line of the next row.
    at: usize,
    out: Markup,
}

impl Picture {
    fn line(&mut self, class: &str, words: &str) {
        self.text(MARGIN, class, words);
        self.at += ROW;
    }

    fn text(&mut self, x: usize, class: &str, words: &str) {
        let at = format!("<text class=\"{class}\" x=\"{x}\" y=\"{}\">", self.at);
        self.out.raw(&at).text(words).raw("</text>\n");
    }

    fn rect(&mut self, class: &str, x: usize, y: usize, width: usize, height: usize) {
        self.out.raw(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n"
        ));
    }

    fn chart(&mut self, head: &str, class: &str, rows: &[Row]) {
        self.at += ROW;
        self.line("head", head);
        if rows.is_empty() {
            self.line("soft", "None.");
        }
        let most = rows.iter().map(|row| row.1).max().unwrap_or(1).max(1);
        for (label, much, words) in rows {
            self.text(BARS - 12, "end", &shortened(label, LABEL));
            let width = (much * BAR / most).max(1);
            self.rect(class, BARS, self.at - 13, width, 16);
            self.text(BARS + width + 8, "soft", words);
            self.at += ROW;
        }
    }

    /// Where in the article the marks stand: a lane for each type, from its beginning to its end.
    fn places(&mut self, facts: &Facts<'_>) {
        self.at += ROW;
        self.line("head", "Where in the article: quotations above, claims below");
        let lanes: [(&str, Vec<&Annotation>); 2] = [
            ("quote", facts.quotes().map(|(mark, _)| mark).collect()),
            ("claim", facts.claims().collect()),
        ];
        let length = facts.text().len().max(1);
        for (class, marks) in lanes {
            self.rect("lane", MARGIN, self.at - 13, STRIP, 16);
            let mut covered = vec![false; STRIP];
            for span in marks.iter().flat_map(|mark| mark.body.target()) {
                let pixel = |offset: usize| offset * STRIP / length;
                let (from, to) = (pixel(span.start), pixel(span.end));
                // What is shorter than a pixel is seen, too.
                covered[from..to.max(from + 1)].fill(true);
            }
            let mut x = 0;
            for run in covered.chunk_by(|one, next| one == next) {
                if run[0] {
                    self.rect(class, MARGIN + x, self.at - 13, run.len(), 16);
                }
                x += run.len();
            }
            self.at += ROW - 4;
        }
    }
}

/// Who speaks how much, those who speak most first, the rest of them together.
fn speakers(facts: &Facts<'_>) -> Vec<Row> {
    let mut words: HashMap<String, usize> = HashMap::new();
    for (mark, _) in facts.quotes() {
        let name = facts.said_by(mark).unwrap_or_else(|| "Speaker unknown".to_owned());
        *words.entry(name).or_default() +=
            facts.words(mark.body.target()).split_whitespace().count();
    }
    let total = words.values().sum::<usize>().max(1);
    let mut all: Vec<_> = words.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rest = all.split_off(all.len().min(SPEAKERS));
    if !rest.is_empty() {
        let words = rest.iter().map(|(_, words)| words).sum();
        all.push((format!("{} others", rest.len()), words));
    }
    let percent = |words: usize| format!("{} %", (200 * words + total) / (2 * total));
    all.into_iter().map(|(name, words)| (name, words, percent(words))).collect()
}

/// How many claims of each kind, the most frequent kind first.
fn kinds(facts: &Facts<'_>) -> Vec<Row> {
    let mut kinds: HashMap<String, usize> = HashMap::new();
    for mark in facts.claims() {
        let Body::Claim(claim) = &mark.body else { continue };
        // As the page calls it.
        let kind = match claim.kind {
            ClaimKind::Quantity => "figure".to_owned(),
            ClaimKind::Rule => "rule or policy".to_owned(),
            kind => name_of(&kind),
        };
        *kinds.entry(kind).or_default() += 1;
    }
    let mut all: Vec<_> = kinds.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|(kind, many)| (kind, many, many.to_string())).collect()
}

fn shortened(words: &str, limit: usize) -> String {
    let mut short: String = words.chars().take(limit).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_has_few_shapes_and_says_them_in_words(document in any_document()) {
            let svg = write(&document);
            prop_assert!(svg.matches("<rect").count() < 2 * STRIP);
            prop_assert!(svg.contains("<desc id=\"desc\">Share of quoted words."));
        }
    }
}
