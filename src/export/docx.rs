//! The article for a word processor: each mark highlighted, with a comment that says who said it or
//! what can be checked. WordprocessingML, as
//! [ECMA-376](https://ecma-international.org/publications-and-standards/standards/ecma-376/) has it.

use super::facts::{Facts, class, is_confirmed, is_time, verbatim};
use super::markup::Markup;
use super::pieces::{Cutter, Part, Piece, fragments};
use super::zip::Archive;
use crate::annotation::{Annotation, Body, Document, Origin};
use crate::article::BlockKind;
use crate::span::Span;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>\
</Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";

const DOCUMENT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/>\
</Relationships>";

const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"160\"/></w:pPr><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:sz w:val=\"40\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"720\"/></w:pPr></w:style>\
</w:styles>";

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The document, with comments made at the time `now` (ISO 8601, UTC).
pub(super) fn write(document: &Document, now: Option<&str>) -> Vec<u8> {
    let facts = Facts::of(document);
    let mut archive = Archive::default();
    for (name, part) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
    ] {
        archive.add(name, format!("{XML}{part}").as_bytes());
    }
    archive.add("word/document.xml", body(&facts).as_bytes());
    archive.add("word/comments.xml", comments(&facts, now).as_bytes());
    archive.finish()
}

fn body(facts: &Facts<'_>) -> String {
    let all = fragments(facts.document);
    let mut cutter = Cutter::new(&all);
    let mut ranges = Ranges::of(facts.document);
    let mut body = Markup::new(XML);
    body.raw("<w:document ").raw(NAMESPACE).raw("><w:body>");
    for block in facts.blocks().iter() {
        body.raw("<w:p>");
        if let Some(style) = style(block.kind) {
            body.raw("<w:pPr><w:pStyle").attribute("w:val", style).raw("/></w:pPr>");
        }
        for piece in cutter.pieces(block.span) {
            ranges.open(&mut body, piece.span.start);
            run(&mut body, facts, &piece);
            ranges.close(&mut body, piece.span.end);
        }
        body.raw("</w:p>");
    }
    // A mark outside of every block still gets its comment, at the end.
    if ranges.are_left() {
        body.raw("<w:p>");
        ranges.open(&mut body, usize::MAX);
        ranges.close(&mut body, usize::MAX);
        body.raw("</w:p>");
    }
    body.raw("<w:sectPr/></w:body></w:document>");
    body.out
}

fn style(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Headline => Some("Title"),
        BlockKind::Heading => Some("Heading1"),
        BlockKind::Blockquote => Some("Quote"),
        _ => None,
    }
}

/// A stretch of text: what was said highlighted, what can be checked underlined.
fn run(body: &mut Markup, facts: &Facts<'_>, piece: &Piece<'_, '_>) {
    let has = |part| piece.within.iter().any(|fragment| fragment.part == part);
    body.raw("<w:r>");
    if has(Part::Content) || has(Part::Claim) {
        body.raw("<w:rPr>");
        if has(Part::Content) {
            body.raw("<w:highlight w:val=\"yellow\"/>");
        }
        if has(Part::Claim) {
            body.raw("<w:u w:val=\"dotted\"/>");
        }
        body.raw("</w:rPr>");
    }
    lines(body, piece.span.of(facts.text()));
    body.raw("</w:r>");
}

/// Text in a run, with its line ends.
fn lines(body: &mut Markup, text: &str) {
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            body.raw("<w:br/>");
        }
        body.raw("<w:t xml:space=\"preserve\">").text(line).raw("</w:t>");
    }
}

/// Where comments begin and end. Of a mark in several fragments the comment reaches from the first
/// to the last: a comment has one range.
struct Ranges {
    /// (byte, which annotation), in the order in which they are met.
    starts: std::iter::Peekable<std::vec::IntoIter<(usize, usize)>>,
    ends: std::iter::Peekable<std::vec::IntoIter<(usize, usize)>>,
}

impl Ranges {
    fn of(document: &Document) -> Self {
        let hull = |target: &[Span]| target.iter().copied().reduce(Span::hull).unwrap_or_default();
        let hulls = document.annotations.iter().map(|mark| hull(mark.body.target()));
        let hulls: Vec<_> = hulls.collect();
        let sorted = |byte: fn(&Span) -> usize| {
            let mut all: Vec<_> = hulls.iter().map(byte).zip(0..).collect();
            all.sort_unstable();
            all.into_iter().peekable()
        };
        Self { starts: sorted(|hull| hull.start), ends: sorted(|hull| hull.end) }
    }

    /// Begins the comments of the marks that begin at `byte` or before.
    fn open(&mut self, body: &mut Markup, byte: usize) {
        while let Some((_, index)) = self.starts.next_if(|(start, _)| *start <= byte) {
            body.raw("<w:commentRangeStart").attribute("w:id", &index.to_string()).raw("/>");
        }
    }

    /// Ends those that end at `byte` or before.
    fn close(&mut self, body: &mut Markup, byte: usize) {
        while let Some((_, index)) = self.ends.next_if(|(end, _)| *end <= byte) {
            let index = index.to_string();
            body.raw("<w:commentRangeEnd").attribute("w:id", &index).raw("/><w:r>");
            body.raw("<w:commentReference").attribute("w:id", &index).raw("/></w:r>");
        }
    }

    fn are_left(&mut self) -> bool {
        self.ends.peek().is_some()
    }
}

fn comments(facts: &Facts<'_>, now: Option<&str>) -> String {
    let mut out = Markup::new(XML);
    out.raw("<w:comments ").raw(NAMESPACE).raw(">");
    for (index, mark) in facts.document.annotations.iter().enumerate() {
        out.raw("<w:comment").attribute("w:id", &index.to_string());
        let (author, initials) = match mark.origin {
            Origin::Machine => ("Sayso", "S"),
            Origin::Human => ("Reader", "R"),
        };
        out.attribute("w:author", author).attribute("w:initials", initials);
        if let Some(time) = mark.modified.as_deref().or(now).filter(|time| is_time(time)) {
            out.attribute("w:date", time);
        }
        out.raw("><w:p><w:r>");
        lines(&mut out, &comment(facts, mark));
        out.raw("</w:r></w:p></w:comment>");
    }
    out.raw("</w:comments>");
    out.out
}

/// What is said of a mark, a line each.
fn comment(facts: &Facts<'_>, mark: &Annotation) -> String {
    let (_, kind) = class(&mark.body);
    let by = facts.said_by(mark).unwrap_or_else(|| "speaker unknown".to_owned());
    let mut lines = vec![match &mark.body {
        Body::Quote(_) => format!("Quotation ({kind}): {by}"),
        Body::Claim(_) => format!("To check ({kind}), asserted by {by}"),
    }];
    if let Some(role) = facts.speaker(mark).and_then(|speaker| speaker.role.as_ref()) {
        lines[0] = format!("{}, {role}", lines[0]);
    }
    if is_confirmed(mark) {
        lines.push("Confirmed".to_owned());
    }
    lines.extend(verbatim(mark));
    lines.extend(mark.why.iter().cloned());
    if !mark.tags.is_empty() {
        lines.push(format!("Tags: {}", mark.tags.join(", ")));
    }
    lines.extend(mark.note.clone());
    lines.join("\n")
}
