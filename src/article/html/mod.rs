//! Reads HTML: a whole page, or what a clipboard holds of one.
//!
//! A page is searched for its article by the extractor (`dom_smoothie`, a port of Mozilla's
//! Readability). What was pasted was chosen by the reader, so there the extractor may only take away
//! what is no prose.

mod blocks;
mod meta;
mod parse;

use super::{Article, Block, BlockKind, Meta, head, layout, plain};
use blocks::Setter;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// Reads `html` as an article; `url` is where it was found. Never fails: what holds no article
/// gives the text that it has.
#[must_use]
pub fn from_html(html: &str, url: Option<&str>) -> Article {
    let doc = parse::document(html);
    let meta = meta::read(&doc, url);
    remove_unread(&doc);
    let whole = set(&main_part(&doc), meta.clone());
    let extracted = extract(doc, &meta);
    let article = match extracted {
        Some(extracted) if is_better(&extracted, &whole, is_fragment(html)) => extracted,
        _ => whole,
    };
    read_head(article)
}

/// Reads all of `html` as the article; what is `stated` about it counts for more than what is in it.
pub(super) fn from_whole(html: &str, stated: Meta) -> Article {
    let doc = parse::document(html);
    let read = meta::read(&doc, None);
    let meta = Meta {
        title: stated.title.or(read.title),
        byline: stated.byline.or(read.byline),
        published: stated.published.or(read.published),
        ..stated
    };
    remove_unread(&doc);
    read_head(set(&doc.root(), meta))
}

/// Whether `html` is a piece of a page, as clipboards hold it, not a page.
fn is_fragment(html: &str) -> bool {
    let has = |tag: &str| {
        html.as_bytes()
            .windows(tag.len())
            .take(100_000)
            .any(|part| part.eq_ignore_ascii_case(tag.as_bytes()))
    };
    has("<!--startfragment") || !(has("<html") || has("<body") || has("<!doctype"))
}

/// `text` with one space between its words, as browsers show it.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Elements that hold no text of the article, whatever is in them.
fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "aside"
            | "footer"
            | "dialog"
            | "menu"
            | "iframe"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "button"
            | "select"
            | "option"
            | "input"
            | "textarea"
            | "datalist"
            | "progress"
            | "meter"
            | "title"
            | "rt"
            | "rp"
            | "head"
            | "noframes"
    )
}

/// Whether the page does not show `node`, as far as its own attributes tell.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style =
        || node.attr("style").map(|style| style.replace([' ', '\t'], "").to_ascii_lowercase());
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || matches!(
            node.attr("role").as_deref(),
            Some("navigation" | "dialog" | "alertdialog" | "search" | "menu")
        )
        || style().is_some_and(|style| {
            ["display:none", "visibility:hidden"].iter().any(|hide| style.contains(hide))
        })
}

/// Takes out of the page what is not read, so that neither reading sees it.
fn remove_unread(doc: &Document) {
    let unread: Vec<NodeRef<'_>> = doc
        .root()
        .descendants_it()
        .filter(|node| {
            node.qual_name_ref().is_some_and(|name| is_unread(&name.local))
                || (node.is_element() && is_hidden(node))
        })
        .collect();
    unread.iter().for_each(NodeRef::remove_from_parent);
}

/// The one `<article>` or `<main>` of a page; else all of it.
fn main_part(doc: &Document) -> NodeRef<'_> {
    for selector in ["article", "main"] {
        if let [only] = doc.select(selector).nodes() {
            return *only;
        }
    }
    doc.body().unwrap_or_else(|| doc.root())
}

/// Beyond this many nodes a page is no article with a frame around it, and the extractor, which
/// looks at each node once for each one around it, would take seconds.
const MOST_NODES: usize = 100_000;

/// How many bytes may be looked at to escape the page's text: far more than in any real article.
const MOST_ESCAPING: usize = 200_000_000;

/// What it costs to write the page out, as the extractor does: html5ever looks at the rest of a
/// text again after each "&" and each byte that might begin a no-break space.
fn escaping_cost(doc: &Document) -> usize {
    let cost = |text: &str| {
        let escaped = text.bytes().filter(|byte| matches!(byte, b'&' | 0xc2)).count();
        text.len().saturating_mul(escaped)
    };
    let of_node = |node: NodeRef<'_>| {
        let attributes: usize = node.attrs().iter().map(|attribute| cost(&attribute.value)).sum();
        attributes + if node.is_text() { cost(&node.text()) } else { 0 }
    };
    doc.root().descendants_it().map(of_node).fold(0, usize::saturating_add)
}

/// What the extractor takes for the article.
fn extract(doc: Document, meta: &Meta) -> Option<Article> {
    if doc.tree.len() > MOST_NODES || escaping_cost(&doc) > MOST_ESCAPING {
        return None;
    }
    let config = Config { disable_json_ld: true, keep_classes: true, ..Config::default() };
    let mut reader = Readability::with_document(doc, None, Some(config)).ok()?;
    reader.parse().ok()?;
    let content = reader.doc.select_single("#readability-page-1");
    Some(set(content.nodes().first()?, meta.clone()))
}

/// Whether the extractor found the article. On a page it may be all that is said; of a pasted
/// fragment no prose may be missing.
fn is_better(extracted: &Article, whole: &Article, is_fragment: bool) -> bool {
    let (found, all) = (prose(extracted), prose(whole));
    if is_fragment { found * 10 >= all * 9 && found > 0 } else { found >= 400 || found * 2 >= all }
}

/// How many bytes of running text an article has.
fn prose(article: &Article) -> usize {
    article.blocks.iter().filter(|block| block.kind.is_body()).map(|block| block.span.len()).sum()
}

/// The text of `root`, with the headline above it.
fn set(root: &NodeRef<'_>, meta: Meta) -> Article {
    let mut setter = Setter::new(meta.title.as_deref());
    setter.set(root);
    let (text, blocks) = setter.finish();
    Article { meta, text, blocks, source: None }
}

/// Finds the byline, date and the like among the first blocks, as in plain text.
pub(super) fn read_head(mut article: Article) -> Article {
    let units: Vec<layout::Unit> = article.blocks.iter().map(unit).collect();
    let headline =
        article.blocks.iter().take(1).position(|block| block.kind == BlockKind::Headline);
    let (parts, body) = head::read(&article.text, &units, headline);
    let printed = plain::meta(&article.text, &parts);
    let Meta { title, byline, published, section, .. } = &mut article.meta;
    for (stated, printed) in [
        (title, printed.title),
        (byline, printed.byline),
        (published, printed.published),
        (section, printed.section),
    ] {
        *stated = stated.take().or(printed);
    }
    let rest = article.blocks.split_off(body);
    let set = std::mem::take(&mut article.blocks);
    article.blocks = parts.iter().map(|part| known(part, &set)).chain(rest).collect();
    article
}

/// A part of the head. What it is by its place alone, its element may know better.
fn known(part: &head::Part, set: &[Block]) -> Block {
    let element = set.iter().find(|block| block.span == part.span).map(|block| block.kind);
    let kind = match (part.kind, element) {
        (
            BlockKind::Paragraph | BlockKind::Deck,
            Some(BlockKind::Paragraph | BlockKind::Heading),
        ) => part.kind,
        (
            BlockKind::Paragraph | BlockKind::Deck | BlockKind::ListItem | BlockKind::Blockquote,
            Some(kind),
        ) => kind,
        _ => part.kind,
    };
    Block { kind, span: part.span }
}

fn unit(block: &Block) -> layout::Unit {
    let marker = match block.kind {
        BlockKind::ListItem => layout::Marker::Item,
        BlockKind::Blockquote => layout::Marker::Quote,
        _ => layout::Marker::None,
    };
    layout::Unit { span: block.span, marker, apart: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_under_the_headline_is_told_by_its_class() {
        let html = "<h1>Pier to close</h1><p class='article__standfirst'>It has stood for a century.</p>\
                    <div class='card-deck'><p>The pier closes in May, the council said.</p></div>";
        let kinds: Vec<_> = from_html(html, None).blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Deck, BlockKind::Paragraph]);
    }

    #[test]
    fn hostile_pages_neither_hang_nor_overflow() {
        for part in ["<h1><a>", "&", "\u{a0}", "<q>", "<table><tr><td>", "<a href=x>x<p>", "<svg>"]
        {
            let _ = from_html(&part.repeat(2_000), None);
        }
    }
}
