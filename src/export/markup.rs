//! Text in XML and HTML.

use std::collections::HashSet;

/// Appends `text` as it may stand between tags and in attributes. What neither language has a place
/// for becomes U+FFFD, one for one, so that offsets in code points stay as they are.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser makes a line feed of it unless it is written like this.
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_noncharacter(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A document of tags that is being written.
#[derive(Default)]
pub(super) struct Markup {
    pub(super) out: String,
}

impl Markup {
    pub(super) fn new(prolog: &str) -> Self {
        Self { out: prolog.to_owned() }
    }

    /// Markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.out, text);
        self
    }

    /// An attribute, escaped, with the space before it.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// An element with nothing but text in it.
    pub(super) fn element(&mut self, name: &str, text: &str) -> &mut Self {
        self.raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">")
    }
}

/// Ids that may stand in XML: those of the document where all of them may, else numbered ones.
pub(super) struct Ids {
    as_they_are: bool,
}

impl Ids {
    /// Looks at all `ids` of a document at once.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut seen = HashSet::new();
        let is_plain = |id: &str| {
            id.starts_with(|c: char| c.is_ascii_alphabetic())
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let mut ids = ids;
        Self { as_they_are: ids.all(|id| is_plain(id) && seen.insert(id)) }
    }

    /// The id of the `index`-th part with this id; `letter` is that of its kind.
    pub(super) fn id(&self, letter: char, index: usize, id: &str) -> String {
        if self.as_they_are { id.to_owned() } else { format!("{letter}{}", index + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_text() {
        let mut out = String::new();
        escape(&mut out, "<script>&\"]]>\0\u{1b}\u{ffff}\r\n");
        assert_eq!(out, "&lt;script&gt;&amp;&quot;]]&gt;\u{fffd}\u{fffd}\u{fffd}&#13;\n");
    }

    #[test]
    fn ids_are_kept_where_all_of_them_can_be() {
        let kept = Ids::of(["q1", "s1"].into_iter());
        assert_eq!(kept.id('m', 4, "q1"), "q1");
        for troubled in [["q1", "https://a.example/1"], ["q1", "q1"], ["q1", "q 2"]] {
            assert_eq!(Ids::of(troubled.into_iter()).id('m', 4, "q1"), "m5");
        }
    }
}
