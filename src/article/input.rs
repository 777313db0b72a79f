//! The one door for what comes from outside: a file's bytes or a pasted text, of whatever format.

use super::decode::{DecodeError, decode};
use super::{Article, from_html, from_markdown, from_text};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// HTML: a page or a fragment.
    Html,
    /// Markdown.
    Markdown,
}

impl Format {
    /// The format of this name: "text", "html" or "markdown".
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "text" => Some(Self::Text),
            "html" => Some(Self::Html),
            "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// What to read, and what is known about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The file's name.
    pub name: Option<&'a str>,
    /// Its MIME type, perhaps with a charset.
    pub mime: Option<&'a str>,
    /// Where it was found.
    pub url: Option<&'a str>,
    /// Its format; found out when it is not given.
    pub format: Option<Format>,
}

impl Input<'_> {
    /// Reads a file.
    ///
    /// # Errors
    /// If its bytes are no text; the error says what to do.
    pub fn read_bytes(&self, bytes: &[u8]) -> Result<Article, DecodeError> {
        Ok(self.read_text(&decode(bytes, self.mime)?))
    }

    /// Reads text that is decoded already.
    #[must_use]
    pub fn read_text(&self, text: &str) -> Article {
        let mut article = match self.format.unwrap_or_else(|| self.detect(text)) {
            Format::Text => from_text(text),
            Format::Html => from_html(text, self.url),
            Format::Markdown => from_markdown(text),
        };
        if let Some(url) = self.url {
            article.meta.url = Some(url.to_owned());
        }
        article
    }

    /// What `text` is written in, by its MIME type, its name, and its looks.
    #[must_use]
    pub fn detect(&self, text: &str) -> Format {
        let mime = self.mime.unwrap_or_default().to_ascii_lowercase();
        let name = self.name.unwrap_or_default().to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if mime.contains("html") || ends(&[".html", ".htm", ".xhtml"]) {
            Format::Html
        } else if mime.contains("markdown") || ends(&[".md", ".markdown"]) {
            Format::Markdown
        } else if looks_like_html(text) {
            Format::Html
        } else if !ends(&[".txt", ".text"]) && looks_like_markdown(text) {
            Format::Markdown
        } else {
            Format::Text
        }
    }
}

/// How much of a text its looks are judged by, in characters.
const LOOKED_AT: usize = 4096;

/// Whether `text` begins like a page, or has elements that are closed.
fn looks_like_html(text: &str) -> bool {
    let start: String = text.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    let trimmed = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if ["<!doctype html", "<html", "<!--startfragment", "<meta ", "<body"]
        .iter()
        .any(|tag| trimmed.starts_with(tag))
    {
        return true;
    }
    let tags = [
        "</p>",
        "</div>",
        "</a>",
        "</span>",
        "</h1>",
        "</h2>",
        "</li>",
        "</blockquote>",
        "<br>",
        "<br/>",
        "<br />",
    ];
    let found: usize = tags.iter().map(|tag| start.matches(tag).count()).sum();
    found >= 2 || (found == 1 && trimmed.starts_with('<'))
}

/// Whether `text` has what is in Markdown and hardly in plain text: a heading after "#", front
/// matter, or several links.
fn looks_like_markdown(text: &str) -> bool {
    let start: String = text.chars().take(LOOKED_AT).collect();
    let has_front_matter = start.starts_with("---\n") && start.contains("\ntitle:");
    let headings = start.lines().filter(|line| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    });
    has_front_matter || headings.count() > 0 || start.matches("](http").count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_told_by_type_name_and_looks() {
        let of =
            |name: &str, text: &str| Input { name: Some(name), ..Input::default() }.detect(text);
        assert_eq!(of("a.html", "No tags"), Format::Html);
        assert_eq!(of("a.md", "No marks"), Format::Markdown);
        assert_eq!(of("a.txt", "# One\n\n# Two"), Format::Text);
        assert_eq!(of("a.txt", "<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(of("", "<p>One</p><p>Two</p>"), Format::Html);
        assert_eq!(of("", "# One\n\nTwo"), Format::Markdown);
        assert_eq!(of("", "If a < b and b > c, \"no\" <she said>"), Format::Text);
        assert_eq!(of("", "#1 in the charts"), Format::Text);
        let sent = Input { mime: Some("text/html; charset=utf-8"), ..Input::default() };
        assert_eq!(sent.detect("x"), Format::Html);
    }

    #[test]
    fn the_address_is_kept() {
        let found = Input { url: Some("https://example.org/a"), ..Input::default() };
        assert_eq!(found.read_text("No").meta.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(found.read_bytes(b"%PDF-1.4").unwrap_err(), DecodeError::Pdf);
    }
}
