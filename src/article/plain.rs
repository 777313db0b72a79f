//! Reads plain text as it is pasted from a site: which line is the headline, which the byline, and
//! where the article itself begins and ends.
//!
//! The text stays as it was given; blocks are only found in it. Lines around an article are known
//! by their wording and, in its head, by their place. In doubt a line is a paragraph, because what
//! is none is not searched for claims.

use super::layout::{Marker, Unit, units};
use super::normalise::normalise;
use super::{Article, Block, BlockKind, Meta, furniture, head};
use crate::span::Span;

/// Reads `source` as a plain-text article. Linear in its length; any text will do.
#[must_use]
pub fn from_text(source: &str) -> Article {
    let (text, source) = normalise(source);
    let units = units(&text);
    let (parts, body) = head::read(&text, &units, None);
    let meta = meta(&text, &parts);
    let mut blocks: Vec<Block> =
        parts.iter().map(|part| Block { kind: part.kind, span: part.span }).collect();
    blocks.extend(body_blocks(&text, &units[body..]));
    Article { meta, text, blocks, source }
}

/// What the head says about the article: the first of each, and the first date that is not that of
/// a change.
pub(super) fn meta(text: &str, parts: &[head::Part]) -> Meta {
    let first = |kind: BlockKind| {
        let part = parts.iter().find(|part| part.kind == kind)?;
        Some(part.span.of(text).replace('\n', " "))
    };
    let published = parts.iter().filter_map(|part| part.date.as_ref()).find(|date| !date.updated);
    Meta {
        title: first(BlockKind::Headline),
        byline: first(BlockKind::Byline),
        published: published.and_then(|date| date.date.clone()),
        section: first(BlockKind::Section),
        ..Meta::default()
    }
}

fn body_blocks(text: &str, units: &[Unit]) -> Vec<Block> {
    let kind = |(i, unit): (usize, &Unit)| Block {
        kind: body_kind(text, unit, i.checked_sub(1).map(|i| &units[i]), units.get(i + 1)),
        span: unit.span,
    };
    units.iter().enumerate().map(kind).collect()
}

/// What `unit` is in the body of an article, between these two neighbours.
fn body_kind(text: &str, unit: &Unit, before: Option<&Unit>, after: Option<&Unit>) -> BlockKind {
    let line = unit.span.of(text);
    if let Some(kind) = furniture::by_wording(line) {
        return kind;
    }
    match unit.marker {
        Marker::Quote => BlockKind::Blockquote,
        Marker::Item => BlockKind::ListItem,
        Marker::None if before.is_some() && is_heading(text, unit.span, after) => {
            BlockKind::Heading
        }
        Marker::None => BlockKind::Paragraph,
    }
}

/// A heading is a few words without a final mark, with text under it.
fn is_heading(text: &str, span: Span, after: Option<&Unit>) -> bool {
    let line = span.of(text);
    let Some(after) = after else { return false };
    let is_text = after.marker != Marker::None || furniture::words(after.span.of(text), 8) >= 8;
    line.len() <= 90
        && furniture::words(line, 11) <= 10
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && line.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && is_text
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;
    use proptest::prelude::*;

    fn shown(article: &Article) -> Vec<(BlockKind, &str)> {
        article.blocks.iter().map(|b| (b.kind, b.span.of(&article.text))).collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        from_text(text).blocks.iter().map(|block| block.kind).collect()
    }

    const BODY: &str = "The harbour bridge will stay closed for another month, the city said.";

    #[test]
    fn the_head_of_a_pasted_page_is_read() {
        let text = format!(
            "City keeps harbour bridge closed\n- In Reports\n- 9:05 AM, May 2, 2024\n- Herald Staff\n\
             {BODY}\n\"We will not hurry,\" said Ana Lee.\nImage source: Agency\nComments"
        );
        let article = from_text(&text);
        assert_eq!(
            shown(&article),
            [
                (Headline, "City keeps harbour bridge closed"),
                (Section, "Reports"),
                (Dateline, "9:05 AM, May 2, 2024"),
                (Byline, "Herald Staff"),
                (Paragraph, BODY),
                (Paragraph, "\"We will not hurry,\" said Ana Lee."),
                (Credit, "Image source: Agency"),
                (Boilerplate, "Comments"),
            ]
        );
        let Meta { title, byline, published, section, .. } = article.meta;
        assert_eq!(title.as_deref(), Some("City keeps harbour bridge closed"));
        assert_eq!(byline.as_deref(), Some("Herald Staff"));
        assert_eq!(published.as_deref(), Some("2024-05-02T09:05"));
        assert_eq!(section.as_deref(), Some("Reports"));
        assert_eq!(article.text, text);
    }

    #[test]
    fn a_date_of_change_is_not_the_date_of_publication() {
        let text = format!("Bridge closed\nUpdated May 3, 2024\nPublished May 2, 2024\n{BODY}");
        assert_eq!(from_text(&text).meta.published.as_deref(), Some("2024-05-02"));
        let text = format!("Bridge closed\nBy Ana Lee | Updated May 3, 2024\n{BODY}");
        let meta = from_text(&text).meta;
        assert_eq!((meta.published, meta.byline.as_deref()), (None, Some("Ana Lee")));
    }

    #[test]
    fn a_sentence_above_the_byline_is_the_deck() {
        let text = format!("Bridge closed\nThe old one must do for a month.\nBy Ana Lee\n\n{BODY}");
        assert_eq!(kinds(&text), [Headline, Deck, Byline, Paragraph]);
    }

    #[test]
    fn archives_put_full_stops_after_headlines() {
        for headline in [
            "Mayor Keeps Harbour Bridge Closed.",
            "Who Pays For The Bridge?",
            "Pledge of ‘No Delay’ Broken, Say Harbour Engineers.",
        ] {
            assert_eq!(
                kinds(&format!("{headline}\n\n{BODY}")),
                [Headline, Paragraph],
                "{headline}"
            );
        }
        let wire = format!("Mayor keeps bridge closed.\n\nOSLO (NTB) — {BODY}");
        assert_eq!(kinds(&wire), [Headline, Paragraph]);
    }

    #[test]
    fn a_text_without_a_headline_is_all_body() {
        let text = format!("Ana Lee resigned on Friday.\n\n{BODY}");
        assert_eq!(kinds(&text), [Paragraph, Paragraph]);
        assert_eq!(kinds("She said no"), [Paragraph]);
        assert_eq!(kinds(&format!("She said:\n{BODY}")), [Paragraph, Paragraph]);
        assert_eq!(from_text(&text).meta, Meta::default());
    }

    #[test]
    fn headings_lists_and_quotations_are_found_in_the_body() {
        let text = format!(
            "{BODY}\nWhat comes next\n{BODY}\n- One lane stays open\n- Lorries go round\n> No comment\n\
             Read more: The bridge\nShare this article\n{BODY}"
        );
        assert_eq!(
            kinds(&text),
            [
                Paragraph,
                Heading,
                Paragraph,
                ListItem,
                ListItem,
                Blockquote,
                Boilerplate,
                Boilerplate,
                Paragraph
            ]
        );
    }

    #[test]
    fn text_without_words_has_no_blocks() {
        for empty in ["", " ", "\n\n\t\r\n\u{a0}", "\u{feff}"] {
            assert_eq!(kinds(empty), []);
        }
    }

    #[test]
    fn one_giant_line_is_one_paragraph() {
        let line = "She said \"no\" again. ".repeat(50_000);
        assert_eq!(kinds(&line), [Paragraph]);
    }

    proptest! {
        #[test]
        fn blocks_come_in_order_and_are_never_blank(
            lines in prop::collection::vec("[-–>•*|. a-zA-Z0-9:,“”]{0,50}|By Ana Lee|May 2, 2024|Comments|.{0,20}", 0..12),
        ) {
            let article = from_text(&lines.join("\n"));
            let mut end = 0;
            for block in &article.blocks {
                prop_assert!(block.span.start >= end);
                prop_assert_eq!(block.span.trim(&article.text), Some(block.span));
                end = block.span.end;
            }
        }
    }
}
