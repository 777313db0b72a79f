//! One page with the article, its marks, and the lists of who said what and what can be checked.
//!
//! It needs nothing but itself: no script, no fonts, no pictures; its policy allows none. Marks are
//! `<mark>` elements, each with a number that leads to its entry in the list and back; colour is
//! never the only sign.

use super::facts::{Facts, class, is_confirmed, verbatim};
use super::markup::{Ids, Markup};
use super::pieces::{Cutter, Fragment, Part, Piece, fragments};
use crate::annotation::{Annotation, Body, Document, Speaker};
use crate::article::{Block, BlockKind};

const HEAD: &str = "<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

const STYLE: &str = "<style>\n\
:root{color-scheme:light dark}\n\
body{font:1.1rem/1.6 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}\n\
mark{color:inherit;background:none;border-bottom:.15em solid}\n\
.content{border-color:#1769aa}.claim{border-bottom-style:dotted;border-color:#a34700}\n\
.cue,.source{border-bottom:.08em solid #6b7280}\n\
sup a{font:.75em sans-serif;text-decoration:none}\n\
.about,.key,footer{font:.9rem/1.5 sans-serif}\n\
li{margin-bottom:.6rem}\n\
@media(prefers-color-scheme:dark){.content{border-color:#7db8ea}.claim{border-color:#f0a06a}}\n\
@media print{body{max-width:none}}\n\
</style>\n";

const KEY: &str = "<p class=\"key\">Marked: <mark class=\"content\">what somebody said</mark>, the \
<mark class=\"source\">words that name them</mark> and the <mark class=\"cue\">words that say so</mark>; \
<mark class=\"claim\">what can be checked</mark>. Each number leads to its entry below.</p>\n";

/// The page.
pub(super) fn write(document: &Document) -> String {
    let facts = Facts::of(document);
    let ids = document.annotations.iter().map(|mark| mark.id.as_str());
    let mut page = Page { facts, ids: Ids::of(ids), page: Markup::new("<!doctype html>\n") };
    page.head();
    page.article();
    page.list("Who said what", &|mark| matches!(mark.body, Body::Quote(_)));
    page.list("What can be checked", &|mark| matches!(mark.body, Body::Claim(_)));
    page.page.raw("</main>\n<footer><p>Made with Sayso.</p></footer>\n</body>\n</html>\n");
    page.page.out
}

struct Page<'d> {
    facts: Facts<'d>,
    ids: Ids,
    page: Markup,
}

impl Page<'_> {
    fn head(&mut self) {
        let meta = &self.facts.document.article.meta;
        self.page.raw("<html");
        self.page.attribute("lang", meta.lang.as_deref().unwrap_or("en"));
        self.page.raw(">\n<head>\n").raw(HEAD).element("title", self.facts.title()).raw("\n");
        self.page.raw(STYLE).raw("</head>\n<body>\n<main>\n");
        let parts = [meta.byline.as_deref(), meta.site.as_deref(), self.facts.day()];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        self.page.raw("<p class=\"about\">").text(&parts.join(" · "));
        if let Some(url) = self.facts.url() {
            self.page.raw(" <a").attribute("href", url).raw(">The article on the web</a>");
        }
        self.page.raw("</p>\n").raw(KEY);
    }

    fn article(&mut self) {
        let all = fragments(self.facts.document);
        let mut cutter = Cutter::new(&all);
        let blocks = self.facts.blocks();
        let has_headline = blocks.iter().any(|block| block.kind == BlockKind::Headline);
        self.page.raw("<article>\n");
        if !has_headline {
            self.page.element("h1", self.facts.title()).raw("\n");
        }
        for block in blocks.iter() {
            let tag = tag(block);
            self.page.raw("<").raw(tag).raw(" dir=\"auto\">");
            for piece in cutter.pieces(block.span) {
                self.piece(&piece);
            }
            self.page.raw("</").raw(tag).raw(">\n");
        }
        self.page.raw("</article>\n");
    }

    fn piece(&mut self, piece: &Piece<'_, '_>) {
        for fragment in &piece.within {
            self.page.raw("<mark").attribute("class", fragment.part.name());
            if is_first(fragment) && fragment.span.start == piece.span.start {
                let id = self.id(fragment);
                self.page.raw(" id=\"at-").text(&id).raw("\"");
            }
            self.page.raw(">");
        }
        self.page.text(piece.span.of(self.facts.text()));
        for fragment in piece.within.iter().rev() {
            self.page.raw("</mark>");
            if is_last(fragment) && fragment.span.end == piece.span.end {
                let (class, _) = class(&fragment.mark.body);
                let (id, number) = (self.id(fragment), (fragment.index + 1).to_string());
                let label =
                    format!("{} {number}", if class == "quote" { "Quotation" } else { "Claim" });
                self.page
                    .raw("<sup><a href=\"#")
                    .text(&id)
                    .raw("\"")
                    .attribute("aria-label", &label);
                self.page.raw(">").text(&number).raw("</a></sup>");
            }
        }
    }

    fn id(&self, fragment: &Fragment<'_>) -> String {
        self.ids.id('m', fragment.index, &fragment.mark.id)
    }

    fn list(&mut self, heading: &str, is_in: &dyn Fn(&Annotation) -> bool) {
        let marks = self.facts.document.annotations.iter().enumerate();
        let marks: Vec<_> = marks.filter(|(_, mark)| is_in(mark)).collect();
        if marks.is_empty() {
            return;
        }
        self.page.raw("<section>\n").element("h2", heading).raw("\n<ol>\n");
        for (index, mark) in marks {
            self.entry(index, mark);
        }
        self.page.raw("</ol>\n</section>\n");
    }

    fn entry(&mut self, index: usize, mark: &Annotation) {
        let id = self.ids.id('m', index, &mark.id);
        self.page.raw("<li").attribute("value", &(index + 1).to_string()).attribute("id", &id);
        self.page.raw("><b>");
        self.page.text(&self.facts.said_by(mark).unwrap_or_else(|| "Speaker unknown".to_owned()));
        self.page.raw("</b>");
        if let Some(Speaker { role: Some(role), .. }) = self.facts.speaker(mark) {
            self.page.text(", ").text(role);
        }
        self.page.raw(": ").element("span", &self.facts.line(mark.body.target()));
        let (_, kind) = class(&mark.body);
        self.page.raw(" <small>(").text(&kind);
        self.page.raw(if is_confirmed(mark) { ", confirmed)" } else { ")" });
        self.page.raw("</small> <a href=\"#at-").text(&id).raw("\">in the text</a>");
        if let Some(checked) = verbatim(mark) {
            self.page.raw("<br>").text(&checked);
        }
        if let Some(note) = &mark.note {
            self.page.raw("<br>Note: ").text(note);
        }
        self.page.raw("</li>\n");
    }
}

fn tag(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Headline => "h1",
        BlockKind::Heading => "h2",
        BlockKind::Blockquote => "blockquote",
        _ => "p",
    }
}

/// Whether it is the first of the fragments that its mark is about.
fn is_first(fragment: &Fragment<'_>) -> bool {
    is_target(fragment) && fragment.mark.body.target().first() == Some(&fragment.span)
}

/// Whether it is the last of the fragments that its mark is about.
fn is_last(fragment: &Fragment<'_>) -> bool {
    is_target(fragment) && fragment.mark.body.target().last() == Some(&fragment.span)
}

fn is_target(fragment: &Fragment<'_>) -> bool {
    matches!(fragment.part, Part::Content | Part::Claim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;

    #[test]
    fn no_markup_of_the_article_survives() {
        let mut article = article::from_text("“<script>alert(1)</script>,” said Ana & Co.");
        article.meta.title = Some("</title><script>".to_owned());
        article.meta.url = Some("javascript:alert(1)".to_owned());
        article.meta.lang = Some("\"><script>".to_owned());
        let page = write(&sayso_document(article));
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("javascript:"), "{page}");
    }

    fn sayso_document(article: crate::article::Article) -> Document {
        crate::annotate(&article).into_document(article)
    }
}
