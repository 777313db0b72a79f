//! [TEI P5](https://tei-c.org/guidelines/p5/): the article with `<said>` around what was said and
//! `<seg>` around cues, sources and claims.
//!
//! Marks may overlap, be interrupted, and go on in another block, which elements cannot: each
//! stretch is an element of its own, and a `<span>` in the stand-off part names all stretches of a
//! mark and holds what is known of it.

use super::facts::{Facts, class, name_of, one_line};
use super::markup::{Ids, Markup};
use super::native::GENERATOR;
use super::pieces::{Cutter, Fragment, Part, Piece, fragments};
use crate::annotation::{Annotation, Body, Document, Origin, QuoteKind, SpeakerKind};
use crate::article::BlockKind;

/// Who is responsible for marks of the machine and of the user.
const RESPONSIBLE: [&str; 2] = ["sayso", "reader"];

/// The TEI document.
pub(super) fn write(document: &Document) -> String {
    let marks = document.annotations.iter().map(|mark| mark.id.as_str());
    let speakers = document.speakers.iter().map(|speaker| speaker.id.as_str());
    let mut tei = Tei {
        facts: Facts::of(document),
        ids: Ids::of(marks.chain(speakers).chain(RESPONSIBLE)),
        out: Markup::new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        stretches: vec![Vec::new(); document.annotations.len()],
        count: 0,
    };
    tei.out.raw("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    tei.header();
    tei.text();
    tei.stand_off();
    tei.out.raw("</TEI>\n");
    tei.out.out
}

struct Tei<'d> {
    facts: Facts<'d>,
    ids: Ids,
    out: Markup,
    /// For each mark the ids of the stretches that it is about.
    stretches: Vec<Vec<String>>,
    count: usize,
}

impl Tei<'_> {
    fn header(&mut self) {
        let meta = &self.facts.document.article.meta;
        let title = one_line(self.facts.title());
        let out = &mut self.out;
        out.raw("<teiHeader><fileDesc><titleStmt>").element("title", &title);
        if let Some(byline) = &meta.byline {
            out.element("author", byline);
        }
        for (id, does) in RESPONSIBLE.into_iter().zip(["marked by", "corrected by"]) {
            let name = if id == "sayso" { GENERATOR } else { "the reader" };
            out.raw("<respStmt").attribute("xml:id", id).raw(">");
            out.element("resp", does).element("name", name).raw("</respStmt>");
        }
        out.raw("</titleStmt>\n<publicationStmt><p>Not published.</p></publicationStmt>\n");
        out.raw("<sourceDesc><bibl>").element("title", &title);
        if let Some(site) = &meta.site {
            out.element("publisher", site);
        }
        if let Some(day) = meta.published.as_deref().and_then(day) {
            out.raw("<date").attribute("when", day).raw("/>");
        }
        if let Some(url) = self.facts.url() {
            out.raw("<ref").attribute("target", url).raw("/>");
        }
        out.raw("</bibl></sourceDesc></fileDesc></teiHeader>\n");
    }

    fn text(&mut self) {
        let all = fragments(self.facts.document);
        let mut cutter = Cutter::new(&all);
        self.out.raw("<text><body>\n");
        let blocks = self.facts.blocks();
        for block in blocks.iter() {
            self.out.raw("<ab").attribute("type", &name_of(&block.kind)).raw(">");
            for piece in cutter.pieces(block.span) {
                self.piece(&piece);
            }
            self.out.raw("</ab>\n");
        }
        if blocks.is_empty() {
            self.out.raw("<ab").attribute("type", &name_of(&BlockKind::Paragraph)).raw("/>");
        }
        self.out.raw("</body></text>\n");
    }

    fn piece(&mut self, piece: &Piece<'_, '_>) {
        for fragment in &piece.within {
            self.open(fragment);
        }
        self.out.text(piece.span.of(self.facts.text()));
        for fragment in piece.within.iter().rev() {
            self.out.raw(if fragment.part == Part::Content { "</said>" } else { "</seg>" });
        }
    }

    fn open(&mut self, fragment: &Fragment<'_>) {
        let mark = self.ids.id('m', fragment.index, &fragment.mark.id);
        self.count += 1;
        let id = format!("{mark}.{}", self.count);
        match &fragment.mark.body {
            Body::Quote(quote) if fragment.part == Part::Content => {
                let direct = match quote.kind {
                    QuoteKind::Direct => "true",
                    QuoteKind::Indirect => "false",
                    QuoteKind::Mixed => "unknown",
                };
                self.out.raw("<said").attribute("direct", direct);
                if let Some(who) = self.who(fragment.mark) {
                    self.out.attribute("who", &who);
                }
            }
            _ => {
                self.out.raw("<seg").attribute("type", fragment.part.name());
            }
        }
        self.out.attribute("xml:id", &id).attribute("corresp", &format!("#{mark}")).raw(">");
        if matches!(fragment.part, Part::Content | Part::Claim) {
            self.stretches[fragment.index].push(format!("#{id}"));
        }
    }

    /// A pointer to who said or asserts it.
    fn who(&self, mark: &Annotation) -> Option<String> {
        let id = mark.body.speaker()?;
        let at = self.facts.document.speakers.iter().position(|speaker| speaker.id == id)?;
        Some(format!("#{}", self.ids.id('s', at, id)))
    }

    fn stand_off(&mut self) {
        let Document { speakers, annotations, .. } = self.facts.document;
        if speakers.is_empty() && annotations.is_empty() {
            return;
        }
        self.out.raw("<standOff>\n");
        if !speakers.is_empty() {
            self.speakers();
        }
        if !annotations.is_empty() {
            self.out.raw("<spanGrp>\n");
            for (index, mark) in annotations.iter().enumerate() {
                self.span(index, mark);
            }
            self.out.raw("</spanGrp>\n");
        }
        self.out.raw("</standOff>\n");
    }

    fn speakers(&mut self) {
        self.out.raw("<listPerson>\n");
        for (index, speaker) in self.facts.document.speakers.iter().enumerate() {
            let (tag, name) = match speaker.kind {
                SpeakerKind::Person | SpeakerKind::Unknown => ("person", "persName"),
                SpeakerKind::Group => ("personGrp", "persName"),
                SpeakerKind::Organisation | SpeakerKind::Document => ("org", "orgName"),
            };
            let id = self.ids.id('s', index, &speaker.id);
            self.out.raw("<").raw(tag).attribute("xml:id", &id).raw(">");
            self.out.element(name, &speaker.name);
            if let Some(role) = &speaker.role {
                self.out.element("note", role);
            }
            self.out.raw("</").raw(tag).raw(">\n");
        }
        self.out.raw("</listPerson>\n");
    }

    /// What is known of a mark.
    fn span(&mut self, index: usize, mark: &Annotation) {
        let (class, kind) = class(&mark.body);
        let id = self.ids.id('m', index, &mark.id);
        self.out.raw("<span").attribute("xml:id", &id);
        // A span has no subtype in TEI.
        self.out.attribute("type", &format!("{class}.{kind}"));
        self.out.attribute(
            "resp",
            match mark.origin {
                Origin::Machine => "#sayso",
                Origin::Human => "#reader",
            },
        );
        if let Some(score) = mark.score {
            self.out.attribute("cert", &score.to_string());
        }
        if let Some(who) = self.who(mark) {
            self.out.attribute("corresp", &who);
        }
        let stretches = self.stretches[index].join(" ");
        if !stretches.is_empty() {
            self.out.attribute("target", &stretches);
        }
        self.out.attribute("ana", &format!("status:{}", name_of(&mark.status)));
        self.out
            .raw(">")
            .text(&one_line(mark.note.as_deref().unwrap_or_default()))
            .raw("</span>\n");
    }
}

/// The day of an ISO 8601 time, if it has one.
fn day(time: &str) -> Option<&str> {
    let day = time.get(..10)?;
    let is_digit = |(at, byte): (usize, u8)| {
        if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    day.bytes().enumerate().all(is_digit).then_some(day)
}
