//! Links to words on a web page, by
//! [text fragments](https://wicg.github.io/scroll-to-text-fragment/).

use std::fmt::Write;

/// Longer passages are named by their first and last words, in characters: browsers look for the
/// words in between too, and a link has to stay short enough to be sent.
const LONGEST: usize = 80;

/// How many words at each end name a long passage.
const WORDS: usize = 5;

/// Whether it is the address of a web page: anything else must not become a link.
pub(super) fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The address of a passage on the page at `url`, which begins with the words `first` and ends with
/// the words `last`, the same where it is in one piece; `None` when that is no web page.
pub(super) fn to(url: &str, first: &str, last: &str) -> Option<String> {
    if !is_web(url) {
        return None;
    }
    let mut link = url.to_owned();
    link.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    // Neither end may reach over the end of a line: blocks are matched one by one.
    let (start, end) = (first.trim().lines().next(), last.trim().lines().next_back());
    let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
    if first == last && start == end && start.len() <= LONGEST {
        encode(&mut link, start);
    } else {
        let begins: Vec<_> = start.split_whitespace().take(WORDS).collect();
        let mut ends: Vec<_> = end.split_whitespace().rev().take(WORDS).collect();
        ends.reverse();
        encode(&mut link, &begins.join(" "));
        link.push(',');
        encode(&mut link, &ends.join(" "));
    }
    Some(link)
}

/// Percent-encodes all that has a meaning in the directive, commas and hyphens too.
fn encode(link: &mut String, words: &str) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            link.push(byte.into());
        } else {
            write!(link, "%{byte:02X}").expect("a string takes all that is written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://news.example/bridge";

    /// The directive of a passage.
    fn directive(first: &str, last: &str) -> String {
        let link = to(URL, first, last).expect("it is a web page");
        link.strip_prefix("https://news.example/bridge#:~:text=")
            .expect("it leads there")
            .to_owned()
    }

    #[test]
    fn words_are_named_whole_or_by_their_ends() {
        let short = "a well-known, old one";
        assert_eq!(directive(short, short), "a%20well%2Dknown%2C%20old%20one");
        let long = "one two three four five six ".repeat(9);
        assert_eq!(
            directive(&long, &long),
            "one%20two%20three%20four%20five,two%20three%20four%20five%20six"
        );
        let lines = "A heading\nand what follows it";
        assert_eq!(directive(lines, lines), "A%20heading,and%20what%20follows%20it");
        assert_eq!(directive("We open", "in May"), "We%20open,in%20May");
        let deep = to("https://news.example/bridge#part", short, short);
        assert!(deep.is_some_and(|link| link.contains("#part:~:text=a%20well")));
    }

    #[test]
    fn only_web_pages_are_linked_to() {
        assert_eq!(to("javascript://%0aalert(1)", "words", "words"), None);
        assert_eq!(to("file:///etc/passwd", "words", "words"), None);
        assert_eq!(to("https://a.example/ x", "words", "words"), None);
    }
}
