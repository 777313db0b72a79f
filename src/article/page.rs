//! Articles on a page that somebody else shows: their text and blocks are read off the live page,
//! where it is known what is hidden and what stands beside what.

use super::{Article, BlockKind, furniture, html};

/// Reads an article whose text and blocks are those that a page shows: white space as it is shown,
/// nothing invisible. What a paragraph is by its wording (a byline, a button) is found out here.
/// Blocks that do not fit the text, or each other, are left out.
#[must_use]
pub fn from_page(article: Article) -> Article {
    let Article { meta, text, blocks, .. } = article;
    let mut reached = 0;
    let mut fitting = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let Some(span) = block.span.get(&text).and_then(|_| block.span.trim(&text)) else {
            continue;
        };
        if span.start < reached {
            continue;
        }
        reached = span.end;
        block.span = span;
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption) {
            block.kind = furniture::by_wording(span.of(&text)).unwrap_or(block.kind);
        }
        fitting.push(block);
    }
    html::read_head(Article { meta, text, blocks: fitting, source: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Meta};
    use crate::span::Span;
    use BlockKind::{Boilerplate, Byline, Headline, Paragraph};

    #[test]
    fn blocks_are_what_they_say_and_fit_the_text() {
        let text = "Pier to close\nBy Ana Lee\nThe pier closes in May, he said.\nAdvertisement";
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.lines() {
            let kind = if start == 0 { Headline } else { Paragraph };
            blocks.push(Block { kind, span: Span::new(start, start + line.len()) });
            start += line.len() + 1;
        }
        blocks.push(Block { kind: Paragraph, span: Span::new(0, 4) });
        blocks.push(Block { kind: Paragraph, span: Span::new(0, 999) });
        let meta = Meta::default();
        let read = from_page(Article { meta, text: text.to_owned(), blocks, source: None });
        let kinds: Vec<_> = read.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Headline, Byline, Paragraph, Boilerplate]);
        assert_eq!(read.meta.byline.as_deref(), Some("Ana Lee"));
        assert_eq!(read.text, text);
    }
}
