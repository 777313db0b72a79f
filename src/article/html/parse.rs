//! Parses HTML into a tree of bounded depth.
//!
//! The parser keeps every unclosed element on a stack that it searches at most tags, and a tag's
//! attributes in a list that it searches at each one: 100,000 nested `<div>`s, or attributes, would
//! take it minutes. Browsers cut the depth at 512 for the same reason. So the tokens pass through a
//! filter that leaves out what lies too deep, and with it what no reader of text needs: comments,
//! drawings and formatting such as `<b>`, whose repair is the parser's other costly part.

use dom_query::{Document, NodeId};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, TokenizerResult};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// Elements nest no deeper than this, wrappers that close by themselves (`<p>`, `<li>`) aside.
const DEEPEST: usize = 200;

/// A tag is cut after this many spaces and values; each attribute has one or two of them.
const MOST_ATTRIBUTES: usize = 600;

/// The tree of `html`. Linear in its length; any text will do.
pub(super) fn document(html: &str) -> Document {
    let tree = TreeBuilder::new(
        Document::default(),
        // As in a browser, what is for readers without scripts is not shown.
        TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() },
    );
    let filter = Filter { tree, open: RefCell::default() };
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(cut_long_tags(html).as_ref()));
    // A script and a late hint at the encoding interrupt; neither is acted on.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.tree.sink.finish()
}

/// `html` without the attributes of any tag after the first [`MOST_ATTRIBUTES`].
fn cut_long_tags(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut tag: Option<TagScan> = None;
    for (at, byte) in html.bytes().enumerate() {
        let Some(scan) = &mut tag else {
            let opens =
                byte == b'<' && html.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic);
            tag = opens.then(TagScan::default);
            continue;
        };
        match (scan.quote, byte) {
            (Some(quote), _) if quote != byte => {}
            (Some(_), _) => {
                scan.quote = None;
                scan.gaps += 1;
            }
            (None, b'"' | b'\'') if scan.after_equals => scan.quote = Some(byte),
            (None, b'>') => {
                if let Some(cut) = scan.cut {
                    kept.push_str(&html[copied..cut]);
                    copied = at;
                }
                tag = None;
                continue;
            }
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'/') => {
                scan.gaps += 1;
            }
            _ => {}
        }
        if scan.gaps > MOST_ATTRIBUTES && scan.cut.is_none() {
            scan.cut = Some(at + 1);
        }
        scan.after_equals = byte == b'=' || (scan.after_equals && byte.is_ascii_whitespace());
    }
    if let Some(cut) = tag.and_then(|scan| scan.cut) {
        kept.push_str(&html[copied..cut]);
        copied = html.len();
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Where [`cut_long_tags`] stands in a tag.
#[derive(Default)]
struct TagScan {
    /// The mark that ends the attribute's value.
    quote: Option<u8>,
    after_equals: bool,
    /// Spaces outside of values, and values in quotation marks.
    gaps: usize,
    /// From which byte on the tag is left out.
    cut: Option<usize>,
}

/// Stands between the tokenizer and the tree builder.
struct Filter {
    tree: TreeBuilder<NodeId, Document>,
    open: RefCell<Open>,
}

/// What was opened and not closed yet.
#[derive(Default)]
struct Open {
    /// The elements that were let through, outermost first.
    names: Vec<LocalName>,
    /// How many of each name lie too deep.
    dropped: HashMap<LocalName, usize>,
    /// The drawing or formula that is being left out.
    foreign: Option<LocalName>,
}

impl TokenSink for Filter {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let mut open = self.open.borrow_mut();
        let passes = match &token {
            Token::TagToken(tag) => open.admits(tag),
            Token::CharacterTokens(_) => open.foreign.is_none(),
            Token::CommentToken(_) | Token::ParseError(_) | Token::NullCharacterToken => false,
            Token::DoctypeToken(_) | Token::EOFToken => true,
        };
        drop(open);
        if passes { self.tree.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.tree.end();
    }
}

impl Open {
    /// Whether `tag` is let through to the tree.
    fn admits(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_ref();
        if let Some(foreign) = &self.foreign {
            if *foreign == tag.name && tag.kind == TagKind::EndTag {
                self.foreign = None;
                return false;
            }
            // A drawing that was never closed ends where a page's own elements go on.
            if tag.kind == TagKind::EndTag || !ends_drawing(name) {
                return false;
            }
            self.foreign = None;
        }
        if is_formatting(name) {
            return false;
        }
        if matches!(name, "svg" | "math") {
            let opens = tag.kind == TagKind::StartTag && !tag.self_closing;
            self.foreign = opens.then(|| tag.name.clone());
            return false;
        }
        if closes_by_itself(name) {
            return true;
        }
        match tag.kind {
            TagKind::StartTag => self.opens(&tag.name),
            TagKind::EndTag => self.closes(&tag.name),
        }
    }

    fn opens(&mut self, name: &LocalName) -> bool {
        let fits = self.names.len() < DEEPEST;
        if fits {
            self.names.push(name.clone());
        } else {
            *self.dropped.entry(name.clone()).or_default() += 1;
        }
        fits
    }

    fn closes(&mut self, name: &LocalName) -> bool {
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return false;
        }
        let same = |open: &LocalName| open == name || (is_heading(open) && is_heading(name));
        // An end tag in a table's cell closes nothing outside of the table.
        let is_wall = |open: &LocalName| {
            matches!(open.as_ref(), "table" | "template" | "object" | "marquee" | "applet")
        };
        let at = self.names.iter().rposition(|open| same(open) || is_wall(open));
        if let Some(at) = at.filter(|&at| same(&self.names[at])) {
            self.names.truncate(at);
        }
        true
    }
}

/// Elements that only change how their text looks.
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_heading(name: &LocalName) -> bool {
    matches!(name.as_ref(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements without content, with text only, or that the next one of their kind closes: their
/// number says nothing about the depth.
fn closes_by_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "script"
            | "style"
            | "title"
            | "textarea"
            | "noscript"
            | "iframe"
            | "noembed"
            | "noframes"
            | "xmp"
            | "plaintext"
            | "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dd"
            | "dt"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "a"
    )
}

/// The elements that end an unclosed drawing, as in the
/// [HTML standard](https://html.spec.whatwg.org/#parsing-main-inforeign).
fn ends_drawing(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "body"
            | "br"
            | "center"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "embed"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "hr"
            | "img"
            | "li"
            | "listing"
            | "menu"
            | "meta"
            | "ol"
            | "p"
            | "pre"
            | "ruby"
            | "span"
            | "sub"
            | "sup"
            | "table"
            | "ul"
            | "var"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(doc: &Document) -> usize {
        doc.root().descendants_it().map(|node| node.ancestors_it(None).count()).max().unwrap_or(0)
    }

    #[test]
    fn depth_is_bounded_and_the_text_kept() {
        for (open, close) in [
            ("<div>", "</div>"),
            ("<span>", ""),
            ("<b><div>", "</b>"),
            ("<font size=1>", ""),
            ("<h1><a>", ""),
        ] {
            let html =
                format!("{}<p>Kept.</p>{}<p>After.", open.repeat(2_000), close.repeat(2_000));
            let doc = document(&html);
            assert!(depth(&doc) < DEEPEST + 20, "{open}");
            assert_eq!(doc.text().as_ref(), "Kept.After.");
        }
    }

    #[test]
    fn sloppy_pages_keep_their_elements() {
        let html = "<p>A line.<br><li>Item<div><span>Left open</div>".repeat(500)
            + "<section>Last</section>";
        let doc = document(&html);
        assert_eq!(doc.select("div").length(), 500);
        assert_eq!(doc.select("section").length(), 1);
    }

    #[test]
    fn drawings_are_left_out_also_when_unclosed() {
        let doc = document("<p>A<svg><title>x</title><path/></svg>B</p><svg><text>x<p>C");
        assert_eq!(doc.text().as_ref(), "ABC");
    }

    #[test]
    fn tags_with_too_many_attributes_lose_the_last_ones() {
        for attribute in [" a='>'", "a='>'", " a", "/a"] {
            let html = format!("<p id=x {}>Text</p> and a < b", attribute.repeat(2_000));
            let cut = cut_long_tags(&html);
            assert!(cut.len() < html.len() / 2 && cut.ends_with(">Text</p> and a < b"));
        }
        assert!(matches!(cut_long_tags("<p a=\"1 2\">x</p>"), Cow::Borrowed(_)));
    }
}
