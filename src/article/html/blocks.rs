//! Sets the elements of a page as blocks of text.

use super::super::layout::{Marker, units};
use super::super::normalise::normalise;
use super::super::{Block, BlockKind, furniture};
use super::meta::same_words;
use crate::span::Span;
use dom_query::NodeRef;

/// Collects the text of elements, block by block, with an empty line between them.
pub(super) struct Setter<'m> {
    title: Option<&'m str>,
    text: String,
    blocks: Vec<Block>,
    /// The words of the block that is being set, as the page has them.
    line: String,
    /// How many line breaks were the last thing in it.
    breaks: usize,
    /// How many `<q>` are open.
    quotes: usize,
}

impl<'m> Setter<'m> {
    /// A setter that begins with `title` as the headline, and leaves it out where it comes again.
    pub(super) fn new(title: Option<&'m str>) -> Self {
        let mut setter = Self {
            title,
            text: String::new(),
            blocks: Vec::new(),
            line: String::new(),
            breaks: 0,
            quotes: 0,
        };
        if let Some(title) = title {
            setter.push(BlockKind::Headline, title);
        }
        setter
    }

    /// Sets all of `root`.
    pub(super) fn set(&mut self, root: &NodeRef<'_>) {
        self.children(root, BlockKind::Paragraph);
        self.end_block(BlockKind::Paragraph);
    }

    /// The text and its blocks.
    pub(super) fn finish(self) -> (String, Vec<Block>) {
        (self.text, self.blocks)
    }

    /// Sets what is in `node`; recursion is bounded, because the parser bounds the depth.
    fn children(&mut self, node: &NodeRef<'_>, kind: BlockKind) {
        for child in node.children_it(false) {
            if child.is_text() {
                let text = child.text();
                if !text.trim().is_empty() {
                    self.breaks = 0;
                }
                self.line.push_str(&text);
            } else if let Some(name) = child.node_name() {
                self.element(&child, &name, kind);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str, kind: BlockKind) {
        match name {
            "br" => self.line_break(kind),
            "q" => self.quotation(node, kind),
            "sup" if is_note_mark(&node.text()) => {}
            "p" | "h2" | "h3" if is_deck_element(node) => self.block(node, kind, BlockKind::Deck),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(node, kind, BlockKind::Heading),
            "li" => self.block(node, kind, BlockKind::ListItem),
            "blockquote" => self.block(node, kind, BlockKind::Blockquote),
            "figcaption" | "caption" => self.block(node, kind, BlockKind::Caption),
            "pre" => self.preformatted(node, kind),
            "table" if is_data(node) => self.table(node, kind),
            _ if kind == BlockKind::Caption && is_credit_element(node) => {
                self.end_block(kind);
                self.children(node, BlockKind::Credit);
                self.end_block(BlockKind::Credit);
            }
            _ if is_block(name) => self.block(node, kind, kind),
            _ => self.children(node, kind),
        }
    }

    fn block(&mut self, node: &NodeRef<'_>, around: BlockKind, kind: BlockKind) {
        self.end_block(around);
        // A heading in a quotation, or a paragraph in a list, is part of it.
        let kind = if around == BlockKind::Paragraph { kind } else { around };
        self.children(node, kind);
        self.end_block(kind);
    }

    /// One break keeps words apart, two end a paragraph.
    fn line_break(&mut self, kind: BlockKind) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.end_block(kind);
        } else {
            self.line.push(' ');
        }
    }

    fn quotation(&mut self, node: &NodeRef<'_>, kind: BlockKind) {
        let (open, close) =
            if self.quotes.is_multiple_of(2) { ('“', '”') } else { ('‘', '’') };
        self.quotes += 1;
        self.line.push(open);
        self.children(node, kind);
        self.line.push(close);
        self.quotes -= 1;
    }

    /// Text whose lines are its own: read as plain text is.
    fn preformatted(&mut self, node: &NodeRef<'_>, around: BlockKind) {
        self.end_block(around);
        let (text, _) = normalise(&node.text());
        for unit in units(&text) {
            let kind = match unit.marker {
                Marker::None => around,
                Marker::Item => BlockKind::ListItem,
                Marker::Quote => BlockKind::Blockquote,
            };
            self.push_line(kind, unit.span.of(&text));
        }
    }

    /// A table of figures: one block a row, with " | " between its cells.
    fn table(&mut self, node: &NodeRef<'_>, around: BlockKind) {
        self.end_block(around);
        for row in
            node.descendants_it().filter(|node| node.has_name("tr") || node.has_name("caption"))
        {
            if row.has_name("caption") {
                self.children(&row, BlockKind::Caption);
                self.end_block(BlockKind::Caption);
                continue;
            }
            for cell in row.element_children() {
                if !self.line.trim().is_empty() {
                    self.line.push_str(" | ");
                }
                self.children(&cell, BlockKind::ListItem);
            }
            self.end_block(BlockKind::ListItem);
        }
    }

    fn end_block(&mut self, kind: BlockKind) {
        self.breaks = 0;
        let line = std::mem::take(&mut self.line);
        let (line, _) = normalise(&line);
        self.push_line(kind, &line);
    }

    /// Adds a block of normalised words, unless it is the headline again.
    fn push_line(&mut self, kind: BlockKind, line: &str) {
        let words = super::one_line(line);
        let is_title = |title| words.len() <= 2 * str::len(title) && same_words(title, &words);
        if words.is_empty() || (kind == BlockKind::Heading && self.title.is_some_and(is_title)) {
            return;
        }
        let known = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption)
            .then(|| furniture::by_wording(&words))
            .flatten();
        self.push(known.unwrap_or(kind), &words);
    }

    fn push(&mut self, kind: BlockKind, words: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "hgroup"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "figure"
            | "address"
            | "form"
            | "fieldset"
            | "legend"
            | "details"
            | "summary"
            | "center"
            | "hr"
            | "body"
            | "html"
            | "search"
            | "picture"
    )
}

/// Footnote marks: `1`, `[12]`, `*`.
fn is_note_mark(text: &str) -> bool {
    let mark = text.trim();
    mark.len() <= 8 && mark.starts_with('[') && mark.ends_with(']')
}

/// Whether a table holds figures and words, not the layout of a page.
fn is_data(table: &NodeRef<'_>) -> bool {
    const LONGEST_CELL: usize = 300;
    let mut rows = 0;
    for node in table.descendants_it() {
        let Some(name) = node.node_name() else { continue };
        rows += usize::from(&*name == "tr");
        let is_cell = matches!(&*name, "td" | "th");
        if (is_cell && node.text().len() > LONGEST_CELL)
            || (is_block(&name) && !is_of_table(&name))
            || &*name == "table"
        {
            return false;
        }
    }
    rows >= 2
}

fn is_of_table(name: &str) -> bool {
    matches!(name, "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "p" | "div")
}

/// The class under which sites set the line below the headline. Whole names only: a "card-deck" is
/// something else.
fn is_deck_element(node: &NodeRef<'_>) -> bool {
    node.attr("class").is_some_and(|class| {
        class.to_ascii_lowercase().split_ascii_whitespace().any(|name| {
            let name = name.rsplit("__").next().unwrap_or(name);
            let name = name.trim_start_matches("article-").trim_start_matches("entry-");
            matches!(name, "deck" | "dek" | "standfirst" | "subtitle" | "subheadline")
        })
    })
}

/// Sites set the owner of a picture apart inside of its caption.
fn is_credit_element(node: &NodeRef<'_>) -> bool {
    node.attr("class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        ["credit", "copyright", "image-source", "photographer"]
            .iter()
            .any(|word| class.contains(word))
    })
}
