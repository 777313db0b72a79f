//! Reads Markdown, by way of the HTML that it stands for.

use super::{Article, Meta, date, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads `source` as Markdown: headings, lists, quotations, tables and front matter are understood,
/// and links and emphasis leave only their words. Never fails.
#[must_use]
pub fn from_markdown(source: &str) -> Article {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut stated = Meta::default();
    let mut in_front_matter = false;
    let events = Parser::new_ext(source, options).filter(|event| match event {
        Event::Start(Tag::MetadataBlock(_)) => {
            in_front_matter = true;
            false
        }
        Event::End(TagEnd::MetadataBlock(_)) => {
            in_front_matter = false;
            false
        }
        Event::Text(text) if in_front_matter => {
            text.lines().for_each(|line| state(line, &mut stated));
            false
        }
        Event::FootnoteReference(_) => false,
        _ => !in_front_matter,
    });
    let mut page = String::with_capacity(source.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut page, events);
    html::from_whole(&page, stated)
}

/// Reads a line of front matter, "title: Bridge closed".
fn state(line: &str, meta: &mut Meta) {
    let Some((key, value)) = line.split_once(':') else { return };
    let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
    if value.is_empty() {
        return;
    }
    let text = || Some(value.to_owned());
    match key.trim().to_ascii_lowercase().as_str() {
        "title" | "headline" => meta.title = text(),
        "author" | "authors" | "byline" => meta.byline = text(),
        "date" | "published" | "pubdate" => meta.published = date::any(value),
        "section" | "category" | "categories" => meta.section = text(),
        "site" | "publisher" => meta.site = text(),
        "url" | "source" | "link" | "canonical" => meta.url = text(),
        "lang" | "language" => meta.lang = text(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind::*;

    #[test]
    fn markdown_is_read_without_its_marks() {
        let article = from_markdown(
            "---\ntitle: \"Bridge closed\"\nauthor: Ana Lee\ndate: 2024-05-02\n---\n\n# Bridge closed\n\n\
             The *harbour* bridge\nis [closed](https://example.org), **the city** said.[^1]\n\n\
             ## What next\n\n- One lane\n- No lorries\n\n> No comment\n\n| Year | Cars |\n|---|---|\n| 2023 | 9 |\n\n[^1]: On Monday.\n",
        );
        let blocks: Vec<_> =
            article.blocks.iter().map(|b| (b.kind, b.span.of(&article.text))).collect();
        assert_eq!(
            blocks[..8],
            [
                (Headline, "Bridge closed"),
                (Paragraph, "The harbour bridge is closed, the city said."),
                (Heading, "What next"),
                (ListItem, "One lane"),
                (ListItem, "No lorries"),
                (Blockquote, "No comment"),
                (ListItem, "Year | Cars"),
                (ListItem, "2023 | 9"),
            ]
        );
        assert_eq!(article.meta.title.as_deref(), Some("Bridge closed"));
        assert_eq!(article.meta.byline.as_deref(), Some("Ana Lee"));
        assert_eq!(article.meta.published.as_deref(), Some("2024-05-02"));
    }

    #[test]
    fn any_text_is_markdown() {
        for text in ["", "---", "---\ntitle", "[[[[", "****", "\0", "<div>"] {
            let _ = from_markdown(text);
        }
        let deep = "> ".repeat(50_000) + "No";
        assert_eq!(from_markdown(&deep).text.trim_start_matches(['>', ' ']), "No");
    }
}
